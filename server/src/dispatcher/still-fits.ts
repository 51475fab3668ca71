import type { Deps } from '#deps.ts'
import { after, SECOND } from '#domain/time.ts'
import type { UnfinishedReply } from '#storage/replies.ts'
import { completeRuns } from '#storage/sync-runs.ts'
import { findSyncState } from '#storage/sync-states.ts'
import { hasBuyerWrittenSince, isAnsweredElsewhereSince } from '#storage/threads.ts'
import { failReply, holdBack, yieldToAnother } from './settle-reply.ts'

/**
 * Whether a message that has waited for a key may leave by itself: not over what the buyer has written since it was pressed, of which the
 * operator is asked, not beside an answer given in the cabinet meanwhile (ADR 32), and not before the chats were read to their end with the
 * key. False: it has ended, or goes on waiting.
 */
export async function stillFits(deps: Deps, reply: UnfinishedReply): Promise<boolean> {
  const { sellerId, interactionId, keyGivenAt } = reply
  const pressedAt = reply.restartedAt ?? reply.createdAt
  if (keyGivenAt === null) return true

  const { prisma } = deps.db
  const hasRead = (await completeRuns(prisma, { sellerId, channel: 'chat' }, keyGivenAt)) !== null
  if (await hasBuyerWrittenSince(prisma, interactionId, pressedAt)) {
    await failReply(deps, reply, { reason: 'buyer_wrote', detail: 'The buyer has written since.', requestId: null })
    return false
  }
  if (await isAnsweredElsewhereSince(prisma, interactionId, pressedAt)) {
    await yieldToAnother(deps, reply)
    return false
  }
  if (!hasRead) await holdBack(deps, reply, 'unread', await nextReadingAt(deps, sellerId))
  return hasRead
}

/** A reading that is under way is soon over. */
async function nextReadingAt({ db, clock }: Deps, sellerId: string): Promise<Date> {
  const soon = after(clock.now(), 5 * SECOND)
  const dueAt = (await findSyncState(db.prisma, sellerId, 'chat'))?.dueAt
  return dueAt && dueAt > soon ? dueAt : soon
}
