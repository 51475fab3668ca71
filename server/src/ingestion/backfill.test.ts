import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#clock.ts'
import { after, HOUR } from '#domain/time.ts'
import { NotExecuted, OutcomeUnknown } from '#sources/errors.ts'
import type { Db } from '#storage/db.ts'
import {
  depsFor,
  givenShop,
  incomingReview,
  looksOnce,
  openTestDb,
  type Simulation,
  scriptedReviews,
  simulate,
  testClock,
} from '../../testkit/shop.ts'
import { runChannel } from './run-channel.ts'

// Over real HTTP: a shop with a long past.

let db: Db
let simulator: Simulation

beforeAll(async () => {
  db = await openTestDb()
  simulator = await simulate()
})
afterAll(async () => {
  await simulator.close()
  await db.close()
})

test('the whole past of reviews comes in, processed and waiting, while new ones come first', async () => {
  const shop = await openedShop()
  await shop.hasPast('feedbacks', { processed: 4200, waiting: 150 })

  await shop.runs('review')
  expect(await shop.state('review')).toMatchObject({
    status: 'success',
    lastSuccessAt: expect.any(Date),
    backfillExpected: 4200,
  })
  const { id } = await simulator.act<{ id: string }>('POST buyer/review', {
    sid: shop.sid,
    rating: 1,
    text: 'Порвался шов',
  })
  await shop.runs('review')

  expect(await shop.externalIds('review')).toContain(id)
  expect(await shop.countOf('review')).toBe(4351)
  expect(await shop.state('review')).toMatchObject({
    backfillDone: 4200,
    backfillExpected: 4200,
    backfillEndedAt: expect.any(Date),
  })
}, 120_000)

test('a listing that takes more requests than a key has at once is read in one run, which WB never slows down', async () => {
  const shop = await openedShop()
  await shop.hasPast('feedbacks', { processed: 0, waiting: 1200 })
  await simulator.act('POST knobs', { sid: shop.sid, rateLimits: true })

  await looksOnce(depsFor(db, simulator.url, { clock: systemClock, isCounted: true }))

  expect(await shop.countOf('review')).toBe(1200)
  const { sellerId } = shop
  const runs = await db.prisma.syncRun.findMany({ where: { sellerId, channel: 'review' } })
  expect(runs).toMatchObject([{ outcome: 'success', rateLimited: 0 }])
  const asked = await simulator.act<{ path: string; status: number }[]>(`GET journal?sid=${shop.sid}`)
  expect(asked.filter(({ path }) => path === '/api/v1/feedbacks').length).toBeGreaterThan(12)
  expect(asked.filter(({ status }) => status !== 200)).toEqual([])
}, 60_000)

test('the archive is read to its end, and what waits in it for longer than a month goes on waiting', async () => {
  const shop = await openedShop()
  await shop.hasPast('feedbacks', { processed: 1600, waiting: 0 })
  const longAgo = new Date(Date.now() - 40 * 24 * 3600_000).toISOString()
  const forgotten = Array.from({ length: 30 }, (_, number) => item(`forgotten-${number}`, longAgo, null))
  await simulator.act('POST seed', { sid: shop.sid, feedbacks: forgotten })

  await shop.runs('review')

  const asked = await simulator.act<{ path: string; query: string; status: number }[]>(`GET journal?sid=${shop.sid}`)
  const archive = asked.filter(({ path }) => path === '/api/v1/feedbacks/archive')
  expect(archive.map(({ status }) => status)).toEqual([200, 200])
  expect(archive.map(({ query }) => new URLSearchParams(query).get('skip'))).toEqual(['0', '950'])
  expect(await shop.countOf('review')).toBe(1630)
  const { sellerId } = shop
  expect(await db.prisma.interaction.count({ where: { sellerId, needsResponse: true } })).toBe(30)
  expect(await shop.state('review')).toMatchObject({ backfillEndedAt: expect.any(Date), errorCode: null })
}, 60_000)

test('the past of questions is read to its end although WB pages only ten thousand deep', async () => {
  const shop = await openedShop()
  await shop.hasPast('questions', { processed: 10_400, waiting: 40 })

  await shop.runs('question')

  expect(await shop.countOf('question')).toBe(10_440)
}, 120_000)

test('the past goes on from its own place after a process has died, and no piece keeps the news waiting', async () => {
  const shop = await openedShop()
  const pieces = [page('one', 20_000), page('two', 20_000), page('three', 1)]
  const asked: unknown[] = []
  const connector = {
    ...scriptedReviews([{ cursor: 'news' }]),
    async *backfill(cursor: unknown) {
      asked.push(cursor)
      yield pieces.shift() ?? page('none', 0)
    },
  }
  const deps = { ...shop.deps, connectors: async () => [connector] }

  await runChannel(deps, { sellerId: shop.sellerId, channel: 'review' })
  await db.prisma.syncState.updateMany({
    where: { sellerId: shop.sellerId },
    data: { leaseOwner: 'dead', leaseUntil: new Date(0) },
  })
  await runChannel(deps, { sellerId: shop.sellerId, channel: 'review' })

  expect(asked).toEqual(['news', 'news'])
  expect(await shop.state('review')).toMatchObject({ cursor: { source: 'two' }, backfillReachedAt: reachedAt })
  expect((await shop.state('review')).dueAt).toEqual(shop.clock.now())
})

test.each([
  [
    'the marketplace',
    { requestId: 'abc', isHeldBack: false },
    { rateLimited: 1, errorCode: 'rate_limit', requestId: 'abc' },
  ],
  ['a budget of ours', { requestId: null, isHeldBack: true }, { rateLimited: 0, errorCode: null, requestId: null }],
])('the past is put off by %s: told as it was, with a long closing', async (_, { requestId, isHeldBack }, told) => {
  const shop = await openedShop()
  const closedUntil = after(shop.clock.now(), 5 * HOUR)
  const connector = {
    ...scriptedReviews([{ items: [incomingReview()], cursor: 'news' }]),
    // biome-ignore lint/correctness/useYield: it fails before there is a page
    async *backfill() {
      throw new NotExecuted('rate_limit', closedUntil, 'WB answered 429', requestId, {
        isHeldBack,
        closedUntil: isHeldBack ? null : closedUntil,
      })
    },
  }

  await runChannel(
    { ...shop.deps, connectors: async () => [connector] },
    { sellerId: shop.sellerId, channel: 'review' },
  )

  expect(await db.prisma.syncRun.findFirst({ where: { sellerId: shop.sellerId } })).toMatchObject({
    outcome: 'success',
    created: 1,
    ...told,
  })
  expect((await shop.state('review')).closedUntil).toEqual(isHeldBack ? null : closedUntil)
})

test('trouble with the past is no trouble of the channel: the run tells of it, and the past waits for the next look', async () => {
  const shop = await openedShop()
  const connector = {
    ...scriptedReviews([{ items: [incomingReview()], cursor: 'news' }]),
    // biome-ignore lint/correctness/useYield: it fails before there is a page
    async *backfill() {
      throw new OutcomeUnknown('WB answered 504', 'abc')
    },
  }

  await runChannel(
    { ...shop.deps, connectors: async () => [connector] },
    { sellerId: shop.sellerId, channel: 'review' },
  )

  expect(await shop.state('review')).toMatchObject({ status: 'success', errorCode: null })
  expect(await db.prisma.syncRun.findFirst({ where: { sellerId: shop.sellerId } })).toMatchObject({
    outcome: 'error',
    errorCode: 'marketplace',
    errorDetail: '[backfill] WB answered 504',
    requestId: 'abc',
    created: 1,
  })
})

test('a poor key gives the past what it has left, and looks for news when they are due', async () => {
  const shop = await openedShop({ acc: 1 })
  await shop.hasPast('feedbacks', { processed: 2000, waiting: 3 })
  const paths: string[] = []

  for (let turn = 0; turn < 12; turn += 1) {
    await simulator.act(`DELETE journal?sid=${shop.sid}`)
    await shop.runs('review', 1)
    const asked = await simulator.act<{ query: string }[]>(`GET journal?sid=${shop.sid}`)
    paths.push(
      ...asked.map(({ query }) =>
        /isAnswered=false/.test(query) ? 'waiting' : /dateFrom/.test(query) ? 'new' : 'past',
      ),
    )
    shop.clock.set((await shop.state('review')).dueAt ?? shop.clock.now())
  }

  expect(await shop.countOf('review')).toBe(2003)
  expect(paths.slice(0, 6)).toEqual(['waiting', 'past', 'past', 'past', 'waiting', 'new'])
}, 60_000)

test('everything is read anew when somebody asks for it, and nothing that is stored is lost', async () => {
  const shop = await openedShop()
  await shop.hasPast('feedbacks', { processed: 1700, waiting: 5 })
  await shop.runs('review')
  const before = await shop.externalIds('review')
  await db.prisma.interaction.deleteMany({
    where: { sellerId: shop.sellerId, externalId: { in: ['past-0', 'past-1000'] } },
  })
  await db.prisma.syncState.updateMany({ where: { sellerId: shop.sellerId }, data: { fullAskedAt: shop.clock.now() } })

  await shop.runs('review')

  expect(await shop.externalIds('review')).toEqual(before)
  expect(await shop.state('review')).toMatchObject({ fullAskedAt: null, backfillEndedAt: expect.any(Date) })
}, 60_000)

const reachedAt = new Date('2026-11-01T00:00:00Z')

function page(cursor: string, broken: number) {
  const unreadable = Array.from({ length: broken }, (_, number) => ({ text: `без id, ${cursor}, ${number}` }))
  return {
    items: [],
    unreadable,
    cursor,
    expected: null,
    isPast: true,
    backfill: { done: 1, expected: null, isOver: false, reachedAt },
  }
}

async function openedShop(token: object = {}) {
  const shop = await givenShop(db, simulator, { token })
  const clock = testClock(new Date().toISOString())
  const deps = depsFor(db, simulator.url, { clock, isCounted: 'acc' in token })
  const where = { sellerId: shop.sellerId }

  return {
    ...shop,
    clock,
    deps,
    /** So many that are done, one a minute into the past, and so many that wait among them. */
    async hasPast(kind: 'feedbacks' | 'questions', { processed, waiting }: { processed: number; waiting: number }) {
      const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
      const all = [
        ...Array.from({ length: processed }, (_, number) =>
          item(`past-${number}`, at(number + 120), { text: 'Спасибо!', state: 'wbRu' }),
        ),
        ...Array.from({ length: waiting }, (_, number) => item(`waiting-${number}`, at(number * 7 + 1), null)),
      ]
      await simulator.act('POST seed', { sid: shop.sid, [kind]: all })
    },
    /** Runs the channel until it has nothing more to do now. */
    async runs(channel: 'review' | 'question', most = 20) {
      for (let run = 0; run < most; run += 1) {
        await runChannel(deps, { sellerId: shop.sellerId, channel })
        const { dueAt } = await this.state(channel)
        if (!dueAt || dueAt > clock.now()) return
      }
    },
    state: (channel: string) => db.prisma.syncState.findFirstOrThrow({ where: { ...where, channel } }),
    countOf: (channel: string) => db.prisma.interaction.count({ where: { ...where, channel } }),
    async externalIds(channel: string) {
      const rows = await db.prisma.interaction.findMany({ where: { ...where, channel }, select: { externalId: true } })
      return rows.map(({ externalId }) => externalId).sort()
    },
  }
}

function item(id: string, createdDate: string, answer: { text: string; state: string } | null) {
  return {
    id,
    createdDate,
    text: 'Хорошая вещь',
    productValuation: 5,
    answer,
    state: answer ? 'wbRu' : 'suppliersPortalSynch',
  }
}
