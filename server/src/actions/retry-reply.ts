import type { Deps } from '#deps.ts'
import { Conflict } from '#domain/errors.ts'
import { mayBeHurried } from '#domain/hurried-reply.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { lockVisibleReply } from '#storage/locked.ts'
import { eventOf, moveReply } from '#storage/replies.ts'
import type { Sent } from './queue-reply.ts'

type Needs = Pick<Deps, 'db' | 'clock' | 'wake'>

/**
 * Brings the next try of a reply forward that was surely not sent and waits for the network. Where the marketplace has set the time,
 * hurry would only bring another refusal. A hurried try uses up none of those that the reply has by itself. Again does nothing. Refuses with `NotFound`, `Conflict`.
 */
export async function retryReply(deps: Needs, viewer: Viewer, { replyId }: { replyId: string }): Promise<Sent> {
  const { db, clock, wake } = deps
  const sent = await inTransaction(db, async (tx) => {
    const reply = await lockVisibleReply(tx, viewer, replyId)
    if (!mayBeHurried(reply)) throw new Conflict('not_waiting', 'The reply does not wait for the network.')

    const now = clock.now()
    const atOnce = { dueAt: now, hurriedAfter: reply.attempts }
    if (reply.dueAt !== null && reply.dueAt > now && (await moveReply(tx, replyId, ['retry_wait'], atOnce))) {
      const hurried = eventOf(reply, 'updated', { reply: 'retry_wait' })
      await recordEvents(tx, reply.sellerId, now, [{ ...hurried, actor: viewer.userId }])
    }
    return { replyId, interactionId: reply.interactionId }
  })
  wake()
  return sent
}
