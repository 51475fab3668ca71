import type { Deps } from '#deps.ts'
import type { Channel } from '#domain/interaction.ts'
import type { Surprise } from '#domain/surprise.ts'
import type { Connector } from '#sources/connector.ts'
import { NotExecuted, type SourceError } from '#sources/errors.ts'
import type { Run, RunStats } from '#storage/sync-runs.ts'
import type { SyncCursor } from './sync-cursor.ts'

export type RunDeps = Pick<Deps, 'config' | 'db' | 'clock' | 'log' | 'connectors'>

/** A channel of a seller. */
export type SellerChannel = { sellerId: string; channel: Channel }

/** A run that is going on: what it has done, and where it stands. */
export type Going = {
  run: Run
  cursor: SyncCursor
  stats: RunStats
  /** Ids received in this run. */
  seen: Set<string>
  /** What the answers held that we do not know. */
  surprises: Surprise[]
  /** Why a part could not be read, though the run went on without it. */
  trouble: SourceError | null
  /** Progress of a first run: how much of the channel is stored, and how much there is. */
  loaded: number
  expected: number | null
  /** How often the key lets us look, and whether it has requests to spare. */
  pace: Pace
  /** The look for news was cut by its budget: there is more. */
  isBehind: boolean
}

/** How often a channel is looked at with the seller's key, in milliseconds. A poor key has few requests (WB contract §3). */
export type Pace = { pause: number; isPoor: boolean }

/** A run and whom it asks. */
export type Reading = { going: Going; connector: Connector }

/**
 * How a run ended. `done`: everything new is here; `moreAt` is when the past goes on, and `trouble` what kept it from going on now.
 * `unfinished`: its time or budget was over. `told` is what the marketplace or its budget said to slow down. `closed`: the key does not open the channel any more. `broken`: a mistake of ours.
 */
export type Ending =
  | { kind: 'done'; moreAt: Date | null; trouble: SourceError | null; told?: SourceError }
  | { kind: 'unfinished'; retryAt: Date; told?: SourceError }
  | { kind: 'closed' }
  | { kind: 'failed'; error: SourceError }
  | { kind: 'broken'; error: unknown }

/** How a run ended and what it did. */
export type RunReport = { runId: string; ending: Ending['kind']; stats: RunStats }

/** Counts an answer that told us to slow down; a budget of ours that is spent is none. */
export function countSlowedDown({ stats }: Pick<Going, 'stats'>, error: SourceError): void {
  if (error instanceof NotExecuted && error.reason === 'rate_limit' && !error.isHeldBack) stats.rateLimited += 1
}
