import type { Channel } from '#domain/interaction.ts'
import type { SyncError, SyncMode } from '#domain/sync.ts'
import type { Db, Tx } from './db.ts'

/** What a run did (domain §4.1). */
export type RunStats = {
  fetched: number
  created: number
  updated: number
  skipped: number
  errors: number
  rateLimited: number
}

export const noStats: RunStats = { fetched: 0, created: 0, updated: 0, skipped: 0, errors: 0, rateLimited: 0 }

/** A run that is going on. */
export type Run = { id: string; sellerId: string; channel: Channel; mode: SyncMode }

/** How a run ended: well, cut by budget or time so that it goes on by itself, or in trouble. */
export type RunOutcome = 'success' | 'unfinished' | 'error'

/** Writes down that a run begins. An earlier one of the channel that never ended was lost with its process. */
export async function createRun(tx: Tx, { id, sellerId, channel, mode }: Run, startedAt: Date): Promise<void> {
  await tx.syncRun.updateMany({ where: { sellerId, channel, outcome: 'running' }, data: { outcome: 'lost' } })
  await tx.syncRun.create({ data: { id, sellerId, channel, mode, startedAt } })
}

/** When the first and the last of the channel's runs began that came to their end and began after `since`; null for none. */
export async function completeRuns(
  tx: Tx,
  { sellerId, channel }: Pick<Run, 'sellerId' | 'channel'>,
  since: Date,
): Promise<{ first: Date; last: Date } | null> {
  const { _min, _max } = await tx.syncRun.aggregate({
    where: { sellerId, channel, outcome: 'success', startedAt: { gt: since } },
    _min: { startedAt: true },
    _max: { startedAt: true },
  })
  return _min.startedAt && _max.startedAt ? { first: _min.startedAt, last: _max.startedAt } : null
}

/** What went wrong, and the marketplace's number of the call. */
export type RunTrouble = { code: SyncError; detail: string; requestId: string | null }

/** How a run ended. */
type RunEnd = { stats: RunStats; outcome: RunOutcome; trouble: RunTrouble | null }

export async function closeRun(tx: Tx, { id }: Run, { stats, outcome, trouble }: RunEnd, now: Date): Promise<void> {
  const facts = trouble
    ? { errorCode: trouble.code, errorDetail: trouble.detail, requestId: trouble.requestId?.slice(0, 200) ?? null }
    : {}
  await tx.syncRun.update({ where: { id }, data: { ...stats, finishedAt: now, outcome, ...facts } })
}

/** Takes away at most so many runs that began before then. Returns how many. */
export async function forgetRunsBefore(db: Db, before: Date, limit: number): Promise<number> {
  return await db.prisma.$executeRaw`
    DELETE FROM sync_run WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM sync_run WHERE started_at < ${before} LIMIT ${limit}
    ))`
}
