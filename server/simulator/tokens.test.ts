import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorForTests, type TestSeller, type TestSimulator } from './caller.ts'
import { DAY } from './clock.ts'

const LIST = '/api/v1/feedbacks/count-unanswered'
const CHATS = '/api/v1/seller/chats'
const CLAIMS = '/api/v1/claims?is_archive=false'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty' })
})

afterAll(() => simulator.close())

const statusesOf = async ({ get }: TestSeller, paths: string[]) =>
  await Promise.all(paths.map(async (path) => (await get(path)).status))

test.each([
  ['personal', { acc: 3 }, 200],
  ['service', { acc: 4 }, 200],
  ['base', { acc: 1 }, 200],
  ['of no type', { acc: null }, 200],
  ['test by its type', { acc: 2 }, 401],
  ['test by its mark', { acc: 3, test: true }, 401],
  ['expired', { expiresInDays: -1 }, 401],
  ['of its last day', { expiresInDays: 1 }, 200],
])('a token that is %s gets %j → %i', async (_, wish, status) => {
  expect(await statusesOf(await simulator.seller(wish), [LIST])).toEqual([status])
})

test.each([
  [
    [7, 9, 11],
    [200, 200, 200],
  ],
  [[7], [200, 403, 403]],
  [[9], [403, 200, 403]],
  [[11], [403, 403, 200]],
  [[], [403, 403, 403]],
  [
    [7, 63],
    [200, 403, 403],
  ],
  [
    [1, 2, 3, 4, 5, 6, 10, 12, 13, 16, 30, 54, 63],
    [403, 403, 403],
  ],
])('bits %j open reviews, chats and claims as %j', async (categories, statuses) => {
  expect(await statusesOf(await simulator.seller({ categories }), [LIST, CHATS, CLAIMS])).toEqual(statuses)
})

test.each([
  ['POST', '/api/v1/feedbacks/answer'],
  ['PATCH', '/api/v1/feedbacks/answer'],
  ['POST', '/api/v1/feedbacks/order/return'],
  ['PATCH', '/api/v1/questions'],
  ['POST', '/api/feedbacks/v1/pins'],
  ['DELETE', '/api/feedbacks/v1/pins'],
  ['POST', '/api/v1/seller/message'],
  ['PATCH', '/api/v1/claim'],
])('a read-only token may not %s %s', async (method, path) => {
  const { call, has, journal } = await simulator.seller({ readOnly: true })

  const refused = await call(method, path)
  await has({ readOnlyStatus: 401 })
  const inOldWords = await call(method, path)

  expect([refused.status, inOldWords.status]).toEqual([403, 401])
  expect((await journal()).map(({ effect }) => effect)).toEqual(['refused', 'refused'])
})

test('a 64-bit mask written as digits keeps every bit', async () => {
  const { token } = await simulator.seller({ categories: [7, 53, 54, 63] })

  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()

  expect(payload).toContain(`"s":${128n + 2n ** 53n + 2n ** 54n + 2n ** 63n}`)
})

test('a sandbox takes test tokens for reviews, questions and ping, and for nothing else', async () => {
  const seller = await simulator.seller({ acc: 2, test: true })
  await seller.has({ sandbox: true })

  const statuses = await statusesOf(seller, [
    LIST,
    '/api/v1/questions/count',
    '/ping',
    CHATS,
    CLAIMS,
    '/api/feedbacks/v1/pins',
    '/api/v1/seller-info',
  ])

  expect(statuses).toEqual([200, 200, 200, 401, 401, 401, 401])
})

test('a registered secret moves a base token up, another one does not, and WB may insist on one', async () => {
  const { call, has } = await simulator.seller({ acc: 1 })
  await has({ rateLimits: true, clientSecret: 'ours' })
  const left = async (secret?: string) =>
    (await call('GET', CHATS, { headers: secret ? { 'X-Client-Secret': secret } : {} })).headers.get(
      'X-Ratelimit-Remaining',
    )

  const remaining = [await left('ours'), await left('theirs')]
  await simulator.later(DAY)
  await has({ baseNeedsSecret: true })
  const without = await call('GET', CHATS)
  const withSecret = await call('GET', CHATS, { headers: { 'X-Client-Secret': 'ours' } })

  expect(remaining).toEqual(['9', '0'])
  expect(without).toMatchObject({ status: 403, body: { detail: 'base token without secret' } })
  expect(withSecret.status).toBe(200)
})

test('a secret changes nothing for a token that is not a base one', async () => {
  const { call, has } = await simulator.seller({ acc: 3 })
  await has({ baseNeedsSecret: true })

  expect((await call('GET', CHATS)).status).toBe(200)
})

test('a revoked token is 401 from now on; a new one of the same shop works', async () => {
  const old = await simulator.seller()
  await simulator.control('POST', 'revoke', { sid: old.sid })
  const next = await simulator.seller({ sid: old.sid })

  expect((await old.get(LIST)).status).toBe(401)
  expect((await next.get(LIST)).status).toBe(200)
})

test('one of two tokens can be revoked, and another lose its author', async () => {
  const one = await simulator.seller()
  const other = await simulator.seller({ sid: one.sid })
  const third = await simulator.seller({ sid: one.sid })

  await simulator.control('POST', 'revoke', { sid: one.sid, token: one.token })
  await simulator.control('POST', 'revoke', { sid: one.sid, token: other.token, author: true })

  const statuses = [one, other, third].map(async ({ get }) => (await get(LIST)).status)
  expect(await Promise.all(statuses)).toEqual([401, 403, 200])
})

test('a token made elsewhere can be revoked too, before and after it was seen', async () => {
  const { sid, call } = await simulator.seller()
  const segment = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url')
  const foreign = (id: string) => `${segment({ alg: 'none' })}.${segment({ acc: 3, id, sid, s: 2688 })}.x`
  const ask = async (token: string) => (await call('GET', LIST, { headers: { Authorization: token } })).status

  const before = await ask(foreign('seen'))
  await simulator.control('POST', 'revoke', { sid })
  await simulator.control('POST', 'revoke', { sid, token: foreign('never-seen') })

  expect([before, await ask(foreign('seen')), await ask(foreign('never-seen'))]).toEqual([200, 401, 401])
})

test('a service without money gets 402 with two words of explanation', async () => {
  const { get, has } = await simulator.seller({ acc: 4 })
  await has({ unpaid: true })

  const answer = await get(LIST)

  expect(answer.status).toBe(402)
  expect(Object.keys(answer.body)).toEqual(['title', 'detail'])
})

test('ping asks for the category of the host it is called on', async () => {
  const { call } = await simulator.seller({ categories: [7] })
  const { port } = new URL(simulator.url)
  const ping = async (host: string) => await pingOn(`${host}.localhost:${port}`)
  const pingOn = async (host: string) => await call('GET', '/ping', { host })

  const statuses = [await ping('feedbacks-api'), await ping('buyer-chat-api'), await ping('returns-api')]

  expect(statuses.map(({ status }) => status)).toEqual([200, 403, 403])
})
