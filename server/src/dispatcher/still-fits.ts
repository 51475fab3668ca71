import type { Deps } from '#deps.ts'
import { after, SECOND } from '#domain/time.ts'
import { knownBefore, type UnfinishedReply } from '#storage/replies.ts'
import type { StoredTarget } from '#storage/reply-targets.ts'
import { completeRuns } from '#storage/sync-runs.ts'
import { findSyncState } from '#storage/sync-states.ts'
import { answerElsewhereSince, hasBuyerWrittenSince } from '#storage/threads.ts'
import { failReply, holdBack, yieldToAnother } from './settle-reply.ts'

/**
 * Whether a message of a chat may leave by itself: not beside an answer given by other means than here that has come in since it was pressed
 * (ADR 34). One that has waited for a key also not over what the buyer has written since, of which the operator is asked, and not before the
 * chats were read to their end with the key (ADR 32). False: it has ended, or goes on waiting.
 */
export async function stillFits(
  deps: Deps,
  reply: UnfinishedReply,
  { newestMessageAt }: Pick<StoredTarget, 'newestMessageAt'>,
): Promise<boolean> {
  if (reply.channel !== 'chat') return true
  const since = pressedOver(reply)
  if (reply.keyGivenAt !== null) return await fitsAfterWait(deps, reply, { since, keyGivenAt: reply.keyGivenAt })

  // Mostly nothing was said in these seconds, and then nothing is asked.
  const isNews = newestMessageAt !== null && newestMessageAt > since
  return !isNews || !(await hasYielded(deps, reply, since))
}

type Wait = { since: Date; keyGivenAt: Date }

async function fitsAfterWait(deps: Deps, reply: UnfinishedReply, { since, keyGivenAt }: Wait): Promise<boolean> {
  const { sellerId, interactionId } = reply
  const { prisma } = deps.db
  const hasRead = (await completeRuns(prisma, { sellerId, channel: 'chat' }, keyGivenAt)) !== null
  if (await hasBuyerWrittenSince(prisma, interactionId, since)) {
    await failReply(deps, reply, { reason: 'buyer_wrote', detail: 'The buyer has written since.', requestId: null })
    return false
  }
  if (await hasYielded(deps, reply, since)) return false
  if (!hasRead) await holdBack(deps, reply, 'unread', await nextReadingAt(deps, sellerId))
  return hasRead
}

/** How far the chat was when the operator pressed, by the marketplace's clock; of rows from before that was kept, by ours. */
function pressedOver(reply: UnfinishedReply): Date {
  return knownBefore(reply, 'pressedOverAt') ?? reply.restartedAt ?? reply.createdAt
}

async function hasYielded(deps: Deps, reply: UnfinishedReply, since: Date): Promise<boolean> {
  const answer = await answerElsewhereSince(deps.db.prisma, reply.interactionId, since)
  if (answer) await yieldToAnother(deps, reply, answer)
  return answer !== null
}

/** A reading that is under way is soon over. */
async function nextReadingAt({ db, clock }: Deps, sellerId: string): Promise<Date> {
  const soon = after(clock.now(), 5 * SECOND)
  const dueAt = (await findSyncState(db.prisma, sellerId, 'chat'))?.dueAt
  return dueAt && dueAt > soon ? dueAt : soon
}
