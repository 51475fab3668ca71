import type { NewEvent } from '#domain/events.ts'
import type { Channel } from '#domain/interaction.ts'
import { isStale, patienceWithRun, type SyncError, type SyncMode } from '#domain/sync.ts'
import { after } from '#domain/time.ts'
import { channelsOf } from './connections.ts'
import { type Db, inTransaction, type Tx } from './db.ts'
import { recordEvents } from './events.ts'
import { Prisma } from './generated/client.ts'
import type { SyncStateModel } from './generated/models.ts'
import { leaseMs } from './lease.ts'
import { createRun, type Run } from './sync-runs.ts'

export type StoredSyncState = SyncStateModel

/** Another process has taken the channel over: this run is dead and must change nothing. */
export class LostRun extends Error {}

/** What is asked for: why, of which channels (all that the key opens when absent), and whether everything is to be read anew. */
type SyncRequest = { mode: SyncMode; channel?: Channel | null; isFull?: boolean }

/**
 * Makes channels that the seller's key opens due now. People wait for a first or manual run, so it shows at once. Returns what the
 * caller has to record.
 */
export async function requestSync(
  tx: Tx | Db['prisma'],
  sellerId: string,
  { mode, channel = null, isFull = false }: SyncRequest,
  now: Date,
): Promise<NewEvent[]> {
  const connection = await tx.marketplaceConnection.findUnique({ where: { sellerId } })
  if (!connection) return []
  const channels = channelsOf(connection).filter((each) => channel === null || each === channel)
  const shown =
    mode === 'background'
      ? {}
      : { status: 'syncing', mode, askedAt: now, heartbeatAt: now, startedAt: now, ...noTrouble, failures: 0 }
  const progress = mode === 'first' ? { loaded: 0, expected: null } : {}
  const full = isFull ? { fullAskedAt: now } : {}

  await tx.syncState.createMany({
    data: channels.map((each) => ({ sellerId, channel: each })),
    skipDuplicates: true,
  })
  await tx.syncState.updateMany({
    where: { sellerId, channel: { in: channels } },
    data: { dueAt: now, ...shown, ...progress, ...full },
  })
  return mode === 'background' ? [] : channels.map((each) => syncChanged(each, { status: 'syncing', errorCode: null }))
}

/** Takes a channel that nobody is reading, due or not. False: a run of it is going on. */
export async function claimChannel(
  tx: Tx,
  { sellerId, channel }: { sellerId: string; channel: Channel },
  owner: string,
  now: Date,
): Promise<boolean> {
  await tx.syncState.createMany({ data: [{ sellerId, channel }], skipDuplicates: true })
  const isFree = { OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }] }
  const { count } = await tx.syncState.updateMany({
    where: { sellerId, channel, ...isFree },
    data: { leaseUntil: after(now, leaseMs), leaseOwner: owner },
  })
  return count > 0
}

/** When a person last asked for a run of the seller's channels or of one of them, or gave the key. */
export async function lastAskedAt(tx: Tx, sellerId: string, channel: Channel | null = null): Promise<Date | null> {
  const where = { sellerId, ...(channel ? { channel } : {}) }
  const { _max } = await tx.syncState.aggregate({ where, _max: { askedAt: true } })
  return _max.askedAt
}

/**
 * Has the channel looked at no later than this. A run that is going on may have passed the place already, so there is another one
 * after it. A channel that is not connected stays where it is.
 */
export async function bringForward(db: Db, sellerId: string, channel: Channel, at: Date): Promise<void> {
  const isLater = { dueAt: { gt: at } }
  const isRunning = { dueAt: { not: null }, leaseUntil: { not: null } }
  await db.prisma.syncState.updateMany({ where: { sellerId, channel, OR: [isLater, isRunning] }, data: { dueAt: at } })
}

/** The state of one channel; null when the channel is not connected. */
export async function findSyncState(
  tx: Tx | Db['prisma'],
  sellerId: string,
  channel: string,
): Promise<StoredSyncState | null> {
  return await tx.syncState.findUnique({ where: { sellerId_channel: { sellerId, channel } } })
}

/** Begins a run on a channel that this process has claimed. One that reads everything anew forgets how far it came. */
export async function startRun(tx: Tx, run: Run, { isAnew }: { isAnew: boolean }, now: Date): Promise<void> {
  const { sellerId, channel } = run
  const forgotten = {
    fullAskedAt: null,
    backfillDone: null,
    backfillExpected: null,
    backfillEndedAt: null,
    backfillReachedAt: null,
  }
  await tx.syncState.update({
    where: { sellerId_channel: { sellerId, channel } },
    data: {
      startedAt: now,
      heartbeatAt: now,
      leaseOwner: run.id,
      leaseUntil: after(now, leaseMs),
      ...(isAnew ? { ...forgotten, cursor: Prisma.DbNull } : {}),
    },
  })
  await createRun(tx, run, now)
}

/** Says that the process of a run is alive, though no page has come. A run that was taken over stays so. */
export async function renewRun({ db }: { db: Db }, { id, sellerId, channel }: Run, now: Date): Promise<void> {
  await db.prisma.syncState.updateMany({
    where: { sellerId, channel, leaseOwner: id },
    data: { leaseUntil: after(now, leaseMs) },
  })
}

/** What a page changes in the state of its channel. */
type Progress = {
  cursor: unknown
  loaded?: number
  expected?: number | null
  backfillDone?: number
  backfillExpected?: number | null
  backfillEndedAt?: Date | null
  backfillReachedAt?: Date
}

/** A sign of life, with the cursor of what the same transaction stores. Throws `LostRun` when the run is no longer ours. */
export async function keepRun(
  tx: Tx,
  { id, sellerId, channel }: Run,
  { cursor, ...progress }: Progress,
  now: Date,
): Promise<void> {
  const { count } = await tx.syncState.updateMany({
    where: { sellerId, channel, leaseOwner: id },
    data: { cursor: cursor as Prisma.InputJsonValue, heartbeatAt: now, leaseUntil: after(now, leaseMs), ...progress },
  })
  if (count === 0) throw new LostRun(`The run of ${channel} was taken over`)
}

/** How the state stands after a run. */
export type Outcome = {
  status: string
  mode: string
  dueAt: Date | null
  failures: number
  errorCode: SyncError | null
  errorDetail: string | null
  lastSuccessAt?: Date
  expected?: number | null
  /** Until when the marketplace said that the channel is closed, where that is long. */
  closedUntil?: Date | null
}

/** Ends a run and frees the channel. */
export async function endRun(tx: Tx, { id, sellerId, channel }: Run, outcome: Outcome): Promise<void> {
  const { dueAt, ...rest } = outcome
  const { count } = await tx.syncState.updateMany({
    where: { sellerId, channel, leaseOwner: id },
    data: { ...rest, leaseUntil: null, leaseOwner: null },
  })
  if (count === 0) throw new LostRun(`The run of ${channel} was taken over`)

  // Somebody may have asked for another look while the run went on; only what was due before it began is done.
  await tx.$executeRaw`
    UPDATE sync_state SET due_at =
      CASE WHEN due_at > started_at THEN LEAST(due_at, ${dueAt}::timestamptz) ELSE ${dueAt}::timestamptz END
    WHERE seller_id = ${sellerId}::uuid AND channel = ${channel}`
}

/** Runs that people wait for and that have died become errors, so that nobody looks at a spinner for ever (domain §16.2). */
export async function failStaleRuns(db: Db, now: Date): Promise<void> {
  const waiting = await db.prisma.syncState.findMany({
    where: { status: 'syncing', heartbeatAt: { lte: after(now, -patienceWithRun) } },
  })
  for (const state of waiting.filter((each) => isStale(each, now))) await failStaleRun(db, state, now)
}

async function failStaleRun(db: Db, { sellerId, channel, heartbeatAt }: StoredSyncState, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { count } = await tx.syncState.updateMany({
      where: { sellerId, channel, status: 'syncing', heartbeatAt },
      data: { status: 'error', errorCode: 'stale', errorDetail: 'No sign of life for five minutes' },
    })
    if (count === 0) return
    await recordEvents(tx, sellerId, now, [syncChanged(channel as Channel, { status: 'error', errorCode: 'stale' })])
  })
}

/** The event that the state of a channel is another one, or that a first run has come further. */
export function syncChanged(channel: Channel, details: Record<string, unknown>): NewEvent {
  return { type: 'sync_changed', channel, details }
}

const noTrouble = { errorCode: null, errorDetail: null }
