import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorForTests, type TestSimulator } from './caller.ts'
import { DAY, HOUR, MINUTE } from './clock.ts'

const LIST = '/api/v1/feedbacks?isAnswered=false&take=1&skip=0'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests()
})

afterAll(() => simulator.close())

test.each([
  ['an unknown path', 'GET', '/api/v1/feedbacks/templates'],
  ['a known path with another method', 'DELETE', '/api/v1/feedbacks/answer'],
])('%s is 404 of the gateway', async (_, method, path) => {
  const { call } = await simulator.seller()

  const answer = await call(method, path)

  expect(answer).toMatchObject({ status: 404, type: 'application/problem+json', body: { title: 'path not found' } })
})

test.each([
  ['no token', ''],
  ['two segments', 'eyJhbGciOiJub25lIn0.eyJzaWQiOiJ4In0'],
  ['a payload that is no JSON', 'a.b.c'],
  ['a broken signature', 'eyJhbGciOiJub25lIn0.eyJzaWQiOiJ4In0.@@@'],
])('a request with %s is 401 of the gateway', async (_, token) => {
  const { call } = await simulator.seller()

  const answer = await call('GET', LIST, { headers: { Authorization: token } })

  expect(answer).toMatchObject({ status: 401, type: 'application/problem+json', body: { title: 'unauthorized' } })
})

test('the token may follow the word Bearer in any case', async () => {
  const { call, token } = await simulator.seller()

  const asked = (header: string) => call('GET', LIST, { headers: { Authorization: header } })

  expect((await asked(`Bearer ${token}`)).status).toBe(200)
  expect((await asked(`bEaReR ${token}`)).status).toBe(200)
})

test('a token dies when the clock passes its last day', async () => {
  const { get } = await simulator.seller({ expiresInDays: 2 })

  const before = await get(LIST)
  await simulator.later(2 * DAY)
  const after = await get(LIST)

  expect(before.status).toBe(200)
  expect(after).toMatchObject({ status: 401, body: { detail: 'token expired' } })
})

test('a test token is refused here', async () => {
  const { get } = await simulator.seller({ test: true })

  expect((await get(LIST)).status).toBe(401)
})

test.each([
  [LIST, [9, 11]],
  ['/api/v1/seller/chats', [7, 11]],
  ['/api/v1/claims?is_archive=false', [7, 9]],
])('%s needs its own category', async (path, categories) => {
  const { get } = await simulator.seller({ categories })

  const answer = await get(path)

  expect(answer).toMatchObject({ status: 403, body: { detail: 'scope is not allowed for this resource' } })
})

test('a wrong category is 401 in plain JSON for a seller of the old days', async () => {
  const { get, has } = await simulator.seller({ categories: [9] })
  await has({ scopeStatus: 401, oldErrorType: true })

  const answer = await get(LIST)

  expect(answer).toMatchObject({ status: 401, type: 'application/json', body: { detail: 'token scope not allowed' } })
})

test('a read-only token reads and does not write', async () => {
  const { get, answer, receives, review } = await simulator.seller({ readOnly: true })
  const { id } = await receives.review()

  const written = await answer(id, 'Спасибо!')

  expect((await get(LIST)).status).toBe(200)
  expect(written).toMatchObject({ status: 403, body: { detail: 'read-only token is not allowed for this resource' } })
  expect((await review(id)).answer).toBeNull()
})

test('a personal token may ask six times at once, and then learns when to come back', async () => {
  const { get, has } = await simulator.seller()
  await has({ rateLimits: true })
  await simulator.control('POST', 'clock', { scale: 0 })

  const answersInARow = []
  for (let count = 0; count < 7; count += 1) answersInARow.push(await get(LIST))
  await simulator.later(333)
  const afterwards = await get(LIST)
  await simulator.control('POST', 'clock', { scale: 1 })

  expect(answersInARow.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 429])
  expect(answersInARow[0]?.headers.get('X-Ratelimit-Remaining')).toBe('5')
  const last = answersInARow.at(-1)
  expect(last?.headers.get('X-Ratelimit-Remaining')).toBeNull()
  expect(last?.headers.get('X-Ratelimit-Retry')).toBe('1')
  expect(last?.headers.get('X-Ratelimit-Limit')).toBe('6')
  expect(last?.headers.get('X-Ratelimit-Reset')).toBe('2')
  expect(afterwards.status).toBe(200)
})

test('reviews, questions and writes spend one budget, every chat method its own', async () => {
  const { get, answer, has, journal } = await simulator.seller()
  await has({ rateLimits: true, rateScale: 0.001 })

  for (let count = 0; count < 6; count += 1) await get('/api/v1/questions/count')
  const refused = await answer('any', 'Спасибо!')
  const chats = await get('/api/v1/seller/chats')
  const events = await get('/api/v1/seller/events')

  expect(refused.status).toBe(429)
  expect(chats.headers.get('X-Ratelimit-Remaining')).toBe('9')
  expect(events.headers.get('X-Ratelimit-Remaining')).toBe('9')
  expect((await journal()).find(({ method }) => method === 'POST')).toMatchObject({ status: 429, effect: 'refused' })
})

test('a base token without a secret gets one request in twelve minutes, with a secret it lives well', async () => {
  const { get, has, call } = await simulator.seller({ acc: 1 })
  await has({ rateLimits: true })

  const first = await get(LIST)
  const second = await get(LIST)
  const withSecret = await call('GET', LIST, { headers: { 'X-Client-Secret': 'registered' } })
  await simulator.later(12 * MINUTE)
  const later = await get(LIST)

  expect([first.status, second.status, withSecret.status, later.status]).toEqual([200, 429, 200, 200])
  expect(Number(second.headers.get('X-Ratelimit-Retry'))).toBeGreaterThan(700)
})

test('a base token may look at the chats once an hour', async () => {
  const { get, has } = await simulator.seller({ acc: 1 })
  await has({ rateLimits: true })

  const first = await get('/api/v1/seller/chats')
  await simulator.later(HOUR - MINUTE)
  const early = await get('/api/v1/seller/chats')
  await simulator.later(MINUTE)
  const late = await get('/api/v1/seller/chats')

  expect([first.status, early.status, late.status]).toEqual([200, 429, 200])
})

test('the headers of the budget can be left out', async () => {
  const { unchecked, has } = await simulator.seller()
  const { get } = unchecked
  await has({ rateLimits: true, rateScale: 0.001, rateHeaders: false })

  const all = []
  for (let count = 0; count < 7; count += 1) all.push(await get(LIST))

  expect(all.at(-1)?.status).toBe(429)
  expect(all.flatMap(({ headers }) => [...headers.keys()]).filter((name) => name.startsWith('x-ratelimit'))).toEqual([])
})

test('a seller can be shut out for a minute after asking too fast', async () => {
  const { get, has } = await simulator.seller()
  await has({ rateLimits: true, penaltyMs: MINUTE })

  const refused = []
  while (refused.at(-1)?.status !== 429) refused.push(await get(LIST))
  await simulator.later(MINUTE / 2)
  const early = await get(LIST)
  await simulator.later(MINUTE)
  const late = await get(LIST)

  expect(Number(refused.at(-1)?.headers.get('X-Ratelimit-Retry'))).toBe(60)
  expect([early.status, late.status]).toEqual([429, 200])
})

test('a refused request can cost more than one', async () => {
  const { get, has } = await simulator.seller()
  await has({ rateLimits: true, rateScale: 0.001, fourxxCost: 6 })

  const wrong = await get('/api/v1/feedbacks')
  const next = await get(LIST)

  expect([wrong.status, next.status]).toEqual([400, 429])
})

test('the small methods answer in their shapes', async () => {
  const { get, sid } = await simulator.seller({ name: 'ООО «Клён»' })

  const info = await get('/api/v1/seller-info')
  await get('/ping')
  await get('/api/v1/new-feedbacks-questions')

  expect(info.body).toMatchObject({ name: 'ООО «Клён»', sid })
})

test('pins want a subscription, and claims say what they miss', async () => {
  const { get } = await simulator.seller()

  const pins = await get('/api/feedbacks/v1/pins')
  const claims = await get('/api/v1/claims')
  await get('/api/v1/claims?is_archive=true')

  expect(pins.status).toBe(403)
  expect(claims).toMatchObject({ status: 400, body: { title: 'Invalid query params' } })
})
