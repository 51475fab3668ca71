import type { Channel } from '#domain/interaction.ts'
import { after, between, MINUTE } from '#domain/time.ts'
import type { Tx } from '#storage/db.ts'
import { findSyncState } from '#storage/sync-states.ts'
import type { Going } from './run.ts'

/**
 * When a run goes on whose budget was spent. On a budget of one request at a time the channel that got it lets the one pass that
 * shares it and waits: its own turn is the request after that. Where nobody waits it is the next.
 */
export async function turnAfter(tx: Tx, { run, stats }: Going, retryAt: Date, now: Date): Promise<Date> {
  const { sellerId, channel } = run
  const pause = between(now, retryAt)
  if (stats.fetched === 0 || pause <= MINUTE) return retryAt

  const other = sharing[channel]
  const state = other && (await findSyncState(tx, sellerId, other))
  const isWaiting = state?.dueAt && state.dueAt <= after(retryAt, MINUTE)
  return isWaiting ? after(retryAt, pause) : retryAt
}

/** Reviews and questions are asked for with one budget (WB contract §3.1). */
const sharing: Partial<Record<Channel, Channel>> = { review: 'question', question: 'review' }
