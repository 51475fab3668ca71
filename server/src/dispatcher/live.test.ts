import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { systemClock } from '#clock.ts'
import type { LiveChange } from '#domain/live-change.ts'
import { type Db, inTransaction, openDb } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { migrate } from '#storage/migrate.ts'
import { openPglite } from '#storage/pglite.ts'
import type { Audience } from './audience.ts'
import { createLive, type Live } from './live.ts'

let db: Db
let live: Live

beforeAll(async () => {
  const driver = await openPglite(null)
  await migrate(driver)
  db = openDb(driver)
  live = createLive({ db, clock: systemClock, log: silent }, { heartbeatMs: 10_000, sweepMs: 1000 })
}, 60_000)

afterAll(async () => {
  await live.close()
  await db.close()
})

test('a subscriber without a number hears that it is live, then what happens next', async () => {
  const sellerId = await newSeller()
  await record(sellerId, 3)

  const ear = listenTo(sellerId, null)
  await ear.until((changes) => changes.length === 1)
  await record(sellerId, 2)
  await ear.until((changes) => changes.length === 3)

  expect(ear.told()).toEqual(['live 3', 4, 5])
})

test('a subscriber with a number hears what was missed first', async () => {
  const sellerId = await newSeller()
  await record(sellerId, 250)

  const ear = listenTo(sellerId, 20)
  await ear.until((changes) => changes.at(-1)?.kind === 'live')

  expect(ear.told()).toEqual([...numbers(21, 250), 'live 250'])
})

test('more than a thousand missed events are a gap', async () => {
  const sellerId = await newSeller()
  await record(sellerId, 1002)

  const far = listenTo(sellerId, 1)
  const near = listenTo(sellerId, 2)
  await Promise.all([far, near].map((ear) => ear.until((changes) => changes.at(-1)?.kind === 'live')))

  expect(far.told()).toEqual(['gap 1-1002', 'live 1002'])
  expect(near.told()).toEqual([...numbers(3, 1002), 'live 1002'])
})

test('a number beyond the head is a gap', async () => {
  const sellerId = await newSeller()
  await record(sellerId, 2)

  const ear = listenTo(sellerId, 7)
  await ear.until((changes) => changes.length === 2)

  expect(ear.told()).toEqual(['gap 7-2', 'live 2'])
})

test('a number that the feed has not read yet is no gap', async () => {
  const sellerId = await newSeller()
  const deaf = createLive({ db: { ...db, listen: async () => async () => {} }, clock: systemClock, log: silent })
  const audience = deaf.audience(sellerId, tellAsIs)
  const first = listenIn(audience, null)
  await first.until((changes) => changes.length === 1)

  await record(sellerId, 3)
  const second = listenIn(audience, 3)
  await second.until((changes) => changes.length === 1)

  expect(second.told()).toEqual(['live 3'])
  expect(first.told()).toEqual(['live 0', 1, 2, 3])
  await deaf.close()
})

test('what was removed from the journal is announced as a gap', async () => {
  const sellerId = await newSeller()
  await record(sellerId, 10)
  // The journal lets nobody take anything away; a restored database may lack it all the same.
  await db.prisma.$executeRaw`ALTER TABLE journal_event DISABLE TRIGGER journal_event_is_append_only`
  await db.prisma.journalEvent.deleteMany({ where: { sellerId, seq: { lte: 6 } } })
  await db.prisma.$executeRaw`ALTER TABLE journal_event ENABLE TRIGGER journal_event_is_append_only`

  const ear = listenTo(sellerId, 2)
  await ear.until((changes) => changes.at(-1)?.kind === 'live')

  expect(ear.told()).toEqual(['gap 2-6', 7, 8, 9, 10, 'live 10'])
})

test('with several writers and subscribers who come at any number, everybody hears everything once and in order', async () => {
  const sellerId = await newSeller()
  await record(sellerId, 30)
  const audience = live.audience(sellerId, tellAsIs)
  const ears: { ear: Ear; after: number }[] = []

  async function write(): Promise<void> {
    for (let round = 0; round < 25; round++) await record(sellerId, 1 + Math.floor(Math.random() * 4))
  }
  async function comeAndGo(): Promise<void> {
    for (let round = 0; round < 20; round++) {
      const after = Math.floor(Math.random() * 30)
      ears.push({ ear: listenIn(audience, after), after })
      await pause(Math.random() * 8)
    }
  }
  await Promise.all([write(), write(), write(), write(), comeAndGo()])

  const last = (await db.prisma.journalHead.findUniqueOrThrow({ where: { sellerId } })).lastSeq
  await Promise.all(
    ears.map(({ ear }) => ear.until(() => ear.told().at(-1) === last || ear.told().at(-1) === `live ${last}`)),
  )
  for (const { ear, after } of ears) {
    expect(ear.told().filter((each) => typeof each === 'number')).toEqual(numbers(after + 1, last))
    expect(ear.told().filter((each) => typeof each === 'string')).toHaveLength(1)
  }
})

test('a lost announcement costs a sweep, not an event', async () => {
  const sellerId = await newSeller()
  const deaf = createLive(
    { db: { ...db, listen: async () => async () => {} }, clock: systemClock, log: silent },
    { heartbeatMs: 10_000, sweepMs: 20 },
  )
  const ear = listenIn(deaf.audience(sellerId, tellAsIs), null)
  await ear.until((changes) => changes.length === 1)

  await record(sellerId, 2)
  await ear.until((changes) => changes.length === 3)

  expect(ear.told()).toEqual(['live 0', 1, 2])
  await deaf.close()
})

test('no silence is longer than fifteen seconds', async () => {
  const sellerId = await newSeller()
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const usual = createLive({ db, clock: systemClock, log: silent })
  const ear = listenIn(usual.audience(sellerId, tellAsIs), null)
  await ear.until((changes) => changes.length === 1)

  vi.advanceTimersByTime(15_000)
  vi.useRealTimers()

  await ear.until((changes) => changes.at(-1)?.kind === 'heartbeat')
  await usual.close()
})

test('silence is broken by heartbeats that carry the last number', async () => {
  const sellerId = await newSeller()
  await record(sellerId, 1)
  const quick = createLive({ db, clock: systemClock, log: silent }, { heartbeatMs: 20, sweepMs: 1000 })

  const ear = listenIn(quick.audience(sellerId, tellAsIs), null)
  await ear.until((changes) => changes.length === 3)

  expect(ear.told()).toEqual(['live 1', 'beat 1', 'beat 1'])
  await quick.close()
})

test('a message for a thousand subscribers is made once', async () => {
  const sellerId = await newSeller()
  const made: string[] = []
  const audience = live.audience<string>(sellerId, async (changes) => {
    made.push(...changes.map(({ kind }) => kind))
    return changes.map(({ kind }) => kind)
  })
  const told = { live: 0, event: 0 }
  const everybody = new Promise<void>((resolve) => {
    const subscriber = {
      tell(kind: string) {
        told[kind as keyof typeof told]++
        if (told.live === 1000 && told.event === 0) void record(sellerId, 1)
        if (told.event === 1000) resolve()
      },
      ready: async () => {},
      fail: () => {},
    }
    for (let each = 0; each < 1000; each++) audience.join(subscriber, null)
  })
  await everybody

  expect(made.filter((kind) => kind === 'event')).toHaveLength(1)
})

test('when a message cannot be made the subscribers are sent away to come again', async () => {
  const sellerId = await newSeller()
  const audience = live.audience<LiveChange>(sellerId, async (changes) => {
    if (changes.some(({ kind }) => kind === 'event')) throw new Error('the database is gone')
    return changes
  })
  const ear = listenIn(audience, null)
  await ear.until((changes) => changes.length === 1)

  await record(sellerId, 1)
  await ear.until(() => ear.hasFailed())

  expect(audience.size).toBe(0)
})

test('who has left hears nothing more, and the others still do', async () => {
  const sellerId = await newSeller()
  const audience = live.audience(sellerId, tellAsIs)
  const staying = listenIn(audience, null)
  const leaving = listenIn(audience, null)
  await Promise.all([staying, leaving].map((ear) => ear.until((changes) => changes.length === 1)))

  leaving.leave()
  await record(sellerId, 1)
  await staying.until((changes) => changes.length === 2)

  expect(leaving.told()).toEqual(['live 0'])
})

type Ear = ReturnType<typeof listenIn>

const tellAsIs = async (changes: LiveChange[]) => changes

function listenTo(sellerId: string, after: number | null): Ear {
  return listenIn(live.audience(sellerId, tellAsIs), after)
}

function listenIn(audience: Audience<LiveChange>, after: number | null) {
  const changes: LiveChange[] = []
  const waiting = new Set<() => void>()
  let failed = false
  const leave = audience.join(
    {
      tell(change) {
        changes.push(change)
        for (const look of waiting) look()
      },
      ready: async () => {},
      fail() {
        failed = true
        for (const look of waiting) look()
      },
    },
    after,
  )

  return {
    leave,
    hasFailed: () => failed,
    told: () => changes.map(inShort),
    until: (enough: (changes: LiveChange[]) => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!enough(changes)) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
  }
}

function inShort(change: LiveChange): number | string {
  switch (change.kind) {
    case 'event':
      return change.event.seq
    case 'live':
      return `live ${change.seq}`
    case 'gap':
      return `gap ${change.after}-${change.seq}`
    case 'heartbeat':
      return `beat ${change.seq}`
  }
}

async function newSeller(): Promise<string> {
  return (await db.prisma.seller.create({ data: { name: 'A shop' } })).id
}

async function record(sellerId: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, () => ({ type: 'updated' as const }))
  await inTransaction(db, (tx) => recordEvents(tx, sellerId, new Date(), events))
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

const silent = { debug() {}, info() {}, warn() {}, error() {} }
