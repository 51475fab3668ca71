import type { Deps } from '#deps.ts'
import { BadInput, NotFound } from '#domain/errors.ts'
import { isUuid } from '#domain/uuid.ts'
import { sellerIdsOf, type Viewer } from '#domain/viewer.ts'
import { inTransaction } from '#storage/db.ts'
import { askForAllLinks, askForLinksAnew } from '#storage/link-work.ts'
import { visibleTo } from '#storage/visibility.ts'

/** As many as one asks for by name. */
const mostNamed = 1000

/**
 * Has relations found out anew: of these interactions, or of all that the seller has (domain §7.6). Returns how many wait for it.
 * Refuses with `NotFound`, `BadInput`.
 */
export async function recomputeLinks(
  { db, clock, wake }: Pick<Deps, 'db' | 'clock' | 'wake'>,
  viewer: Viewer,
  { sellerId, interactionIds }: { sellerId: string; interactionIds: string[] | null },
): Promise<{ sellerId: string; count: number }> {
  if (!sellerIdsOf(viewer).includes(sellerId)) throw new NotFound('seller')
  const count = await inTransaction(db, async (tx) => {
    const now = clock.now()
    if (interactionIds === null) return await askForAllLinks(tx, sellerId, now)
    if (interactionIds.length > mostNamed) throw new BadInput('interactionIds', `Name at most ${mostNamed} items.`)
    const ids = interactionIds.filter(isUuid)
    const rows = await tx.interaction.findMany({
      where: { id: { in: ids }, AND: [{ sellerId }, visibleTo(viewer)] },
      select: { id: true },
    })
    if (rows.length < new Set(interactionIds).size) throw new NotFound('interaction')
    await askForLinksAnew(
      tx,
      sellerId,
      rows.map(({ id }) => id),
      now,
    )
    return rows.length
  })
  wake()
  return { sellerId, count }
}
