import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorForTests, type TestSeller, type TestSimulator } from './caller.ts'
import { DAY, HOUR, MINUTE, SECOND } from './clock.ts'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty', knobs: { rateLimits: true, pingBlockMs: 0 } })
  await simulator.control('POST', 'clock', { now: '2026-12-01T12:00:00Z', scale: 0 })
})

afterAll(() => simulator.close())

const methods = {
  feedbacks: ['GET', '/api/v1/feedbacks/count-unanswered'],
  chats: ['GET', '/api/v1/seller/chats'],
  events: ['GET', '/api/v1/seller/events'],
  message: ['POST', '/api/v1/seller/message'],
  download: ['GET', '/api/v1/seller/download/x'],
  claims: ['GET', '/api/v1/claims?is_archive=true'],
  claim: ['PATCH', '/api/v1/claim'],
  ping: ['GET', '/ping'],
  'seller-info': ['GET', '/api/v1/seller-info'],
} as const

type Group = keyof typeof methods

/** Burst and interval of each group: for tokens that live well, and for a base token without a secret. */
const table: [Group, usual: [number, number], base: [number, number]][] = [
  ['feedbacks', [6, 333], [1, 12 * MINUTE]],
  ['chats', [10, SECOND], [1, HOUR]],
  ['events', [10, SECOND], [1, HOUR]],
  ['message', [10, SECOND], [1, HOUR]],
  ['download', [10, SECOND], [1, 6 * MINUTE]],
  ['claims', [10, 3 * SECOND], [1, HOUR]],
  ['claim', [10, 3 * SECOND], [1, HOUR]],
  ['ping', [3, 10 * SECOND], [3, 10 * SECOND]],
  ['seller-info', [10, MINUTE], [1, DAY]],
]

const profiles = [
  ['personal', 3, {}],
  ['service', 4, {}],
  ['base with secret', 1, { 'X-Client-Secret': 'registered' }],
  ['base', 1, {}],
] as const

const cells = profiles.flatMap(([profile, acc, headers]) =>
  table.map(([group, usual, base]) => ({ profile, acc, headers, group, rate: profile === 'base' ? base : usual })),
)

const asker = ({ call }: TestSeller, group: Group, headers: Record<string, string>) => {
  const [method, path] = methods[group]
  return async () => await call(method, path, { headers })
}

test.each(cells)('$profile, $group: burst and interval $rate, told to the second', async (cell) => {
  const [burst, intervalMs] = cell.rate
  // Every service has a budget of its own, so the tests of one do not spend the other's.
  const seller = await simulator.seller({ acc: cell.acc })
  await simulator.control('POST', 'reset', { sid: seller.sid })
  await simulator.later(DAY * 2)
  const ask = asker(seller, cell.group, cell.headers)

  const granted = []
  for (let count = 0; count < burst; count += 1) granted.push(await ask())
  const refused = await ask()
  await simulator.later(intervalMs - 1)
  const early = await ask()
  await simulator.later(1)
  const afterwards = await ask()

  expect(granted.map(({ headers }) => headers.get('X-Ratelimit-Remaining'))).toEqual(
    granted.map((_, count) => String(burst - 1 - count)),
  )
  expect(granted.map(({ status }) => status)).not.toContain(429)
  const told = ['Retry', 'Limit', 'Reset', 'Remaining'].map((name) => refused.headers.get(`X-Ratelimit-${name}`))
  expect(told).toEqual([
    String(Math.ceil(intervalMs / SECOND)),
    String(burst),
    String(Math.ceil((burst * intervalMs) / SECOND)),
    null,
  ])
  expect([refused.status, early.status]).toEqual([429, 429])
  expect(afterwards.status).not.toBe(429)
})

test('all personal tokens of a shop share one budget; its base token has another', async () => {
  const one = await simulator.seller()
  const other = await simulator.seller({ sid: one.sid })
  const base = await simulator.seller({ sid: one.sid, acc: 1 })
  const left = async ({ get }: TestSeller) => (await get('/api/v1/seller/chats')).headers.get('X-Ratelimit-Remaining')

  expect([await left(one), await left(other), await left(one), await left(base)]).toEqual(['9', '8', '7', '0'])
})

test('tokens of one service share a budget across shops', async () => {
  const [one, other] = [await simulator.seller({ acc: 4 }), await simulator.seller({ acc: 4 })]
  await simulator.later(DAY)
  const left = async ({ get }: TestSeller) => (await get('/api/v1/seller/chats')).headers.get('X-Ratelimit-Remaining')

  expect([await left(one), await left(other)]).toEqual(['9', '8'])
})

test('reviews, questions, pins and their writes spend one budget together', async () => {
  const { get, answer, patchQuestion } = await simulator.seller()

  const spent = [
    await get('/api/v1/feedbacks/count-unanswered'),
    await get('/api/v1/questions/count'),
    await answer('any', 'Спасибо!'),
    await patchQuestion({ id: 'any', wasViewed: true }),
    await get('/api/feedbacks/v1/pins'),
    await get('/api/v1/new-feedbacks-questions'),
    await get('/api/v1/question?id=any'),
  ]

  expect(spent.map(({ headers }) => headers.get('X-Ratelimit-Remaining'))).toEqual(['5', '4', '3', '2', '1', '0', null])
})

test('time may run faster for budgets alone', async () => {
  const { get, has } = await simulator.seller({ acc: 1 })
  await has({ rateScale: 3600 })
  await get('/api/v1/seller/chats')
  await simulator.later(SECOND)

  expect((await get('/api/v1/seller/chats')).status).toBe(200)
})

test('a penalty shuts the group out, and may be of any length', async () => {
  const { get, has } = await simulator.seller({ acc: 1 })
  await has({ penaltyMs: 18_236 * SECOND })
  await get('/api/v1/seller/chats')

  const refused = await get('/api/v1/seller/chats')
  await simulator.later(18_235 * SECOND)
  await has({ penaltyMs: 0 })
  const early = await get('/api/v1/seller/chats')
  await simulator.later(SECOND)

  expect(refused.headers.get('X-Ratelimit-Retry')).toBe('18236')
  expect(early.status).toBe(429)
  expect((await get('/api/v1/seller/chats')).status).toBe(200)
})

test('ping that is called by a program is blocked for a while, on its own host alone', async () => {
  const { call, has } = await simulator.seller()
  await has({ pingBlockMs: 5 * MINUTE })
  const ping = async (host: string) => (await call('GET', '/ping', { host })).status

  const first = [
    await ping('a.localhost'),
    await ping('a.localhost'),
    await ping('a.localhost'),
    await ping('a.localhost'),
  ]
  await simulator.later(4 * MINUTE)
  const later = [await ping('a.localhost'), await ping('b.localhost')]
  await simulator.later(MINUTE)

  expect(first).toEqual([200, 200, 200, 429])
  expect(later).toEqual([429, 200])
  expect(await ping('a.localhost')).toBe(200)
})

test('a 429 may say that nothing is left, or come from the limiter in front of everything', async () => {
  const { unchecked, has } = await simulator.seller({ acc: 1 })
  await has({ remainingOn429: true, globalLimiter: true })
  await unchecked.get('/api/v1/seller/chats')

  const refused = await unchecked.get('/api/v1/seller/chats')

  expect(refused.headers.get('X-Ratelimit-Remaining')).toBe('0')
  expect(refused.body).toMatchObject({ origin: 's2s-api', detail: expect.stringContaining('global limiter') })
})

test('a refusal may cost as much as several requests', async () => {
  const { get, has } = await simulator.seller()
  await has({ fourxxCost: 5 })

  await get('/api/v1/feedbacks')

  expect((await get('/api/v1/feedbacks/count-unanswered')).headers.get('X-Ratelimit-Remaining')).toBe('0')
})
