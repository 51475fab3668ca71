import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillDue, planFallback } from '#processing/fill-analytics.ts'
import { ask, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'
import { startWbcon, type Wbcon } from '../testkit/wbcon.ts'

const day = 24 * 3600_000
let wbcon: Wbcon
let app: TestApp

beforeAll(async () => {
  wbcon = await startWbcon()
  app = await startApp({ wbcon: { url: wbcon.url, key: wbcon.key } })
})
afterAll(async () => {
  await app.close()
  await wbcon.close()
})

test('EX-12: of 90 days WB knows 40 and the fallback all: two facts, each with its source and coverage', async () => {
  const seller = await sellerWithReviews({ days: 40 })
  app.clock.set(new Date('2026-11-22T12:00:00Z'))
  wbcon.knows('777', [
    { id: 'a', at: '2026-08-26T10:00:00Z', rating: 3 },
    { id: 'b', at: '2026-11-01T10:00:00Z', rating: 5 },
  ])
  await fallbackRuns()

  expect(await factsOf(seller, 90)).toEqual([
    {
      metric: 'REVIEW_RATINGS',
      source: 'WB_API',
      isEstimate: false,
      firstDay: '2026-10-14',
      lastDay: '2026-11-22',
      coverage: 0.4444,
      sampleSize: 3,
      values: stars(1, 0, 0, 0, 2),
    },
    {
      metric: 'REVIEW_RATINGS',
      source: 'WBCON_FALLBACK',
      isEstimate: true,
      firstDay: '2026-08-25',
      lastDay: '2026-11-22',
      coverage: 1,
      sampleSize: 2,
      values: stars(0, 0, 1, 0, 1),
    },
  ])
})

test('days that WB knows whole are told by WB alone', async () => {
  const seller = await sellerWithReviews({ days: 40 })
  wbcon.knows('777', [{ id: 'a', at: '2026-11-01T10:00:00Z', rating: 5 }])
  await fallbackRuns()

  expect(await factsOf(seller, 30)).toMatchObject([{ source: 'WB_API', coverage: 1 }])
})

test('while the past is still being read, WB speaks of the days after the one that was reached', async () => {
  const seller = await sellerWithReviews({ days: 40 })
  const { sellerId } = seller
  const reached = { backfillEndedAt: null, backfillReachedAt: new Date('2026-11-12T12:00:00Z') }
  await app.deps.db.prisma.syncState.updateMany({ where: { sellerId }, data: reached })

  expect(await factsOf(seller, 90)).toMatchObject([
    { source: 'WB_API', firstDay: '2026-11-13', lastDay: '2026-11-22', coverage: 0.1111, sampleSize: 1 },
  ])
})

test('what nobody knows is no fact, and what nobody rated is told as none', async () => {
  const unread = await givenSeller(app)
  expect(await factsOf(unread, 30)).toEqual([])

  const quiet = await sellerWithReviews({ days: 40 })
  await app.deps.db.prisma.interaction.updateMany({ where: { sellerId: quiet.sellerId }, data: { rating: null } })
  expect(await factsOf(quiet, 30)).toMatchObject([{ sampleSize: 0, values: stars(0, 0, 0, 0, 0) }])
})

test('sample data counts for nothing', async () => {
  const seller = await sellerWithReviews({ days: 40 })
  await seller.receives.review({ source: 'demo', rating: 1, occurredAt: app.clock.now() })

  expect(await factsOf(seller, 30)).toMatchObject([{ sampleSize: 2 }])
})

test('the list and its counts are the same before and after the fallback', async () => {
  const seller = await sellerWithReviews({ days: 40 })
  wbcon.knows('777', [{ id: 'new', at: '2026-11-21T10:00:00Z', rating: 1 }])
  const inbox =
    '{ interactions(first: 50) { totalCount edges { node { id version: occurredAt } } } viewer { sellers { lastSeq } } }'
  const before = await read(app, seller, inbox)

  await fallbackRuns()

  expect(await factsOf(seller, 90)).toHaveLength(2)
  expect(await read(app, seller, inbox)).toEqual(before)
})

test('the timetable of an app with a worker fills the gap by itself, and one without WBCON asks nobody', async () => {
  const worker = await startApp({ wbcon: { url: wbcon.url, key: wbcon.key }, worker: true })
  const plain = await startApp({ worker: true })
  wbcon.knows('888', [])
  for (const each of [worker, plain]) {
    const seller = await givenSeller(each)
    await seller.isConnected()
    await seller.receives.review({ nmId: '888' })
    each.clock.advance(3600_000)
    each.deps.wake()
  }

  await expect.poll(() => worker.deps.db.prisma.fallbackReading.count({ where: { taskId: { not: null } } })).toBe(1)
  await plain.settled()
  expect(await plain.deps.db.prisma.fallbackReading.count()).toBe(0)
  await Promise.all([worker.close(), plain.close()])
})

test.each([
  ['2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z'],
  ['2025-11-20T00:00:00Z', '2026-11-22T00:00:00Z'],
])('a period from %s to %s is refused', async (from, to) => {
  const { errors } = await ask(app, await givenSeller(app), factsQuery, { from, to })

  expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT', field: 'to' } }])
})

const factsQuery = /* GraphQL */ `
  query ($from: DateTime!, $to: DateTime!) {
    sellers {
      analyticsFacts(metric: REVIEW_RATINGS, from: $from, to: $to) {
        metric source isEstimate firstDay lastDay coverage sampleSize values { slice value }
      }
    }
  }
`

async function factsOf(seller: GivenSeller, days: number): Promise<object[]> {
  const to = new Date('2026-11-22T20:59:59Z')
  type Facts = { sellers: { analyticsFacts: object[] }[] }
  const { sellers } = await read<Facts>(app, seller, factsQuery, {
    from: new Date(to.getTime() - days * day + 1000).toISOString(),
    to: to.toISOString(),
  })
  return sellers[0]?.analyticsFacts ?? []
}

/** A seller whose reviews are here for so many days: one on the first of them, two later. */
async function sellerWithReviews({ days }: { days: number }): Promise<GivenSeller> {
  const now = new Date('2026-11-22T12:00:00Z')
  app.clock.set(now)
  const seller = await givenSeller(app)
  await seller.isConnected()
  const ago = (count: number) => new Date(now.getTime() - count * day)
  for (const [rating, occurredAt] of [
    [1, ago(days - 1)],
    [5, ago(10)],
    [5, ago(2)],
  ] as const)
    await seller.receives.review({ rating, occurredAt, status: 'responded', nmId: '777' })
  const { sellerId } = seller
  const read = { lastSuccessAt: now, backfillEndedAt: now }
  await app.deps.db.prisma.syncState.create({ data: { sellerId, channel: 'review', ...read } })
  return seller
}

async function fallbackRuns(): Promise<void> {
  await planFallback(app.deps)
  for (let rounds = 0; rounds < 3; rounds += 1) {
    while ((await fillDue(app.deps, 5)) > 0);
    app.clock.advance(20_000)
  }
}

function stars(...values: number[]) {
  return values.map((value, index) => ({ slice: String(index + 1), value }))
}
