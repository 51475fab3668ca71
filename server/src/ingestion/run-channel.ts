import { uuidv7 } from 'uuidv7'
import { cadenceOf, isPassDue, isStarved } from '#domain/cadence.ts'
import type { Channel } from '#domain/interaction.ts'
import type { SyncMode } from '#domain/sync.ts'
import { after, MINUTE } from '#domain/time.ts'
import type { Connector } from '#sources/connector.ts'
import { NotExecuted, SourceError } from '#sources/errors.ts'
import type { Aside } from '#sources/rate-budget.ts'
import { findConnection } from '#storage/connections.ts'
import { inTransaction } from '#storage/db.ts'
import { underLease } from '#storage/lease.ts'
import { noStats, type Run } from '#storage/sync-runs.ts'
import { findSyncState, keepRun, LostRun, renewRun, type StoredSyncState, startRun } from '#storage/sync-states.ts'
import { replyComesFirst } from '#storage/waiting-replies.ts'
import { finishRun } from './finish-run.ts'
import { readPast } from './read-past.ts'
import { receivePage } from './receive-page.ts'
import { listForRecheck, recheckOne } from './reconcile.ts'
import {
  countSlowedDown,
  type Ending,
  type Going,
  type Pace,
  type Reading,
  type RunDeps,
  type RunReport,
  type SellerChannel,
} from './run.ts'
import { readSyncCursor } from './sync-cursor.ts'

/**
 * Runs a channel that this process has claimed, from where the last run came, for as long as it may take. Whatever happens, it ends
 * this channel's run only.
 */
export async function runChannel(
  deps: RunDeps,
  { sellerId, channel }: SellerChannel,
  manner: Manner = {},
): Promise<RunReport | null> {
  try {
    return await run(deps, { sellerId, channel }, manner)
  } catch (error) {
    if (!(error instanceof LostRun)) throw error
    deps.log.warn({ sellerId, channel }, 'a synchronisation was taken over by another process')
    return null
  }
}

/** How long the run may take, and where it waits for its next request; without a place for that it ends instead. */
type Manner = { patience?: number; aside?: Aside }

async function run(
  deps: RunDeps,
  { sellerId, channel }: SellerChannel,
  { patience = 2 * MINUTE, aside }: Manner,
): Promise<RunReport | null> {
  const state = await findSyncState(deps.db.prisma, sellerId, channel)
  if (!state) return null

  const isAnew = state.fullAskedAt !== null
  const going = beginningOf(isAnew ? { ...state, cursor: null } : state, channel, await paceOf(deps, sellerId, channel))
  await inTransaction(deps.db, (tx) => startRun(tx, going.run, { isAnew }, deps.clock.now()))
  const renew = () => renewRun(deps, going.run, deps.clock.now())
  const until = after(deps.clock.now(), patience)
  const ending = await underLease({ renew, log: deps.log }, () => readAll(deps, going, { until, aside }))
  await finishRun(deps, going, ending)
  return { runId: going.run.id, ending: ending.kind, stats: going.stats }
}

async function paceOf({ db, config }: RunDeps, sellerId: string, channel: Channel): Promise<Pace> {
  const tokenType = (await findConnection(db.prisma, sellerId))?.tokenType ?? 'base'
  return { pause: cadenceOf(channel, tokenType, config), isPoor: isStarved(tokenType, config) }
}

function beginningOf(state: StoredSyncState, channel: Channel, pace: Pace): Going {
  const { sellerId, cursor, loaded, expected } = state
  return {
    run: { id: uuidv7(), sellerId, channel, mode: modeOf(state) },
    cursor: readSyncCursor(cursor),
    stats: { ...noStats },
    seen: new Set(),
    surprises: [],
    trouble: null,
    loaded,
    expected,
    pace,
    isBehind: false,
  }
}

/** Until a first run has come to its end, each run of the channel is a piece of it. */
function modeOf({ status, mode, lastSuccessAt }: StoredSyncState): SyncMode {
  if (mode !== 'background' && lastSuccessAt === null) return 'first'
  return status === 'syncing' && (mode === 'first' || mode === 'manual') ? mode : 'background'
}

type Bounds = { until: Date; aside: Aside | undefined }

/** Reads until there is no more, the budget is spent, or something fails. One of the nets: a bug ends here, in the log. */
async function readAll(deps: RunDeps, going: Going, { until, aside }: Bounds): Promise<Ending> {
  try {
    if (await givesWay(deps, going)) return { kind: 'unfinished', retryAt: after(deps.clock.now(), MINUTE) }
    const connector = await connectorFor(deps, going.run, aside)
    if (!connector) return { kind: 'closed' }
    return await readNewsAndPast(deps, { going, connector }, until)
  } catch (error) {
    if (error instanceof LostRun) throw error
    if (error instanceof SourceError) return { kind: 'failed', error }
    deps.log.error({ ...going.run, error }, 'a synchronisation failed')
    return { kind: 'broken', error }
  }
}

/**
 * Where one request comes back in a while, a reply and its reading back get the next one before they have asked for it. Chats have
 * a budget apart from their replies; reviews and questions share theirs with them.
 */
async function givesWay({ db, clock }: RunDeps, { run: { sellerId, channel }, pace }: Going): Promise<boolean> {
  return channel !== 'chat' && pace.isPoor && (await replyComesFirst(db, sellerId, clock.now()))
}

async function connectorFor(
  { connectors }: RunDeps,
  { sellerId, channel }: Run,
  aside: Aside | undefined,
): Promise<Connector | null> {
  return (await connectors(sellerId, aside)).find((each) => each.channel === channel) ?? null
}

/** What is new always comes first; the past gets what is left of the time and the budget. */
async function readNewsAndPast(deps: RunDeps, reading: Reading, until: Date): Promise<Ending> {
  const { going } = reading
  const { mode } = going.run
  if (mode !== 'background' || isPassDue(going.cursor.passedAt, deps.clock.now(), going.pace)) {
    going.cursor = { ...going.cursor, passedAt: null }
    const cut = await readPages(deps, reading, until)
    if (cut) return cut
    if (going.pace.isPoor) await notePass(deps, going)
  }
  const { moreAt, ...past } = await readPast(deps, reading, until)
  return { kind: 'done', moreAt: earlier(moreAt, going.isBehind ? deps.clock.now() : null), ...past }
}

/** Reads what is new, to its end: null. Or tells when to go on. */
async function readPages(deps: RunDeps, reading: Reading, until: Date): Promise<Ending | null> {
  const { going, connector } = reading
  let part: 'pages' | 'recheck' = 'pages'
  try {
    if (going.cursor.recheckFirst) {
      part = 'recheck'
      await recheckAll(deps, reading, until)
      part = 'pages'
    }
    for await (const page of connector.pages(going.cursor.source)) {
      await receivePage(deps, going, page)
      if (page.listed) await listForRecheck(deps, going, page.listed)
      if (page.isBehind) going.isBehind = true
      if (page.more || deps.clock.now() >= until) return { kind: 'unfinished', retryAt: deps.clock.now() }
    }
    part = 'recheck'
    return (await recheckAll(deps, reading, until)) ? null : { kind: 'unfinished', retryAt: deps.clock.now() }
  } catch (error) {
    if (!(error instanceof NotExecuted) || error.reason !== 'rate_limit') throw error
    countSlowedDown(going, error)
    await takeTurns(deps, going, part)
    return { kind: 'unfinished', retryAt: error.retryAt ?? after(deps.clock.now(), MINUTE), told: error }
  }
}

/** A poor key's requests are too few to look for news each time the past goes on. */
async function notePass({ db, clock }: RunDeps, going: Going): Promise<void> {
  going.cursor = { ...going.cursor, passedAt: clock.now() }
  await inTransaction(db, (tx) => keepRun(tx, going.run, { cursor: going.cursor }, clock.now()))
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other
  return one < other ? one : other
}

/** Reads the items that have to be read again, one by one. False: the time is over and some are left. */
async function recheckAll(deps: RunDeps, reading: Reading, until: Date): Promise<boolean> {
  while (reading.going.cursor.recheck.length > 0) {
    if (deps.clock.now() >= until) return false
    await recheckOne(deps, reading)
  }
  return true
}

/** The budget is spent: what was cut short waits, the other part goes first next time. */
async function takeTurns({ db, clock }: RunDeps, going: Going, part: 'pages' | 'recheck'): Promise<void> {
  const recheckFirst = part === 'pages' && going.cursor.recheck.length > 0
  if (recheckFirst === going.cursor.recheckFirst) return
  going.cursor = { ...going.cursor, recheckFirst }
  await inTransaction(db, (tx) => keepRun(tx, going.run, { cursor: going.cursor }, clock.now()))
}
