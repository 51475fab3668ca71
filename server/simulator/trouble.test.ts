import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorForTests, type TestSimulator } from './caller.ts'
import { MINUTE } from './clock.ts'

const LIST = '/api/v1/feedbacks?isAnswered=false&take=1&skip=0'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty', moderationMs: 0, readLagMs: 0 })
})

afterAll(() => simulator.close())

test('a failure comes as many times as it was ordered, and only on its path', async () => {
  const { get, sid } = await simulator.seller()
  await simulator.control('POST', 'fail', { sid, path: '/api/v1/feedbacks', status: 503, times: 2 })

  const statuses = []
  for (const path of ['/api/v1/seller/chats', LIST, LIST, LIST]) statuses.push((await get(path)).status)

  expect(statuses).toEqual([200, 503, 503, 200])
})

test('a refusal can carry any header, also one that makes no sense', async () => {
  const { call, sid } = (await simulator.seller()).unchecked
  const headers = { 'Retry-After': '30', 'X-Ratelimit-Retry': 'soon' }
  await simulator.control('POST', 'fail', { sid, path: '/api/v1/feedbacks', status: 429, headers })

  const refused = await call('GET', LIST)
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('x-ratelimit-retry')]).toEqual([
    429,
    '30',
    'soon',
  ])
})

test('trouble of one seller does not touch another', async () => {
  const [unlucky, lucky] = [await simulator.seller(), await simulator.seller()]
  await simulator.control('POST', 'fail', { sid: unlucky.sid, status: 500 })

  expect((await lucky.get(LIST)).status).toBe(200)
  expect((await unlucky.get(LIST)).status).toBe(500)
})

test('an answer that failed before it was applied left nothing behind', async () => {
  const { sid, answer, receives, review, journal } = await simulator.seller()
  const { id } = await receives.review()
  await simulator.control('POST', 'fail', { sid, path: '/api/v1/feedbacks/answer', status: 502 })

  const failed = await answer(id, 'Спасибо!')

  expect(failed).toMatchObject({ status: 502, type: 'text/html; charset=utf-8' })
  expect((await review(id)).answer).toBeNull()
  expect((await journal())[0]).toMatchObject({ status: 502, effect: 'refused' })
})

test('an answer can be applied and then lost as 502', async () => {
  const { sid, answer, receives, review, journal } = await simulator.seller()
  const { id } = await receives.review()
  await simulator.control('POST', 'fail', { sid, path: '/api/v1/feedbacks/answer', status: 502, appliedFirst: true })

  const lost = await answer(id, 'Спасибо!')

  expect(lost.status).toBe(502)
  expect((await review(id)).answer?.text).toBe('Спасибо!')
  expect((await journal())[0]).toMatchObject({ status: 502, effect: 'applied', text: 'Спасибо!' })
})

test('the journal tells a limit that was ordered from one that was overrun', async () => {
  const { sid, get, has, journal } = await simulator.seller()
  await has({ rateLimits: true, rateScale: 0.001 })
  await simulator.control('POST', 'fail', { sid, path: '/api/v1/feedbacks', status: 429 })

  for (let count = 0; count < 8; count += 1) await get(LIST)

  const limited = (await journal()).filter(({ status }) => status === 429)
  expect(limited.map(({ trouble }) => trouble)).toEqual(['429', null])
})

test('a chat message can reach the buyer while the connection is cut', async () => {
  const { sid, send, chats, receives, journal } = await simulator.seller()
  await receives.message()
  const [chat] = await chats()
  await simulator.control('POST', 'fail', { sid, path: '/api/v1/seller/message', status: 'reset', appliedFirst: true })

  await expect(send({ replySign: chat?.replySign ?? '', message: 'Добрый день!' })).rejects.toThrow('fetch failed')

  const applied = (await journal()).filter(({ effect }) => effect === 'applied')
  expect(applied).toMatchObject([{ status: 0, text: 'Добрый день!', subject: chat?.chatID }])
})

test('a cut connection can also leave nothing behind', async () => {
  const { sid, send, chats, receives, journal } = await simulator.seller()
  await receives.message()
  const [chat] = await chats()
  await simulator.control('POST', 'fail', { sid, path: '/api/v1/seller/message', status: 'reset' })

  await expect(send({ replySign: chat?.replySign ?? '', message: 'Добрый день!' })).rejects.toThrow()

  expect((await journal()).map(({ effect }) => effect)).toEqual(['read', 'refused'])
})

test('a write that was not carried out is in the journal with its item and words, so that a repeated one is seen', async () => {
  const { sid, send, answer, chats, receives, journal } = await simulator.seller()
  await receives.message()
  const [chat] = await chats()
  const { id } = await receives.review()
  await simulator.control('POST', 'fail', { sid, status: 503, times: 2 })

  await send({ replySign: chat?.replySign ?? '', message: 'Добрый день!' })
  await answer(id, 'Спасибо!')

  expect((await journal()).slice(-2)).toMatchObject([
    { status: 503, effect: 'refused', subject: chat?.chatID, text: 'Добрый день!' },
    { status: 503, effect: 'refused', subject: id, text: 'Спасибо!' },
  ])
})

test('the state tells which texts were edits of an answer that stood', async () => {
  const { sid, answer, receives } = await simulator.seller()
  const { id } = await receives.review()
  await simulator.control('POST', 'knobs', { sid, secondAnswer: 'edit' })

  await answer(id, 'Спасибо!')
  await answer(id, 'Спасибо ещё раз!')

  const { body } = await simulator.control('GET', `state?sid=${sid}`)
  expect(body.reviews).toMatchObject([{ sent: ['Спасибо!', 'Спасибо ещё раз!'], edits: ['Спасибо ещё раз!'] }])
})

test('a hanging request never answers', async () => {
  const { sid, token } = await simulator.seller()
  await simulator.control('POST', 'fail', { sid, status: 'hang' })

  const waiting = fetch(simulator.url + LIST, { headers: { Authorization: token }, signal: AbortSignal.timeout(150) })

  await expect(waiting).rejects.toThrow('timeout')
})

test('an answer can arrive truncated, empty, or as a web page', async () => {
  const { sid, token, unchecked } = await simulator.seller()
  const fail = (status: string) => simulator.control('POST', 'fail', { sid, status, appliedFirst: true })
  const raw = () => fetch(simulator.url + LIST, { headers: { Authorization: token } })

  await fail('truncated')
  await expect(raw().then((response) => response.text())).rejects.toThrow()
  await fail('empty')
  expect(await (await raw()).text()).toBe('')
  await fail('html')
  expect(await unchecked.get(LIST)).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
})

test('a 429 can ask for any patience, in both of its forms', async () => {
  const { sid, get, answer } = await simulator.seller()
  await simulator.control('POST', 'fail', { sid, status: 429, retrySeconds: 18236, isGlobal: true })
  await simulator.control('POST', 'fail', { sid, status: 429, retrySeconds: 1 })

  const global = await get(LIST)
  const usual = await answer('any', 'Спасибо!')

  expect(global.headers.get('X-Ratelimit-Retry')).toBe('18236')
  expect(global.body.detail).toContain(`Limited by global limiter, per seller ${sid}`)
  expect(usual.headers.get('X-Ratelimit-Retry')).toBe('1')
  expect(usual.headers.get('X-Ratelimit-Remaining')).toBeNull()
})

test('a status that is ordered comes with the words that WB has for it', async () => {
  const { sid, unchecked } = await simulator.seller()
  const order = async (status: number) => await simulator.control('POST', 'fail', { sid, status })

  await order(422)
  expect((await unchecked.get(LIST)).body).toMatchObject({ error: true, errorText: 'Something went wrong' })
  await order(503)
  expect((await unchecked.get(LIST)).text).toContain('503 Service Unavailable')
  await order(302)
  // Asked by name, a request follows nothing.
  const moved = await unchecked.call('GET', LIST, { host: new URL(simulator.url).host })
  expect([moved.status, moved.headers.get('Location')]).toEqual([302, '/'])
})

test.each([
  [{}, '6'],
  [{ acc: 1 }, '1'],
])('a 429 that is ordered names the limit of the key %o', async (key, limit) => {
  const { sid, get } = await simulator.seller(key)
  await simulator.control('POST', 'fail', { sid, status: 429 })
  expect((await get(LIST)).headers.get('X-Ratelimit-Limit')).toBe(limit)
})

test('a 429 can keep to itself when to come back', async () => {
  const { sid, unchecked } = await simulator.seller()
  await simulator.control('POST', 'fail', { sid, status: 429, withoutHeaders: true })

  const refused = await unchecked.get(LIST)

  expect(refused.status).toBe(429)
  expect([...refused.headers.keys()].filter((name) => name.startsWith('x-ratelimit'))).toEqual([])
})

test.each([1, 720, 3600, 18_236])('a 429 can ask for %i seconds', async (retrySeconds) => {
  const { sid, get } = await simulator.seller()
  await simulator.control('POST', 'fail', { sid, status: 429, retrySeconds })

  expect((await get(LIST)).headers.get('X-Ratelimit-Retry')).toBe(String(retrySeconds))
})

test('trouble lasts from one minute to another on the clock of the simulator', async () => {
  const { sid, get } = await simulator.seller()
  const { body: clock } = await simulator.control('GET', 'clock')
  await simulator.control('POST', 'fail', { sid, status: 503, from: Number(clock.now) + MINUTE, forMs: 5 * MINUTE })
  const status = async () => (await get(LIST)).status

  const before = await status()
  await simulator.later(2 * MINUTE)
  const during = [await status(), await status(), await status()]
  await simulator.later(5 * MINUTE)

  expect([before, ...during, await status()]).toEqual([200, 503, 503, 503, 200])
})

test('trouble comes by chance, about as often as ordered', async () => {
  const { sid, get } = await simulator.seller()
  await simulator.control('POST', 'fail', { sid, status: 503, probability: 0.3 })

  const statuses = []
  for (let count = 0; count < 100; count += 1) statuses.push((await get(LIST)).status)
  await simulator.control('DELETE', `fail?sid=${sid}`)

  const struck = statuses.filter((status) => status === 503).length
  expect(struck).toBeGreaterThan(15)
  expect(struck).toBeLessThan(45)
  expect((await get(LIST)).status).toBe(200)
})

test('trouble of one method leaves the others of its path alone', async () => {
  const { sid, answer, edit } = await simulator.seller()
  await simulator.control('POST', 'fail', { sid, method: 'patch', path: '/api/v1/feedbacks/answer', status: 500 })

  expect([(await answer('x', 'Спасибо!')).status, (await edit('x', 'Спасибо!')).status]).toEqual([204, 500])
})

test('an answer cut after its headers has a status and no end', async () => {
  const { sid, token, receives, review } = await simulator.seller()
  const { id } = await receives.review()
  await simulator.control('POST', 'fail', { sid, path: '/api/v1/feedbacks', status: 'cut' })

  const response = await fetch(simulator.url + LIST, { headers: { Authorization: token } })

  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow()
  expect((await review(id)).id).toBe(id)
})

test('200 can carry error: true, or errors beside the data', async () => {
  const { sid, unchecked, receives, question } = await simulator.seller()
  const { id } = await receives.question()
  const fail = (wish: object) => simulator.control('POST', 'fail', { sid, ...wish })

  await fail({ status: 'error' })
  const failed = await unchecked.get(LIST)
  await fail({ status: 'additional', appliedFirst: true })
  const partly = await unchecked.get(LIST)
  await fail({ status: 'error', appliedFirst: true })
  const lied = await unchecked.patchQuestion({ id, answer: { text: 'Да, есть.' }, state: 'wbRu' })

  expect(failed).toMatchObject({ status: 200, body: { error: true, errorText: 'Something went wrong', data: null } })
  expect(partly.body).toMatchObject({ error: false, additionalErrors: [expect.any(String)], data: { feedbacks: [] } })
  expect(lied.body.error).toBe(true)
  expect((await question(id)).answer?.text).toBe('Да, есть.')
})

test('a failure can have any body, and a refusal of the gateway any words', async () => {
  const { sid, unchecked } = await simulator.seller()
  const fail = (wish: object) => simulator.control('POST', 'fail', { sid, ...wish })
  const { get } = unchecked

  await fail({ status: 500, body: '{"title":"oops"}' })
  const json = await get(LIST)
  await fail({ status: 503, body: 'upstream connect error', type: 'text/plain' })
  const plain = await get(LIST)
  await fail({ status: 403, body: 'access denied' })
  const refused = await get(LIST)
  const otherFamily = {
    data: null,
    error: true,
    errorText: 'Ошибка авторизации',
    additionalErrors: null,
    requestId: '',
  }
  await fail({ status: 403, body: JSON.stringify(otherFamily) })
  const foreign = await get(LIST)
  await fail({ status: 409 })

  expect(json).toMatchObject({ status: 500, type: 'application/json', body: { title: 'oops' } })
  expect(plain).toMatchObject({ status: 503, type: 'text/plain', text: 'upstream connect error' })
  expect(refused).toMatchObject({ status: 403, body: { detail: 'access denied', title: 'forbidden' } })
  expect(foreign).toMatchObject({ status: 403, type: 'application/json', body: otherFamily })
  expect((await get(LIST)).body).toMatchObject({ status: 409, statusText: 'Conflict' })
})

test('an answer can be late by as much as ordered, or by chance between two limits', async () => {
  const { sid, get, has } = await simulator.seller()
  await simulator.control('POST', 'fail', { sid, status: 'slow', delayMs: [80, 120] })
  const took = async () => {
    const began = performance.now()
    expect((await get(LIST)).status).toBe(200)
    return performance.now() - began
  }

  const late = await took()
  await has({ latencyMs: 60, latencyJitterMs: 20 })

  expect(late).toBeGreaterThanOrEqual(79)
  expect(await took()).toBeGreaterThanOrEqual(59)
})

test('trouble after the effect waits for a request that has one', async () => {
  const { sid, answer, has, receives, review } = await simulator.seller({ acc: 1 })
  const { id } = await receives.review()
  await has({ rateLimits: true })
  await simulator.control('POST', 'fail', { sid, method: 'POST', status: 502, appliedFirst: true })
  await review(id)

  const refused = await answer(id, 'Спасибо!')
  await simulator.later(12 * MINUTE)
  const lost = await answer(id, 'Спасибо!')

  expect([refused.status, lost.status]).toEqual([429, 502])
})

test('ordered trouble is listed until it is over', async () => {
  const { sid, get } = await simulator.seller()
  await simulator.control('POST', 'fail', { sid, status: 500, times: 2 })
  const left = async () => (await simulator.control('GET', `fail?sid=${sid}`)).body as unknown as { times: number }[]

  await get(LIST)
  const once = await left()
  await get(LIST)

  expect(once).toMatchObject([{ times: 1, status: 500 }])
  expect(await left()).toEqual([])
})

test('a token can be withdrawn in the middle of the day', async () => {
  const { sid, get } = await simulator.seller()
  await simulator.control('POST', 'fail', { sid, status: 401, times: 1000 })

  const refused = await get(LIST)
  await simulator.control('DELETE', 'fail')

  expect(refused.status).toBe(401)
  expect((await get(LIST)).status).toBe(200)
})
