import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLog } from '#log.ts'
import { openWbcon } from '#sources/wbcon/wbcon.ts'
import type { Db } from '#storage/db.ts'
import { openRateBuckets } from '#storage/rate-buckets.ts'
import { openTestDb, testClock } from '../../testkit/shop.ts'
import { buyersWords, startWbcon, type Wbcon } from '../../testkit/wbcon.ts'
import { fillDue, planFallback } from './fill-analytics.ts'

const clock = testClock('2026-11-22T12:00:00Z')
let db: Db
let wbcon: Wbcon

beforeAll(async () => {
  db = await openTestDb()
  wbcon = await startWbcon()
})
beforeEach(async () => {
  clock.set('2026-11-22T12:00:00Z')
  wbcon.works(0)
  await db.prisma.seller.deleteMany()
  await db.prisma.rateBucket.deleteMany()
})
afterAll(async () => {
  await db.close()
  await wbcon.close()
})

test('a product’s ratings become figures by day and stars, with their source, and read again they are the same', async () => {
  const { sellerId, nmId } = await givenProduct()
  wbcon.knows(nmId, [
    { id: 'a', at: '2026-11-20T10:00:00Z', rating: 5 },
    { id: 'b', at: '2026-11-20T11:00:00Z', rating: 5 },
    { id: 'c', at: '2026-09-01T10:00:00Z', rating: 1 },
    { id: 'long ago', at: '2024-09-01T10:00:00Z', rating: 1 },
  ])

  await fills()
  const first = await facts(sellerId)
  clock.pass(25 * 3600_000)
  await fills()

  expect(first).toMatchObject([
    { nmId, day: '2026-09-01', slice: '1', value: 1, source: 'wbcon_fallback', coverage: 1, metric: 'review_ratings' },
    { nmId, day: '2026-11-20', slice: '5', value: 2, source: 'wbcon_fallback', coverage: 1 },
  ])
  const again = await facts(sellerId)
  expect(again.map(withoutTime)).toEqual(first.map(withoutTime))
  expect(again[0]?.fetchedAt.getTime()).toBeGreaterThan(first[0]?.fetchedAt.getTime() ?? 0)
})

test('a review that is gone takes its place in the figures with it', async () => {
  const { sellerId, nmId } = await givenProduct()
  wbcon.knows(nmId, [{ id: 'a', at: '2026-11-20T10:00:00Z', rating: 1 }])
  await fills()
  wbcon.knows(nmId, [{ id: 'b', at: '2026-11-21T10:00:00Z', rating: 5 }])
  clock.pass(25 * 3600_000)
  await fills()

  expect(await facts(sellerId)).toMatchObject([{ day: '2026-11-21', slice: '5', value: 1 }])
})

test('nothing that the inbox, a deadline or the journal reads is touched, and no buyer’s word comes in', async () => {
  const { nmId } = await givenProduct()
  wbcon.knows(nmId, [{ id: 'a', at: '2026-11-20T10:00:00Z', rating: 1 }])
  const before = await everythingElse()

  await fills()

  expect(await everythingElse()).toEqual(before)
  const kept = JSON.stringify([await db.prisma.analyticsFact.findMany(), await db.prisma.fallbackReading.findMany()])
  expect(kept).not.toContain(buyersWords)
  expect(kept).not.toContain('Юлия')
})

test('whoever has all of the year gets nobody asked', async () => {
  const { sellerId, nmId } = await givenProduct({ oldest: '2025-01-01T00:00:00Z' })
  wbcon.knows(nmId, [])
  const before = wbcon.asked.length

  await fills()

  expect(wbcon.asked).toHaveLength(before)
  expect(await db.prisma.fallbackReading.count({ where: { sellerId, dueAt: { not: null } } })).toBe(0)
})

test('a task that takes long is looked at again, and not begun twice', async () => {
  const { sellerId, nmId } = await givenProduct()
  wbcon.knows(nmId, [{ id: 'a', at: '2026-11-20T10:00:00Z', rating: 4 }])
  wbcon.works(2)
  const before = wbcon.asked.length

  for (let minutes = 0; minutes < 5; minutes += 1) {
    await fills({ minutes: 1 })
  }

  expect(await facts(sellerId)).toHaveLength(1)
  expect(wbcon.asked.slice(before).filter((path) => path.endsWith('create_task_fb'))).toHaveLength(1)
})

test.each([
  ['5xx', { status: 500 }, 60],
  ['broken JSON', { body: '[{"feed' }, 60],
  ['429', { status: 429, headers: { 'retry-after': '30' } }, 30],
])('%s leaves the figures of yesterday, is written down, and passes', async (_, mischief, seconds) => {
  const { sellerId, nmId } = await givenProduct()
  wbcon.knows(nmId, [{ id: 'a', at: '2026-11-20T10:00:00Z', rating: 1 }])
  await fills()
  wbcon.knows(nmId, [{ id: 'b', at: '2026-11-20T10:00:00Z', rating: 2 }])
  clock.pass(25 * 3600_000)
  wbcon.goesWrong({ path: '/get_results_fb', ...mischief })

  await fills({ minutes: 0.25 })
  expect(await facts(sellerId)).toMatchObject([{ slice: '1' }])
  const { dueAt } = await db.prisma.fallbackReading.findFirstOrThrow({ where: { sellerId } })
  expect(((dueAt?.getTime() ?? 0) - clock.now().getTime()) / 1000).toBe(seconds)

  clock.pass(61_000)
  await fills()
  expect(await facts(sellerId)).toMatchObject([{ slice: '2' }])
  expect(await db.prisma.fallbackReading.findFirst()).toMatchObject({ failures: 0, lastError: null })
})

test('a product that is refused is asked about again in a week', async () => {
  const { sellerId } = await givenProduct()

  await fills({ minutes: 0 })

  expect(await db.prisma.fallbackReading.findFirst({ where: { sellerId } })).toMatchObject({
    failures: 1,
    lastError: 'WBCON answered 403 to /create_task_fb',
    dueAt: new Date('2026-11-29T12:00:00Z'),
  })
})

test('a task that WBCON has forgotten is given anew', async () => {
  const { sellerId, nmId } = await givenProduct()
  wbcon.knows(nmId, [{ id: 'a', at: '2026-11-20T10:00:00Z', rating: 1 }])
  await planFallback(deps())
  await fillDue(deps(), 1)
  wbcon.forgetsTasks()

  for (let minutes = 0; minutes < 3; minutes += 1) {
    await fills({ minutes: 1 })
  }

  expect(await facts(sellerId)).toHaveLength(1)
})

test('two processes do each step once', async () => {
  const { nmId } = await givenProduct()
  wbcon.knows(nmId, [])
  await planFallback(deps())
  const before = wbcon.asked.length

  const done = await Promise.all([fillDue(deps('one'), 5), fillDue(deps('other'), 5)])

  expect(done.sort()).toEqual([0, 1])
  expect(wbcon.asked).toHaveLength(before + 1)
})

test('a process that lost its claim writes nothing', async () => {
  const { sellerId, nmId } = await givenProduct()
  wbcon.knows(nmId, [{ id: 'a', at: '2026-11-20T10:00:00Z', rating: 1 }])
  await planFallback(deps())
  await fillDue(deps(), 1)
  clock.pass(20_000)
  const { fallback, ...rest } = deps()
  const stolen = {
    ...rest,
    fallback: {
      ...fallback,
      collect: async (product: string, task: string) => {
        await db.prisma.fallbackReading.updateMany({ data: { leaseOwner: 'somebody else' } })
        return await fallback.collect(product, task)
      },
    },
  }

  await fillDue(stolen, 1)

  expect(await facts(sellerId)).toEqual([])
})

function deps(owner = 'test') {
  const fallback = openWbcon({
    wbcon: { url: wbcon.url, key: wbcon.key },
    timeoutMs: 2000,
    clock,
    buckets: openRateBuckets(db),
  })
  return { db, clock, log: createLog('silent'), owner, fallback }
}

/** Lets the job do all that is due, and what is due once this much time has passed. */
async function fills({ minutes = 1 } = {}): Promise<void> {
  await planFallback(deps())
  while ((await fillDue(deps(), 5)) > 0);
  clock.pass(minutes * 60_000)
  while ((await fillDue(deps(), 5)) > 0);
}

/** A connected seller with one product, whose reviews are here since the oldest. */
async function givenProduct({ oldest = '2026-10-14T07:00:00Z' } = {}) {
  const nmId = String(100_000 + Math.floor(Math.random() * 1e8))
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  const opens = { opensFeedbacks: true, opensChats: false, readOnly: false }
  const key = { marketplaceSellerId: randomUUID(), sealedToken: 'sealed', tokenMask: 'eyJh', tokenType: 'personal' }
  await db.prisma.marketplaceConnection.create({ data: { sellerId, ...key, ...opens } })
  await db.prisma.syncState.create({
    data: { sellerId, channel: 'review', lastSuccessAt: clock.now(), backfillEndedAt: clock.now() },
  })
  await db.prisma.interaction.create({
    data: {
      sellerId,
      nmId,
      channel: 'review',
      externalId: randomUUID(),
      status: 'responded',
      needsResponse: false,
      priority: 'low',
      priorityRank: 0,
      occurredAt: new Date(oldest),
      rating: 5,
    },
  })
  return { sellerId, nmId }
}

async function facts(sellerId: string) {
  const rows = await db.prisma.analyticsFact.findMany({ where: { sellerId }, orderBy: { periodStart: 'asc' } })
  return rows.map((row) => ({ ...row, day: row.periodStart.toISOString().slice(0, 10) }))
}

function withoutTime<Row extends { fetchedAt: Date }>({ fetchedAt: _, ...row }: Row) {
  return row
}

/** Every row of every table but the three that this job may write. */
async function everythingElse() {
  const tables = await db.prisma.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
      AND table_name NOT IN ('analytics_fact', 'fallback_reading', 'rate_bucket')`
  return await Promise.all(
    tables.map(async ({ name }) => [name, await db.prisma.$queryRawUnsafe(`SELECT * FROM "${name}" ORDER BY 1`)]),
  )
}
