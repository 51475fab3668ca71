import type { Config } from '#config.ts'
import { cadenceOf } from '#domain/cadence.ts'
import { cleanReadingEndsAt, patienceFor } from '#domain/reply.ts'
import { after } from '#domain/time.ts'
import { findConnection } from '#storage/connections.ts'
import type { Tx } from '#storage/db.ts'
import type { UnfinishedReply } from '#storage/replies.ts'
import { completeRuns } from '#storage/sync-runs.ts'
import { findSyncState } from '#storage/sync-states.ts'

/** How far the search for a chat message has come, and when it will end if the chats can be read as usual. */
type EchoSearch = { isOver: boolean; hasRead: boolean; endsAt: Date }

/**
 * The proof that a message did not arrive are runs of the chats that came to their end, over the whole patience (WB contract
 * §13.4). They count from the first that began after the call: one that was under way may have passed the place already.
 */
export async function echoSearch(
  tx: Tx,
  config: Pick<Config, 'syncEveryMs' | 'chatSyncEveryMs' | 'wbClientSecret'>,
  reply: UnfinishedReply,
  now: Date,
): Promise<EchoSearch> {
  const { sellerId } = reply
  const patience = patienceFor(reply)
  const calledBy = reply.unknownSince ?? reply.acceptedAt ?? reply.sentAt ?? reply.createdAt
  const runs = await completeRuns(tx, { sellerId, channel: 'chat' }, calledBy)
  const state = await findSyncState(tx, sellerId, 'chat')
  const connection = await findConnection(tx, sellerId)

  const pause = cadenceOf('chat', connection?.tokenType ?? 'base', config)
  const nextRunAt = state?.dueAt && state.dueAt > now ? state.dueAt : now
  return {
    isOver: runs !== null && runs.last >= after(runs.first, patience),
    hasRead: runs !== null,
    endsAt: cleanReadingEndsAt({ since: runs?.first ?? nextRunAt, nextRunAt, pause, patience }),
  }
}
