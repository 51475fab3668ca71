import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { after, MINUTE } from '#domain/time.ts'
import { NotExecuted, RefusedBySource } from '#sources/errors.ts'
import { saveConnection } from '#storage/connections.ts'
import { type Db, inTransaction } from '#storage/db.ts'
import { bringForward, requestSync } from '#storage/sync-states.ts'
import {
  depsFor,
  givenShop,
  incomingReview,
  looksOnce,
  openTestDb,
  type Simulation,
  scriptedReviews,
  simulate,
  syncChannel,
  testClock,
} from '../../testkit/shop.ts'

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

// The shops of other tests stay where they are.
afterEach(async () => {
  await db.prisma.syncState.updateMany({ data: { dueAt: null, status: 'idle' } })
})

test('a shop that was just connected is in the inbox after one round, with all three channels', async () => {
  const shop = await openedShop('shop')

  await looksOnce(shop.deps)

  expect(await shop.states()).toEqual({ chat: 'success', question: 'success', review: 'success' })
  const { reviews, questions, chats } = await shop.truth()
  expect(await shop.counts()).toEqual({ chat: chats.length, question: questions.length, review: reviews.length })
})

test('a second round changes nothing and says nothing', async () => {
  const shop = await openedShop('shop')
  await looksOnce(shop.deps)
  await syncChannel(shop.deps, shop.sellerId, 'chat', 'background')
  const before = await shop.everything()

  shop.clock.pass(1000)
  const report = await syncChannel(shop.deps, shop.sellerId, 'review', 'background')
  await syncChannel(shop.deps, shop.sellerId, 'chat', 'background')

  expect(report).toMatchObject({ ending: 'done', stats: { created: 0 } })
  expect(await shop.everything()).toEqual(before)
})

test('EX-66: questions fail, so the seller reads of questions; reviews and chats are kept, and the place of the questions too', async () => {
  const shop = await openedShop('shop')
  await simulator.act('POST fail', { sid: shop.sid, path: '/api/v1/questions', status: 500, times: 9 })

  await looksOnce(shop.deps)

  expect(await shop.states()).toEqual({ chat: 'success', question: 'error marketplace', review: 'success' })
  expect(await shop.counts()).toMatchObject({ review: (await shop.truth()).reviews.length })
  expect((await shop.state('question')).cursor).toBeNull()
  await simulator.act('DELETE fail')
})

test('EX-67: a run that fails is tried after 1, 2 and 4 minutes, and then seldom', async () => {
  const shop = await openedShop('empty')
  await simulator.act('POST fail', { sid: shop.sid, path: '/api/v1/feedbacks', status: 500, times: 99 })
  const pauses: number[] = []

  for (let attempt = 1; attempt <= 6; attempt += 1) {
    await looksOnce(shop.deps)
    const { dueAt } = await shop.state('review')
    pauses.push(Math.round((Number(dueAt) - shop.clock.now().getTime()) / 1000))
    shop.clock.set(dueAt ?? shop.clock.now())
  }

  expect(pauses).toEqual([60, 120, 240, 480, 900, 900])
  expect((await shop.state('review')).errorDetail).toMatch(/^\[interactions_sync\] .* attempt=4\/4 retry=exhausted$/)
  await simulator.act('DELETE fail')
})

test('a failed run that works again is a success, and people see both', async () => {
  const shop = await openedShop('empty')
  await simulator.act('POST fail', { sid: shop.sid, path: '/api/v1/seller/events', status: 'reset', times: 1 })
  await looksOnce(shop.deps)
  expect(await shop.states()).toMatchObject({ chat: 'error network' })

  shop.clock.pass(30_000)
  await looksOnce(shop.deps)

  expect(await shop.states()).toMatchObject({ chat: 'success' })
  expect(await shop.told('chat')).toEqual(['error network', 'success'])
})

test('a key that WB no longer takes stops the channel at once and is asked again with no request', async () => {
  const shop = await openedShop('shop')
  await simulator.act('POST fail', { sid: shop.sid, path: '/api/v1/feedbacks', status: 401, times: 1 })

  await looksOnce(shop.deps)
  shop.clock.pass(3_600_000)
  await looksOnce(shop.deps)

  expect(await shop.state('review')).toMatchObject({ status: 'error', errorCode: 'key', dueAt: null })
  expect(await db.prisma.syncRun.count({ where: { sellerId: shop.sellerId, channel: 'review' } })).toBe(1)
})

test('a key that one channel was refused stops the others too, and no run of theirs makes it good again', async () => {
  const shop = await openedShop('shop')
  await simulator.act('POST fail', { sid: shop.sid, path: '/api/v1/feedbacks', status: 401, times: 1 })
  await looksOnce(shop.deps)
  const asked = async () => (await simulator.act<unknown[]>(`GET journal?sid=${shop.sid}`)).length
  const before = await asked()

  await inTransaction(db, (tx) => requestSync(tx, shop.sellerId, { mode: 'manual' }, shop.clock.now()))
  shop.clock.pass(60_000)
  await looksOnce(shop.deps)

  expect(await shop.states()).toEqual({ chat: 'error key', question: 'error key', review: 'error key' })
  expect(await shop.nextDueAt()).toBeNull()
  expect(await db.prisma.marketplaceConnection.findFirst({ where: { sellerId: shop.sellerId } })).toMatchObject({
    state: 'rejected',
  })
  expect(await asked()).toBe(before)
})

test('all channels that hear at once that the key is no good agree, and a new key opens them again', async () => {
  const shop = await openedShop('empty')
  for (const path of ['/api/v1/feedbacks', '/api/v1/questions', '/api/v1/seller/chats'])
    await simulator.act('POST fail', { sid: shop.sid, path, status: 401, times: 1 })
  await looksOnce(shop.deps)
  expect(await shop.states()).toEqual({ chat: 'error key', question: 'error key', review: 'error key' })

  await simulator.act('DELETE fail')
  const former = await db.prisma.marketplaceConnection.findFirstOrThrow({ where: { sellerId: shop.sellerId } })
  const { state: _state, connectedAt: _connected, updatedAt: _updated, ...key } = former
  await inTransaction(db, async (tx) => {
    await saveConnection(tx, key, shop.clock.now())
    await requestSync(tx, shop.sellerId, { mode: 'manual' }, shop.clock.now())
  })
  await looksOnce(shop.deps)

  expect(await shop.states()).toEqual({ chat: 'success', question: 'success', review: 'success' })
})

test('EX-09: A, B and B again: three fetched, two made, one skipped; the same again: two known', async () => {
  const shop = await openedShop('empty')
  const [a, b] = [incomingReview({ externalId: 'A' }), incomingReview({ externalId: 'B' })]
  const deps = shop.depsWith([{ items: [a, b, b] }])

  const first = await syncChannel(deps, shop.sellerId, 'review', 'background')
  const second = await syncChannel(deps, shop.sellerId, 'review', 'background')

  expect(first?.stats).toMatchObject({ fetched: 3, created: 2, updated: 0, skipped: 1 })
  expect(second?.stats).toMatchObject({ fetched: 3, created: 0, updated: 2, skipped: 1 })
})

test('a key that is withdrawn in the middle of a run keeps what was read, and the cursor behind it', async () => {
  const shop = await openedShop('empty')
  const pages = [
    { items: [incomingReview()], unreadable: [{ text: 'без id' }, null], cursor: 'behind the first' },
    new RefusedBySource('auth', 401, 'withdrawn'),
  ]

  const report = await syncChannel(shop.depsWith(pages), shop.sellerId, 'review', 'background')

  expect(report).toMatchObject({ ending: 'failed', stats: { fetched: 3, created: 1, errors: 2 } })
  expect(await shop.state('review')).toMatchObject({
    errorCode: 'key',
    dueAt: null,
    cursor: { source: 'behind the first' },
  })
  expect(await db.prisma.marketplaceConnection.findFirst({ where: { sellerId: shop.sellerId } })).toMatchObject({
    state: 'rejected',
  })
})

test('records that cannot be read, or are of an unknown kind, are kept as they came, each once, with the place behind them', async () => {
  const shop = await openedShop('empty')
  const [nameless, odd] = [{ chatID: 'a', message: { text: 'Кто это? \u0000' } }, 'не событие']
  const strange = { chatID: 'a', eventID: 'b', eventType: 'refund', refund: { sum: 500 } }
  const page = { items: [], unreadable: [nameless, odd], strange: [strange], cursor: 'behind them' }
  const deps = shop.depsWith([page])

  await syncChannel(deps, shop.sellerId, 'review', 'background')
  await syncChannel(deps, shop.sellerId, 'review', 'background')

  const kept = await db.prisma.unreadableRecord.findMany({ where: { sellerId: shop.sellerId } })
  expect(kept.map(({ channel, payload }) => [channel, JSON.parse(payload)])).toEqual(
    expect.arrayContaining([
      ['review', nameless],
      ['review', odd],
      ['review', strange],
    ]),
  )
  expect(kept).toHaveLength(3)
  expect(await shop.state('review')).toMatchObject({ cursor: { source: 'behind them' } })
})

test('that WB wants to be paid is told to whoever runs this, and to the seller as a failure of ours', async () => {
  const shop = await openedShop('empty')
  const told: unknown[] = []
  const deps = shop.depsWith([new RefusedBySource('payment', 402, 'payment required', 'wb-7')])
  const log = { ...deps.log, error: (facts: unknown) => void told.push(facts) } as typeof deps.log

  await syncChannel({ ...deps, log }, shop.sellerId, 'review', 'background')

  expect(told).toMatchObject([{ sellerId: shop.sellerId, channel: 'review', requestId: 'wb-7' }])
  expect(await shop.state('review')).toMatchObject({ status: 'error', errorCode: 'internal' })
})

test.each([
  ['questions wait for the same request: reviews have the one after it', 0, 24],
  ['nobody waits: reviews have the next request', 60, 12],
])('of a key with one request in twelve minutes, and %s', async (_, questionsDueIn, expected) => {
  const shop = await openedShop('empty')
  const { sellerId, clock } = shop
  const now = clock.now()
  await db.prisma.syncState.update({
    where: { sellerId_channel: { sellerId, channel: 'question' } },
    data: { dueAt: after(now, questionsDueIn * MINUTE) },
  })
  const spent = new NotExecuted('rate_limit', after(now, 12 * MINUTE), 'No budget', null, { isHeldBack: true })
  const deps = shop.depsWith([{ items: [incomingReview()], cursor: 'behind it' }, spent])

  await syncChannel(deps, sellerId, 'review', 'background')

  expect((await shop.state('review')).dueAt).toEqual(after(now, expected * MINUTE))
})

test('a mistake of ours ends one run, is told without words of buyers, and is tried again', async () => {
  const shop = await openedShop('empty')
  const deps = shop.depsWith([new TypeError('Порвался шов is not a function')])

  await syncChannel(deps, shop.sellerId, 'review', 'background')

  const state = await shop.state('review')
  expect(state).toMatchObject({ status: 'error', errorCode: 'internal', failures: 1, leaseUntil: null })
  expect(state.errorDetail).not.toContain('Порвался')
})

test('an item that the database refuses is left out and counted; its page, and the place behind it, are kept', async () => {
  const shop = await openedShop('empty')
  const [good, bad] = [incomingReview({ externalId: 'good' }), incomingReview({ externalId: 'bad', text: 'a\u0000b' })]
  const also = incomingReview({ externalId: 'also', extra: { color: '\u0000' } })
  const never = incomingReview({ externalId: 'never', occurredAt: new Date(Number.NaN) })
  const pages = [
    { items: [bad, good, also, never, bad], cursor: 'behind' },
    { items: [incomingReview()], cursor: 'end' },
  ]

  const report = await syncChannel(shop.depsWith(pages), shop.sellerId, 'review', 'first')

  expect(report).toMatchObject({ ending: 'done', stats: { fetched: 6, created: 2, updated: 0, skipped: 1, errors: 3 } })
  expect(await shop.state('review')).toMatchObject({ status: 'success', loaded: 2, cursor: { source: 'end' } })
})

test('a first run whose process died counts what is stored, and a page that comes again only once', async () => {
  const shop = await openedShop('empty')
  const items = [incomingReview({ externalId: 'A' }), incomingReview({ externalId: 'B' })]
  const where = { sellerId: shop.sellerId, channel: 'review' }
  await syncChannel(shop.depsWith([{ items, expected: 3, more: true }]), shop.sellerId, 'review', 'first')
  await db.prisma.syncState.updateMany({ where, data: { leaseOwner: 'dead', leaseUntil: new Date(0) } })

  const again = [{ items, expected: 3 }, { items: [incomingReview({ externalId: 'C' })] }]
  await looksOnce(shop.depsWith(again))

  expect(await shop.state('review')).toMatchObject({ loaded: 3, expected: 3 })
})

test('while a first run reads, people see how far it is', async () => {
  const shop = await openedShop('empty')
  const items = [incomingReview({ externalId: 'A' }), incomingReview({ externalId: 'B' })]
  const deps = shop.depsWith([{ items, expected: 5 }, { items: [incomingReview({ externalId: 'C' })] }])

  await syncChannel(deps, shop.sellerId, 'review', 'first')

  expect(await shop.progress('review')).toEqual(['2 of 5', '3 of 5'])
})

test('who asks for a look while one is going on gets another one after it', async () => {
  const shop = await openedShop('empty')
  const asked = new Date(shop.clock.now().getTime() + 2000)
  const connector = scriptedReviews([{ items: [incomingReview()] }])
  const deps = {
    ...shop.deps,
    connectors: async () => {
      await bringForward(db, shop.sellerId, 'review', asked)
      return [connector]
    },
  }

  await syncChannel(deps, shop.sellerId, 'review', 'background')

  expect((await shop.state('review')).dueAt).toEqual(asked)
})

test('a key without chats reads reviews and questions, and chats are no error', async () => {
  const shop = await openedShop('shop', { categories: [7] })

  await looksOnce(shop.deps)

  expect(await shop.states()).toEqual({ question: 'success', review: 'success' })
})

test('a budget that is spent cuts the run, which goes on by itself when there is more', async () => {
  const shop = await openedShop('shop', { acc: 3 })
  const endings: (string | undefined)[] = []

  for (let round = 0; round < 5; round += 1) {
    endings.push((await syncChannel(shop.deps, shop.sellerId, 'review', 'manual'))?.ending)
    shop.clock.pass(800)
  }

  expect(endings[0]).toBe('unfinished')
  expect(endings.at(-1)).toBe('done')
  expect(await shop.counts()).toEqual({ review: (await shop.truth()).reviews.length })
})

test('a run whose process died is an error after five minutes without a sign of life, and is then run again', async () => {
  const shop = await openedShop('empty')
  await db.prisma.syncState.updateMany({
    where: { sellerId: shop.sellerId, channel: 'chat' },
    data: { leaseUntil: new Date(shop.clock.now().getTime() + 60_000), leaseOwner: 'dead' },
  })

  shop.clock.pass(5 * 60_000)
  await looksOnce(shop.deps)

  expect(await shop.told('chat')).toEqual(['error stale', 'success'])
})

test('a channel that somebody is reading is not read twice', async () => {
  const shop = await openedShop('empty')

  const both = await Promise.all([
    syncChannel(shop.deps, shop.sellerId, 'chat', 'manual'),
    syncChannel(shop.deps, shop.sellerId, 'chat', 'manual'),
  ])

  expect(both.filter((report) => report !== null)).toHaveLength(1)
})

test('an answer given in the portal long after the question came is found', async () => {
  const shop = await openedShop('empty')
  const old = await simulator.act<{ id: string }>('POST buyer/review', {
    sid: shop.sid,
    rating: 2,
    text: 'Порвался шов',
    createdDate: '2026-11-01T10:00:00Z',
  })
  await looksOnce(shop.deps)
  await simulator.act('POST buyer/review', { sid: shop.sid, rating: 5, text: 'Супер' })
  await syncChannel(shop.deps, shop.sellerId, 'review', 'background')

  await simulator.act('POST portal/answer', { sid: shop.sid, id: old.id, text: 'Заменим бесплатно' })
  shop.clock.pass(300_000)
  await syncChannel(shop.deps, shop.sellerId, 'review', 'background')

  const review = await db.prisma.interaction.findFirstOrThrow({
    where: { sellerId: shop.sellerId, externalId: old.id },
    include: { responses: true },
  })
  expect(review).toMatchObject({
    status: 'responded',
    lastReplyText: 'Заменим бесплатно',
    lastReplySource: 'wb_cabinet',
  })
  expect(review.responses).toMatchObject([{ text: 'Заменим бесплатно', source: 'wb_cabinet', version: 1 }])
})

test('what a whole listing does not name is read again, the oldest first, at most fifty in a run, the others next time', async () => {
  const shop = await openedShop('empty')
  const at = (minutes: number) => new Date(shop.clock.now().getTime() - minutes * 60_000)
  const open = Array.from({ length: 60 }, (_, number) =>
    incomingReview({ externalId: `open-${number}`, occurredAt: at(number + 1) }),
  )
  const asked: string[] = []
  const connector = {
    ...scriptedReviews([{ listed: { ids: new Set<string>(), from: null, to: null, isEnd: true } }]),
    // The last of the first fifty has been answered meanwhile.
    lookFor: async ({ externalId }: { externalId: string }) => {
      asked.push(externalId)
      const found = open.find((review) => review.externalId === externalId) ?? null
      return found && externalId === 'open-10' ? { ...found, processed: true, answer } : found
    },
  }
  const answer = { text: 'Заменим', state: 'shown', editable: true, at: null } as const
  await syncChannel(shop.depsWith([{ items: open }]), shop.sellerId, 'review', 'background')

  const looks = async () =>
    await syncChannel({ ...shop.deps, connectors: async () => [connector] }, shop.sellerId, 'review', 'background')
  await looks()
  await looks()
  await looks()

  const inTurn = Array.from({ length: 60 }, (_, number) => `open-${59 - number}`)
  expect(asked.slice(0, 60)).toEqual(inTurn)
  // Then it begins anew, without the one that was answered.
  expect(asked.slice(60)).toEqual(inTurn.filter((id) => id !== 'open-10').slice(0, 50))
})

test('a review that was taken away is closed once WB has not known it for an hour', async () => {
  const shop = await openedShop('empty')
  const { id } = await simulator.act<{ id: string }>('POST buyer/review', { sid: shop.sid, rating: 1, text: 'Ужас' })
  await looksOnce(shop.deps)
  await simulator.act('POST remove', { sid: shop.sid, id })
  const statuses: string[] = []

  for (const minutes of [5, 30, 31]) {
    shop.clock.pass(minutes * 60_000)
    await syncChannel(shop.deps, shop.sellerId, 'review', 'background')
    const { status } = await db.prisma.interaction.findFirstOrThrow({
      where: { sellerId: shop.sellerId, externalId: id },
    })
    statuses.push(status)
  }

  expect(statuses).toEqual(['open', 'open', 'closed'])
})

test('a poor key comes to everything, one request at a time', async () => {
  const shop = await openedShop('shop', { acc: 1 })

  for (let turn = 0; turn < 24; turn += 1) {
    await looksOnce(shop.deps)
    shop.clock.set((await shop.nextDueAt()) ?? shop.clock.now())
  }

  const { reviews, questions, chats } = await shop.truth()
  expect(await shop.counts()).toEqual({ chat: chats.length, question: questions.length, review: reviews.length })
}, 60_000)

type Waiting = { id: string; createdDate: string; text: string; answer: object | null }

test('on a poor key it is learnt what a colleague has answered, although a listing takes many runs', async () => {
  const shop = await openedShop('empty', { acc: 1 })
  await simulator.act('POST seed', { sid: shop.sid, generate: { reviews: 1500, waiting: 1 } })
  // One that only rates waits for no answer.
  const reviews = ((await shop.truth()).reviews as Waiting[]).filter(({ text, answer }) => text && !answer)
  const oldest = reviews.reduce((one, other) => (one.createdDate < other.createdDate ? one : other))
  const where = { sellerId: shop.sellerId, externalId: oldest.id }
  const turn = async () => {
    await looksOnce(shop.deps)
    shop.clock.set((await shop.nextDueAt()) ?? shop.clock.now())
    return (await db.prisma.interaction.findFirst({ where }))?.status
  }
  let looks = 1
  while ((await turn()) !== 'open' && looks < 40) looks += 1
  expect(looks).toBeLessThan(40)
  await simulator.act('POST portal/answer', { sid: shop.sid, id: oldest.id, text: 'Заменим' })

  let turns = 0
  while ((await turn()) !== 'responded' && turns < 40) turns += 1

  expect(turns).toBeLessThan(40)
}, 60_000)

test('a poor key whose next request is minutes away waits, which is no error, and says when it goes on', async () => {
  const shop = await openedShop('shop', { acc: 1 })

  await looksOnce(shop.deps)

  const states = [await shop.state('review'), await shop.state('question')]
  const waiting = states.filter(({ status }) => status === 'waiting')
  expect(waiting.length).toBeGreaterThan(0)
  expect(waiting.map(({ errorCode, errorDetail }) => [errorCode, errorDetail])).toEqual(waiting.map(() => [null, null]))
  for (const { dueAt } of waiting)
    expect((dueAt?.getTime() ?? 0) - shop.clock.now().getTime()).toBeGreaterThan(11 * 60_000)
  expect(Object.values(await shop.states()).filter((word) => word.startsWith('error'))).toEqual([])
})

test('on a poor key reading waits until the reply is gone', async () => {
  const shop = await openedShop('empty', { acc: 1 })
  const deps = shop.depsWith([{ items: [incomingReview()] }])
  await syncChannel(deps, shop.sellerId, 'review', 'background')
  const { id: interactionId } = await db.prisma.interaction.findFirstOrThrow({ where: { sellerId: shop.sellerId } })
  const reply = { sellerId: shop.sellerId, interactionId, channel: 'review', idempotencyKey: 'key', text: 'Спасибо' }
  const { id } = await db.prisma.replyOutbox.create({ data: { ...reply, state: 'retry_wait' } })

  const meanwhile = await syncChannel(deps, shop.sellerId, 'review', 'background')
  await db.prisma.replyOutbox.update({ where: { id }, data: { state: 'accepted' } })
  const afterwards = await syncChannel(deps, shop.sellerId, 'review', 'background')
  // Reading is what finds out that the key is dead, so it does not wait for a reply that waits for a key.
  await db.prisma.replyOutbox.update({ where: { id }, data: { state: 'queued', lastError: 'auth' } })
  const withoutKey = await syncChannel(deps, shop.sellerId, 'review', 'background')

  expect([meanwhile?.ending, afterwards?.ending, withoutKey?.ending]).toEqual(['unfinished', 'done', 'done'])
})

type Truth = { reviews: unknown[]; questions: unknown[]; chats: unknown[] }

async function openedShop(seed: 'shop' | 'empty', token: object = {}) {
  const shop = await givenShop(db, simulator, { token })
  await simulator.act('POST seed', { sid: shop.sid, seed })
  const clock = testClock(new Date().toISOString())
  const deps = depsFor(db, simulator.url, { clock, isCounted: 'acc' in token })
  const where = { sellerId: shop.sellerId }
  const states = () => db.prisma.syncState.findMany({ where, orderBy: { channel: 'asc' } })

  return {
    ...shop,
    clock,
    deps,
    depsWith: (pages: Parameters<typeof scriptedReviews>[0]) => ({
      ...deps,
      connectors: async () => [scriptedReviews(pages)],
    }),
    state: (channel: string) => db.prisma.syncState.findFirstOrThrow({ where: { ...where, channel } }),
    nextDueAt: async () => (await db.prisma.syncState.aggregate({ where, _min: { dueAt: true } }))._min.dueAt,
    truth: () => simulator.act<Truth>(`GET state?sid=${shop.sid}`),
    async states() {
      return Object.fromEntries(
        (await states()).map(({ channel, status, errorCode }) => [channel, wordFor(status, errorCode)]),
      )
    },
    async counts() {
      const groups = await db.prisma.interaction.groupBy({ by: ['channel'], where, _count: true })
      return Object.fromEntries(groups.map(({ channel, _count }) => [channel, _count]))
    },
    /** What was said about a channel, apart from its progress. */
    async told(channel: string) {
      const events = await db.prisma.journalEvent.findMany({
        where: { ...where, channel, type: 'sync_changed' },
        orderBy: { seq: 'asc' },
      })
      const details = events.map(
        (event) => event.details as { status: string; errorCode: string | null; loaded?: number },
      )
      return details
        .filter(({ loaded }) => loaded === undefined)
        .map(({ status, errorCode }) => wordFor(status, errorCode))
    },
    async progress(channel: string) {
      const events = await db.prisma.journalEvent.findMany({
        where: { ...where, channel, type: 'sync_changed' },
        orderBy: { seq: 'asc' },
      })
      const details = events.map((event) => event.details as { loaded?: number; expected?: number })
      return details
        .filter(({ loaded }) => loaded !== undefined)
        .map(({ loaded, expected }) => `${loaded} of ${expected}`)
    },
    async everything() {
      const interactions = await db.prisma.interaction.findMany({ where, orderBy: { id: 'asc' } })
      const messages = await db.prisma.chatMessage.findMany({ where: { thread: where }, orderBy: { id: 'asc' } })
      return { interactions, messages: messages.length, events: await db.prisma.journalEvent.count({ where }) }
    },
  }
}

function wordFor(status: string, errorCode: string | null): string {
  return errorCode ? `${status} ${errorCode}` : status
}
