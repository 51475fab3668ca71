import { type Channel, channels } from './interaction.ts'
import { isStale, type SyncError, type SyncMode, type SyncStatus } from './sync.ts'

/** The synchronisation of one channel as it is kept. */
export type ChannelSyncState = {
  channel: Channel
  status: SyncStatus
  mode: SyncMode
  problem: SyncError | null
  startedAt: Date | null
  heartbeatAt: Date | null
  lastSuccessAt: Date | null
  dueAt: Date | null
  loaded: number
  expected: number | null
  /** Items of the past read so far; null before the backfill began. */
  backfillDone: number | null
  backfillExpected: number | null
  backfillEndedAt: Date | null
  /** Until when the marketplace said that it is closed, if it said more than a quarter of an hour. */
  closedUntil: Date | null
}

/** The synchronisation of one channel as people see it. */
export type SeenChannelSync = Omit<ChannelSyncState, 'mode'> & { ready: boolean }

/** The synchronisation of a seller as people see it. */
export type SeenSync = {
  status: SyncStatus
  problem: SyncError | null
  lastSuccessAt: Date | null
  channels: SeenChannelSync[]
}

/** What a seller's channels look like together (domain §16.2). */
export function seenSync(states: readonly ChannelSyncState[], now: Date): SeenSync {
  const seen = channels.map((channel) =>
    seenChannel(states.find((state) => state.channel === channel) ?? untouched(channel), now),
  )
  const status = (['syncing', 'error', 'waiting', 'success'] as const).find((word) =>
    seen.some((channel) => channel.status === word),
  )

  return {
    status: status ?? 'idle',
    problem: status === 'error' ? (seen.find((channel) => channel.status === 'error')?.problem ?? 'internal') : null,
    lastSuccessAt: allGoodSince(states),
    channels: seen,
  }
}

function seenChannel({ mode, ...kept }: ChannelSyncState, now: Date): SeenChannelSync {
  const state = { ...kept, closedUntil: kept.closedUntil && kept.closedUntil > now ? kept.closedUntil : null }
  const ready = state.lastSuccessAt !== null
  if (state.status !== 'syncing') return { ...state, ready }
  if (isStale(state, now)) return { ...state, status: 'error', problem: 'stale', ready }

  // A run in the background does not take away what people rely on.
  return { ...state, status: mode === 'background' ? settledStatus(state) : 'syncing', ready }
}

function settledStatus({ problem, lastSuccessAt }: Pick<ChannelSyncState, 'problem' | 'lastSuccessAt'>): SyncStatus {
  if (problem) return 'error'
  return lastSuccessAt ? 'success' : 'syncing'
}

function allGoodSince(states: readonly ChannelSyncState[]): Date | null {
  const times = states
    .filter(({ dueAt, lastSuccessAt }) => dueAt ?? lastSuccessAt)
    .map(({ lastSuccessAt }) => lastSuccessAt?.getTime() ?? null)
  return times.length === 0 || times.includes(null) ? null : new Date(Math.min(...times.map(Number)))
}

function untouched(channel: Channel): ChannelSyncState {
  return {
    channel,
    status: 'idle',
    mode: 'first',
    problem: null,
    startedAt: null,
    heartbeatAt: null,
    lastSuccessAt: null,
    dueAt: null,
    loaded: 0,
    expected: null,
    backfillDone: null,
    backfillExpected: null,
    backfillEndedAt: null,
    closedUntil: null,
  }
}
