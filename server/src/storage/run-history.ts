import type { Channel } from '#domain/interaction.ts'
import type { SyncError, SyncMode } from '#domain/sync.ts'
import type { Db } from './db.ts'
import type { RunOutcome } from './sync-runs.ts'

/** One run of a channel's synchronisation, as it is told. */
export type SyncRunRow = {
  id: string
  sellerId: string
  channel: Channel
  mode: SyncMode
  outcome: RunOutcome | 'running' | 'lost'
  startedAt: Date
  finishedAt: Date | null
  problem: SyncError | null
  detail: string | null
  requestId: string | null
  fetched: number
  created: number
  updated: number
  skipped: number
  errors: number
  rateLimited: number
}

/** Which runs of a seller are asked for, newest first: of one channel or of all, and only those behind a place. */
export type RunPage = { channel: Channel | null; first: number; after: RunPlace | null }

/** A run's place in the list. */
export type RunPlace = { startedAt: Date; id: string }

/** A page of runs of each of these sellers, and one run more where there are more. */
export async function syncRunsOf(db: Db, sellerIds: string[], page: RunPage): Promise<Map<string, SyncRunRow[]>> {
  const { channel, first, after } = page
  const values = [sellerIds, first + 1, channel, after?.startedAt ?? null, after?.id ?? null]
  const rows = await db.query<SyncRunRow>(syncRunsStatement, values)
  return new Map(sellerIds.map((id) => [id, rows.filter(({ sellerId }) => sellerId === id)]))
}

/** A run of one of these sellers. */
export async function findSyncRun(db: Db, sellerIds: string[], id: string): Promise<SyncRunRow | null> {
  const [row] = await db.query<SyncRunRow>(syncRunStatement, [sellerIds, id])
  return row ?? null
}

const runColumns = `
  id, seller_id AS "sellerId", channel, mode, outcome, started_at AS "startedAt", finished_at AS "finishedAt",
  error_code AS problem, error_detail AS detail, request_id AS "requestId", fetched, created, updated, skipped, errors,
  rate_limited AS "rateLimited"`

const syncRunsStatement = {
  name: 'sync_runs',
  text: `
    SELECT run.* FROM unnest($1::uuid[]) AS wanted (id), LATERAL (
      SELECT ${runColumns} FROM sync_run
      WHERE seller_id = wanted.id AND ($3::text IS NULL OR channel = $3)
        AND ($4::timestamptz IS NULL OR (started_at, id) < ($4::timestamptz, $5::uuid))
      ORDER BY started_at DESC, id DESC LIMIT $2
    ) AS run
    ORDER BY run."startedAt" DESC, run.id DESC`,
}

const syncRunStatement = {
  name: 'sync_run',
  text: `SELECT ${runColumns} FROM sync_run WHERE id = $2::uuid AND seller_id = ANY($1::uuid[])`,
}
