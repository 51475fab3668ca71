import type { Deps } from '#deps.ts'
import { Conflict } from '#domain/errors.ts'
import type { Viewer } from '#domain/viewer.ts'
import { giveBack } from '#storage/answered.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { lockVisibleReply } from '#storage/locked.ts'
import { eventOf, moveReply } from '#storage/replies.ts'
import type { Sent } from './queue-reply.ts'

/** Takes a reply back that has surely not left yet. Refuses with `NotFound`, or `Conflict` when it is too late. */
export async function cancelReply(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { replyId }: { replyId: string },
): Promise<Sent> {
  return await inTransaction(db, async (tx) => {
    const reply = await lockVisibleReply(tx, viewer, replyId)
    if (reply.state === 'cancelled') return { replyId, interactionId: reply.interactionId }

    const settled = { state: 'cancelled', dueAt: null, leaseUntil: null, leaseOwner: null }
    if (!(await moveReply(tx, replyId, ['queued', 'retry_wait'], settled)))
      throw new Conflict('already_sent', 'The reply has left.')
    await giveBack(tx, reply)
    await recordEvents(tx, reply.sellerId, clock.now(), [
      { ...eventOf(reply, 'reply_cancelled'), actor: viewer.userId },
    ])
    return { replyId, interactionId: reply.interactionId }
  })
}
