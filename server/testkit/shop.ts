import { randomUUID } from 'node:crypto'
import { type Clock, systemClock } from '#clock.ts'
import { readConfig } from '#config.ts'
import type { IncomingItem } from '#domain/incoming.ts'
import type { Channel } from '#domain/interaction.ts'
import type { SyncMode } from '#domain/sync.ts'
import { after } from '#domain/time.ts'
import type { RunReport } from '#ingestion/run.ts'
import { runChannel } from '#ingestion/run-channel.ts'
import type { SyncDeps } from '#ingestion/sync.ts'
import { createLog } from '#log.ts'
import { openConnectors, type SourceDeps } from '#sources/all.ts'
import type { Connector, Page } from '#sources/connector.ts'
import type { RateBuckets } from '#sources/rate-budget.ts'
import { decodeToken } from '#sources/wb/token.ts'
import { openConnection, saveConnection } from '#storage/connections.ts'
import { type Db, inTransaction } from '#storage/db.ts'
import { eventsAfter } from '#storage/events.ts'
import { leaseMs } from '#storage/lease.ts'
import { openRateBuckets } from '#storage/rate-buckets.ts'
import { createSeal } from '#storage/secrets.ts'
import { requestSync } from '#storage/sync-states.ts'
import { type SimulatorOptions, startSimulator } from '../simulator/start-simulator.ts'
import { startTimetable } from '../src/schedule.ts'
import { openTestStorage } from './database.ts'

/** An empty database, as `openTestStorage` makes it. */
export async function openTestDb(): Promise<Db> {
  const { db, close } = await openTestStorage()
  return { ...db, close }
}

/** A clock that stands still until it is moved. */
export function testClock(start: string) {
  let now = new Date(start)
  return {
    now: () => now,
    set: (to: Date | string) => {
      now = new Date(to)
    },
    pass: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds)
    },
  }
}

/** Reviews that come as these pages, the way a marketplace would have told them. An error in their place is thrown there. */
export function scriptedReviews(pages: (Partial<Page<IncomingItem>> | Error)[]): Connector {
  return {
    channel: 'review',
    async *pages() {
      for (const page of pages) {
        if (page instanceof Error) throw page
        yield { items: [], unreadable: [], cursor: null, expected: null, ...page }
      }
    },
    reply: async () => ({ requestId: null, sentAt: null, replySign: null }),
    lookFor: async () => null,
    replySign: async () => null,
  }
}

/** A review as it comes from a connector. */
export function incomingReview(change: Partial<IncomingItem> = {}): IncomingItem {
  return {
    channel: 'review',
    externalId: 'YX52RZEBhH9mrcYdEJuD',
    occurredAt: new Date('2026-11-22T09:30:00Z'),
    text: 'Порвался шов',
    rating: 2,
    cons: null,
    hasMedia: false,
    customerName: null,
    nmId: '987654321',
    productArticle: null,
    productName: null,
    answer: null,
    processed: false,
    rejected: false,
    extra: {},
    ...change,
  }
}

/** Has the timetable look once, and waits for everything that it begins. */
export async function looksOnce(deps: SyncDeps): Promise<void> {
  const timetable = startTimetable({ ...deps, ...withoutOthers })
  timetable.tick()
  await timetable.idle()
  await timetable.stop()
}

/** In the place of everybody but the marketplace. */
export const withoutOthers = {
  fallback: null,
  cards: null,
  contract: async () => null,
  wake: () => undefined,
  seal: createSeal('a secret of at least thirty-two characters'),
  askModel: async () => ({ kind: 'trouble', reason: 'network', detail: 'There is no model.' }) as const,
}

/** Runs one channel now, due or not, and tells what came of it. Null when a run is going on already. */
export async function syncChannel(
  deps: SyncDeps,
  sellerId: string,
  channel: Channel,
  mode: SyncMode,
): Promise<RunReport | null> {
  const { db, clock, owner: leaseOwner } = deps
  const now = clock.now()
  const { count } = await db.prisma.syncState.updateMany({
    where: { sellerId, channel, OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }] },
    data: { leaseUntil: after(now, leaseMs), leaseOwner },
  })
  if (count === 0) return null
  if (mode !== 'background') await inTransaction(db, (tx) => requestSync(tx, sellerId, { mode }, now))
  return await runChannel(deps, { sellerId, channel })
}

/** A workspace whose shop is in the simulator. */
export async function givenShop(db: Db, simulator: Pick<Simulation, 'act'>, options: { token?: object } = {}) {
  const now = new Date()
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  const sid = randomUUID()
  const { token } = await simulator.act<{ token: string }>('POST token', { sid, ...options.token })
  const facts = decodeToken(token, now)
  const { mask: tokenMask, token: bare, serviceId: _serviceId, ...rest } = facts

  await inTransaction(db, async (tx) => {
    const connection = { ...rest, sellerId, sealedToken: seal.seal(bare, sellerId), tokenMask }
    await saveConnection(tx, connection, now)
    await requestSync(tx, sellerId, { mode: 'first' }, now)
  })
  return { sellerId, sid }
}

/** What seals the keys of these shops. */
export const secretKey = 'a secret of at least thirty-two characters'

export const seal = createSeal(secretKey)

/**
 * Dependencies as the app would wire them, with the simulator in the place of WB. Without `isCounted` there is budget for
 * everybody, so nothing has to wait on a clock that stands still.
 */
export function depsFor(
  db: Db,
  url: string,
  { clock, isCounted = false }: { clock: Clock; isCounted?: boolean },
): SyncDeps {
  const sources = { ...sourceDepsFor(url), clock, ...(isCounted ? { buckets: openRateBuckets(db) } : {}) }
  return {
    ...sources,
    db,
    owner: 'test',
    async connectors(sellerId, aside) {
      const connection = await openConnection({ db, seal }, sellerId)
      return connection ? openConnectors(sources, connection, aside) : []
    },
  }
}

/** What connectors to the simulator need. */
export function sourceDepsFor(url: string): SourceDeps {
  const config = readConfig({ WB_FEEDBACKS_URL: url, WB_CHAT_URL: url })
  return { config, clock: systemClock, log: createLog('silent'), buckets: withoutEnd }
}

/** Budget for everybody: nothing waits on a clock that stands still. */
export const withoutEnd: RateBuckets = {
  take: async () => null,
  close: async () => undefined,
  atMost: async () => undefined,
  strike: async () => 0,
  forgive: async () => undefined,
}

export type Simulation = Awaited<ReturnType<typeof simulate>>

/** A simulator that shows what was done to it at once, and has budget for everybody. */
export async function simulate(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({
    port: 0,
    seed: 'empty',
    readLagMs: 0,
    moderationMs: 0,
    knobs: { rateLimits: false, lateEventMs: 0 },
    ...options,
  })
  return { ...simulator, act: actOn(simulator.url) }
}

/** How a simulator is told what to do, wherever it runs. */
export function actOn(url: string) {
  return async <Answer = unknown>(act: string, body: object = {}): Promise<Answer> => {
    const [method = 'POST', path = ''] = act.split(' ')
    const response = await fetch(`${url}/__sim/${path}`, {
      method,
      ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(JSON.stringify(answer))
    // What the caller expects of the simulator's own answers.
    return answer as Answer
  }
}

/** Types of the seller's events, oldest first. */
export async function journalOf(db: Db, sellerId: string): Promise<string[]> {
  return (await eventsAfter(db, sellerId, 0, 10_000)).map(({ type }) => type)
}
