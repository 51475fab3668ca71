import type { Deps } from '#deps.ts'
import { NotFound } from '#domain/errors.ts'
import type { Verdict } from '#domain/link.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { askForLinksAnew } from '#storage/link-work.ts'
import { saveVerdict } from '#storage/links.ts'
import { visibleTo } from '#storage/visibility.ts'

/**
 * Keeps what an operator knows of a link: that it is the same buyer, that it is another, or that she takes back what she said
 * (domain §7.6). Refuses with `NotFound`.
 */
export async function judgeLink(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { linkId, verdict }: { linkId: string; verdict: Verdict },
): Promise<{ linkId: string }> {
  if (!isUuid(linkId)) throw new NotFound('link')
  await inTransaction(db, async (tx) => {
    const link = await tx.linkCandidate.findFirst({ where: { id: linkId, ...visibleTo(viewer) } })
    if (!link) throw new NotFound('link')
    if (link.verdict === verdict) return
    await saveVerdict(tx, linkId, verdict, viewer.userId)
    const { sellerId, aId: interactionId, bId: otherId } = link
    const details = { linkId, otherId, verdict }
    const now = clock.now()
    // What is judged takes no place among the best guesses of either side.
    await askForLinksAnew(tx, sellerId, [interactionId, otherId], now)
    await recordEvents(tx, sellerId, now, [{ type: 'link_verdict', interactionId, actor: viewer.userId, details }])
  })
  return { linkId }
}
