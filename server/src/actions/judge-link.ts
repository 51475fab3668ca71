import type { Deps } from '#deps.ts'
import { NotFound } from '#domain/errors.ts'
import type { NewEvent } from '#domain/events.ts'
import type { Verdict } from '#domain/link.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Viewer } from '#domain/viewer.ts'
import { lockInteraction } from '#storage/answered.ts'
import { inTransaction } from '#storage/db.ts'
import { withdrawDenied } from '#storage/denied-drafts.ts'
import { partFromChat } from '#storage/escalations.ts'
import { recordEvents } from '#storage/events.ts'
import { askForLinksAnew } from '#storage/link-work.ts'
import { saveVerdict } from '#storage/links.ts'
import { visibleTo } from '#storage/visibility.ts'

/**
 * Keeps what an operator knows of a link: that it is the same buyer, that it is another, or that she takes back what she said
 * (domain §7.6). What went on in a chat of another buyer waits for its own again. Refuses with `NotFound`.
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
    const { sellerId, aId: interactionId, bId: otherId } = link
    // Whoever is just keeping a draft of one of them comes before or after.
    for (const id of [interactionId, otherId]) await lockInteraction(tx, id)
    const now = clock.now()
    // What is judged takes no place among the best guesses of either side. A look holds its work before the links that it finds, so must we.
    await askForLinksAnew(tx, sellerId, [interactionId, otherId], now)
    await saveVerdict(tx, linkId, verdict, viewer.userId)
    const details = { linkId, otherId, verdict }
    const withdrawn = await withdrawDenied(tx, [interactionId, otherId], now)
    const said: NewEvent = { type: 'link_verdict', interactionId, actor: viewer.userId, details }
    const toOther = { ...said, interactionId: otherId, details: { ...details, otherId: interactionId } }
    const parted = verdict === 'incorrect' ? await partFromChat(tx, [interactionId, otherId], viewer.userId) : []
    await recordEvents(tx, sellerId, now, [...(withdrawn.includes(otherId) ? [said, toOther] : [said]), ...parted])
  })
  return { linkId }
}
