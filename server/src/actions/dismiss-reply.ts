import type { Deps } from '#deps.ts'
import { Conflict } from '#domain/errors.ts'
import { cameToNothing } from '#domain/reply.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { lockVisibleReply } from '#storage/locked.ts'
import { dismissLost, eventOf } from '#storage/replies.ts'
import type { Sent } from './queue-reply.ts'

/** Puts a reply aside that came to nothing. Again does nothing. Refuses with `NotFound`, or `Conflict` while it is on its way. */
export async function dismissReply(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { replyId }: { replyId: string },
): Promise<Sent> {
  return await inTransaction(db, async (tx) => {
    const reply = await lockVisibleReply(tx, viewer, replyId)
    if (!cameToNothing(reply.state)) throw new Conflict('reply_in_flight', 'The reply is on its way or has arrived.')

    const now = clock.now()
    if (await dismissLost(tx, reply.interactionId, replyId, now)) {
      const dismissed = eventOf(reply, 'updated', { reply: 'dismissed' })
      await recordEvents(tx, reply.sellerId, now, [{ ...dismissed, actor: viewer.userId }])
    }
    return { replyId, interactionId: reply.interactionId }
  })
}
