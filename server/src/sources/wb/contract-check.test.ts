import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#clock.ts'
import { findingsOf } from '#domain/contract.ts'
import type { RateBuckets } from '#sources/rate-budget.ts'
import { type Simulation, simulate, sourceDepsFor } from '../../../testkit/shop.ts'
import { checkContract } from './contract-check.ts'
import { decodeToken } from './token.ts'

let simulator: Simulation

beforeAll(async () => {
  simulator = await simulate()
})
afterAll(async () => await simulator.close())

test('answers as we know them are clean, and something was looked at', async () => {
  const shop = await givenShop()

  const { state, calls } = await shop.check()

  expect(calls.flatMap(({ findings }) => findings)).toEqual([])
  expect(state).toBe('clean')
  expect(calls.every(({ outcome }) => outcome === 'checked')).toBe(true)
  expect(calls.map(({ call, items }) => [call, items > 0])).toEqual([
    ['GET /api/v1/feedbacks/count-unanswered', true],
    ['GET /api/v1/feedbacks?isAnswered=false', true],
    ['GET /api/v1/feedbacks?isAnswered=true', true],
    ['GET /api/v1/questions?isAnswered=false', true],
    ['GET /api/v1/questions?isAnswered=true', true],
    ['GET /api/v1/seller/chats', true],
    ['GET /api/v1/seller/events', true],
  ])
})

test('unknown fields are new, not broken', async () => {
  const shop = await givenShop()
  await simulator.act('POST knobs', { sid: shop.sid, extraFields: true })

  const { state, calls } = await shop.check()

  expect(state).toBe('new')
  expect(new Set(findingsOf(calls).map(({ severity }) => severity))).toEqual(new Set(['new']))
  expect(findingsOf(calls).some(({ path }) => path.startsWith('data.feedbacks[].'))).toBe(true)
})

const wrapped = (data: unknown) => JSON.stringify({ data, error: false, errorText: '', additionalErrors: null })

test.each([
  ['another wrapper', { status: 200, body: '{"feedbacks": []}' }, 'data', 'is missing'],
  [
    'a list under another name',
    { status: 200, body: wrapped({ countUnanswered: 1, reviews: [] }) },
    'data.feedbacks',
    'is missing',
  ],
  [
    'a changed type',
    { status: 200, body: wrapped({ countUnanswered: '1', feedbacks: [] }) },
    'data.countUnanswered',
    'is a text, not a whole number',
  ],
  ['an unexpected status', { status: 404, body: '{}' }, '', 'the answer is 404 instead of 200'],
  ['HTML', { status: 'html' }, '', 'the answer is no JSON'],
  ['an empty answer', { status: 'empty' }, '', 'the answer is no JSON'],
  [
    'success that says it is an error',
    { status: 200, body: '{"data":null,"error":true,"errorText":"Something went wrong"}' },
    '',
    'the answer is 200 and says that it is an error',
  ],
])('%s is broken', async (_, trouble, path, what) => {
  const shop = await givenShop()
  await simulator.act('POST fail', { sid: shop.sid, path: '/api/v1/feedbacks', method: 'GET', times: 9, ...trouble })

  const { state, calls } = await shop.check()

  expect(state).toBe('breaking')
  expect(findingsOf(calls)).toContainEqual({
    severity: 'breaking',
    call: 'GET /api/v1/feedbacks?isAnswered=false',
    path,
    what,
    count: 1,
  })
})

test.each([
  [500, 'unreachable'],
  ['reset', 'unreachable'],
  [401, 'refused'],
  [403, 'refused'],
])('%s says nothing about the answers: %s', async (status, state) => {
  const shop = await givenShop()
  await simulator.act('POST fail', { sid: shop.sid, path: '/api/v1/', times: 20, status })

  expect(await shop.check()).toMatchObject({ state })
})

test('a 429 is skipped, and the rest is checked', async () => {
  const shop = await givenShop()
  await simulator.act('POST fail', { sid: shop.sid, path: '/api/v1/feedbacks', times: 1, status: 429 })

  const { state, calls } = await shop.check()

  expect(state).toBe('clean')
  expect(calls.map(({ outcome }) => outcome)).toEqual(['skipped', ...Array.from({ length: 6 }, () => 'checked')])
})

test('a poor key is asked one thing, and without budget nothing at all', async () => {
  const shop = await givenShop({ acc: 1 })
  expect((await shop.check()).calls).toMatchObject([{ call: 'GET /api/v1/feedbacks?isAnswered=true' }])

  const spent = { ...withoutEnd, take: async () => ({ freeAt: new Date(Date.now() + 3600_000), closedUntil: null }) }
  expect(await (await givenShop()).check(spent)).toMatchObject({ state: 'skipped' })
})

test('`/ping` is never asked', async () => {
  const shop = await givenShop()
  await shop.check()

  expect(JSON.stringify(await simulator.act('GET journal'))).not.toContain('/ping')
})

const withoutEnd: RateBuckets = {
  take: async () => null,
  close: async () => undefined,
  atMost: async () => undefined,
  strike: async () => 0,
  forgive: async () => undefined,
}

/** A shop with some of everything, answered and not. */
async function givenShop(claims: object = {}) {
  const sid = randomUUID()
  const { token } = await simulator.act<{ token: string }>('POST token', { sid, ...claims })
  await simulator.act('POST seed', { sid, seed: 'shop' })
  const facts = decodeToken(token, new Date())
  const { config } = sourceDepsFor(simulator.url)
  return {
    sid,
    check: (buckets = withoutEnd) => checkContract({ config, clock: systemClock, buckets }, facts),
  }
}
