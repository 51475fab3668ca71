import { afterAll, beforeAll, expect, test } from 'vitest'
import { NotExecuted } from '#sources/errors.ts'
import { type BudgetGroup, type Lane, type Payer, rateBudget } from '#sources/rate-budget.ts'
import { openTestDb, testClock } from '../../testkit/shop.ts'
import type { Db } from './db.ts'
import { openRateBuckets } from './rate-buckets.ts'

let db: Db

beforeAll(async () => {
  db = await openTestDb()
})

afterAll(() => db.close())

test('a bucket gives what it holds, then tells when there is more, and fills while nobody looks', async () => {
  const { take, clock } = budgetFor('personal')

  expect(await Promise.all([1, 2, 3, 4].map(() => take('feedbacks', 'write')))).toEqual([null, null, null, null])
  expect(await take('feedbacks', 'write')).toBe(400)
  clock.pass(400)
  expect(await take('feedbacks', 'write')).toBeNull()
  clock.pass(60_000)
  expect(await spendAll(take, 'feedbacks')).toBe(4)
})

test('those who come later leave something for those who go first', async () => {
  const taken = async (lane: Lane) => {
    const { take } = budgetFor('personal')
    return await spendAll(take, 'feedbacks', lane)
  }

  expect(await taken('write')).toBe(4)
  expect(await taken('readback')).toBe(3)
  expect(await taken('unanswered')).toBe(3)
  expect(await taken('rest')).toBe(2)
  expect(await taken('backfill')).toBe(1)
})

test('a poor key reads reviews five times an hour and chats once, with time for a request to travel', async () => {
  const { take } = budgetFor('base')

  expect([await take('feedbacks', 'rest'), await take('feedbacks', 'rest')]).toEqual([null, 12 * 60_000 + 5000])
  expect([await take('events', 'rest'), await take('events', 'rest')]).toEqual([null, 60 * 60_000 + 5000])
})

test('a base key with the secret of our service is as rich as others, and is counted apart', async () => {
  const { take } = budgetFor('base', undefined, { wbClientSecret: 'secret' })

  expect(await spendAll(take, 'feedbacks')).toBe(4)
})

test('who was sent away from a bucket with one request is waited for: lanes behind go later, whoever asks first', async () => {
  const { take, clock } = budgetFor('base')
  await take('feedbacks', 'rest')
  const freeIn = 12 * 60_000 + 5000

  expect(await take('feedbacks', 'backfill')).toBe(freeIn)
  expect(await take('feedbacks', 'readback')).toBe(freeIn)
  expect(await take('feedbacks', 'write')).toBe(freeIn)
  clock.pass(freeIn)

  expect(await take('feedbacks', 'backfill')).toBe(60_000)
  expect(await take('feedbacks', 'readback')).toBe(60_000)
  expect(await take('feedbacks', 'write')).toBeNull()
  clock.pass(freeIn)
  expect(await take('feedbacks', 'readback')).toBeNull()
})

test('who does not come back is not waited for longer than a minute', async () => {
  const { take, clock } = budgetFor('base')
  await take('feedbacks', 'rest')
  await take('feedbacks', 'write')
  clock.pass(12 * 60_000 + 5000 + 60_000)

  expect(await take('feedbacks', 'backfill')).toBeNull()
})

test('all shops of a service share one budget, where the keys name the service', async () => {
  const one = budgetFor('service', undefined, { serviceId: 'our-service' })
  const other = budgetFor(
    'service',
    { payer: { marketplaceSellerId: 'other' }, clock: one.clock },
    { serviceId: 'our-service' },
  )
  const stranger = budgetFor('service', { payer: { marketplaceSellerId: 'other' }, clock: one.clock })

  expect([await spendAll(one.take, 'events'), await spendAll(other.take, 'events')]).toEqual([8, 0])
  expect(await spendAll(stranger.take, 'events')).toBe(8)
})

test('all who work for a shop spend one budget, and two at once never spend it twice', async () => {
  const one = budgetFor('personal')
  const other = budgetFor('personal', one)

  const taken = await Promise.all(
    Array.from({ length: 12 }, (_, index) => (index % 2 ? one : other).take('events', 'write')),
  )

  expect(taken.filter((wait) => wait === null)).toHaveLength(8)
})

test('kinds of keys and groups of methods are counted apart', async () => {
  const one = budgetFor('base')
  const other = budgetFor('personal', one)

  expect([
    await one.take('chats', 'rest'),
    await one.take('events', 'rest'),
    await other.take('chats', 'rest'),
  ]).toEqual([null, null, null])
})

test('what WB closed stays closed until WB opens it, although the bucket would be full', async () => {
  const { budget, take, clock } = budgetFor('personal')
  await budget.slowDown('feedbacks', new Date(clock.now().getTime() + 720_000))

  clock.pass(700_000)
  expect(await take('feedbacks', 'write')).toBe(20_000)
  clock.pass(20_000)
  expect(await take('feedbacks', 'write')).toBeNull()
  expect(await take('feedbacks', 'write')).toBe(400)
})

test('without a word from WB we choose the pause, longer every time, and anew after an answer', async () => {
  const { budget, clock } = budgetFor('personal')
  const pause = async () =>
    Math.round(((await budget.slowDown('chats', null)).getTime() - clock.now().getTime()) / 1000)

  const pauses = [await pause(), await pause(), await pause()]
  await budget.heard('chats', 5)

  expect(pauses[2]).toBeGreaterThan(pauses[0] ?? 0)
  expect(await pause()).toBe(1)
})

test('what WB says is left counts more than what we had counted', async () => {
  const { budget, take } = budgetFor('personal')
  await take('events', 'write')
  await budget.heard('events', 0)

  expect(await take('events', 'write')).toBe(1050)
})

test('a pause of our own is as long as the troubles in a row that any process has seen', async () => {
  const one = budgetFor('personal')
  const other = budgetFor('personal', one)
  const pauseOf = async ({ budget, clock }: typeof one) =>
    ((await budget.slowDown('chats', null)).getTime() - clock.now().getTime()) / 1000

  for (let times = 0; times < 5; times += 1) await pauseOf(one)

  expect(Math.abs((await pauseOf(other)) / 32 - 1)).toBeLessThanOrEqual(0.2)
  for (let times = 0; times < 8; times += 1) await pauseOf(one)
  expect(await pauseOf(other)).toBeLessThanOrEqual(360)
})

test('a host that fails again and again is left alone for a while by all who read; writes and other hosts go on', async () => {
  const one = budgetFor('personal')
  const other = budgetFor('personal', { payer: { marketplaceSellerId: crypto.randomUUID() }, clock: one.clock })
  for (let faults = 0; faults < 5; faults += 1) await one.budget.stumbled('chats')
  expect(await other.take('events', 'unanswered')).toBeNull()

  await one.budget.stumbled('chats')

  const wait = await other.take('events', 'unanswered')
  expect(wait).toBeGreaterThan(700)
  expect(await other.take('message', 'write')).toBeNull()
  expect(await other.take('feedbacks', 'unanswered')).toBeNull()
  one.clock.pass(wait ?? 0)
  expect(await other.take('events', 'unanswered')).toBeNull()
  await other.budget.heard('events', null)
  for (let faults = 0; faults < 5; faults += 1) await one.budget.stumbled('chats')
  expect(await other.take('events', 'unanswered')).toBeNull()
})

test('what WB closed is told apart from what we have spent', async () => {
  const { budget, take, clock } = budgetFor('personal')
  await spendAll(take, 'events')
  expect(await budget.take('events').catch((error: unknown) => error)).toMatchObject({ closedUntil: null })
  const until = new Date(clock.now().getTime() + 3_600_000)
  await budget.slowDown('events', until)
  expect(await budget.take('events').catch((error: unknown) => error)).toMatchObject({ closedUntil: until })
})

type Shared = { payer: Pick<Payer, 'marketplaceSellerId'>; clock: ReturnType<typeof testClock> }
type Facts = { wbClientSecret?: string; serviceId?: string }

function budgetFor(
  tokenType: Payer['tokenType'],
  sharedWith?: Shared,
  { wbClientSecret, serviceId = undefined }: Facts = {},
) {
  const clock = sharedWith?.clock ?? testClock('2026-11-22T10:00:00Z')
  const marketplaceSellerId = sharedWith?.payer.marketplaceSellerId ?? crypto.randomUUID()
  const payer = { marketplaceSellerId, tokenType, serviceId: serviceId ?? null }
  const budget = rateBudget(openRateBuckets(db), clock, payer, { wbClientSecret: wbClientSecret ?? null })
  /** Null when there was one, or how long to wait for it. */
  const take = async (group: BudgetGroup, lane: Lane) => {
    try {
      await budget.take(group, lane)
      return null
    } catch (error) {
      if (!(error instanceof NotExecuted)) throw error
      return Number(error.retryAt) - clock.now().getTime()
    }
  }
  return { budget, take, clock, payer }
}

async function spendAll(
  take: (group: BudgetGroup, lane: Lane) => Promise<number | null>,
  group: BudgetGroup,
  lane: Lane = 'write',
): Promise<number> {
  for (let taken = 0; ; taken += 1) if ((await take(group, lane)) !== null) return taken
}
