import { createServer } from 'node:net'
import { OpenAI } from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LanguageModel, startLanguageModel, usualAnswer } from '../../testkit/language-model.ts'
import type { ModelQuestion } from './model.ts'
import { askOpenAi, openAiAsker } from './openai.ts'

let model: LanguageModel
beforeAll(async () => {
  model = await startLanguageModel()
})
afterAll(async () => await model.close())

function question(change: Partial<ModelQuestion> = {}): ModelQuestion {
  return {
    baseUrl: model.url,
    key: model.key,
    model: 'deepseek-chat',
    messages: [{ role: 'user', content: 'Порвался шов' }],
    maxTokens: 600,
    patienceMs: 5000,
    ...change,
  }
}

test('a model is asked once, for an object, with a limit and little fancy', async () => {
  expect(await askOpenAi(question())).toEqual({ kind: 'answered', text: JSON.stringify(usualAnswer) })

  const { body, givenUp: _, ...asked } = model.asked.at(-1) ?? { body: '{}' }
  expect(asked).toEqual({
    authorization: 'Bearer model key',
    model: 'deepseek-chat',
    messages: [{ role: 'user', content: 'Порвался шов' }],
    max_tokens: 600,
  })
  expect(JSON.parse(body)).toMatchObject({ temperature: 0.3, response_format: { type: 'json_object' }, stream: false })
})

test.each([
  ['too many requests', { status: 429, headers: { 'retry-after': '1' } }, 'rate_limited'],
  ['trouble of its own', { status: 503 }, 'unavailable'],
  ['a request that it does not take', { status: 400 }, 'refused'],
  ['a redirect, which is not followed', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }, 'network'],
  ['a body that is no JSON', { body: '<html>' }, 'unreadable'],
  ['an answer without a text', { body: '{"choices":[]}' }, 'unreadable'],
  ['nothing that it knows', { body: '[]' }, 'unreadable'],
] as const)('%s: %j is %s, after one request', async (_, turn, reason) => {
  const before = model.asked.length
  model.answers(turn)

  expect(await askOpenAi(question())).toMatchObject({ kind: 'trouble', reason })
  expect(model.asked.length).toBe(before + 1)
})

test.each([['hangs'], ['dribbles']] as const)('a model that %s is given up in time', async (manner) => {
  model.answers(manner === 'hangs' ? { hangs: true } : { dribbles: true })
  const began = Date.now()

  expect(await askOpenAi(question({ patienceMs: 300 }))).toMatchObject({ reason: 'timeout' })
  expect(Date.now() - began).toBeLessThan(3000)
})

test('an answer that nobody wants any more is given up at once, and the model is told so', async () => {
  model.answers({ hangs: true })
  const before = model.asked.length
  const leaving = new AbortController()
  const told = askOpenAi(question({ patienceMs: 20_000, signal: leaving.signal }))
  await expect.poll(() => model.asked.length).toBe(before + 1)
  const asked = model.asked.at(-1)

  leaving.abort()
  expect(await told).toMatchObject({ kind: 'trouble' })
  expect(await asked?.givenUp).toBeLessThan(10_000)
})

test('a model that streams where nobody asked it to is understood, and half a text is none', async () => {
  model.answers({ streams: 'whole' }, { streams: 'half' }, { streams: 'without an end' })

  expect(await askOpenAi(question())).toEqual({ kind: 'answered', text: JSON.stringify(usualAnswer) })
  expect(await askOpenAi(question())).toMatchObject({ kind: 'trouble', reason: 'network' })
  expect(await askOpenAi(question())).toMatchObject({ kind: 'trouble', reason: 'unreadable' })
})

test('the model of these tests streams to whoever asks for it, as the client of OpenAI reads it', async () => {
  const client = new OpenAI({ baseURL: model.url, apiKey: model.key, maxRetries: 0 })
  const messages = [{ role: 'user' as const, content: 'Порвался шов' }]

  const stream = await client.chat.completions.create({ model: 'any', messages, stream: true })
  const pieces: string[] = []
  for await (const { choices } of stream) pieces.push(choices[0]?.delta.content ?? '')
  expect(pieces.length).toBeGreaterThan(5)
  expect(pieces.join('')).toBe(JSON.stringify(usualAnswer))
})

test('a host that takes a call and never answers it is given up long before a model would be', async () => {
  // A handshake that nobody takes up is no connection.
  const silent = createServer()
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const baseUrl = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1`
  const began = Date.now()

  const told = await openAiAsker({ connectMs: 300 })(question({ baseUrl, patienceMs: 20_000 }))
  expect(told).toMatchObject({ kind: 'trouble', reason: 'timeout' })
  expect(Date.now() - began).toBeLessThan(10_000)
  silent.close()
})

test('a limit for the connection is none for the answer', async () => {
  model.answers({ hangs: true })
  const began = Date.now()

  expect(await openAiAsker({ connectMs: 100 })(question({ patienceMs: 2000 }))).toMatchObject({ reason: 'timeout' })
  expect(Date.now() - began).toBeGreaterThanOrEqual(1900)
})

test('a key that is not taken, and a host that is not there', async () => {
  expect(await askOpenAi(question({ key: 'another' }))).toMatchObject({ reason: 'key_refused' })
  expect(await askOpenAi(question({ baseUrl: 'http://127.0.0.1:1/v1' }))).toMatchObject({ reason: 'network' })
})

test('what is told of trouble holds neither the key nor the prompt', async () => {
  model.answers({ status: 500 })
  const told = JSON.stringify(await askOpenAi(question()))
  expect(told).not.toContain('key"')
  expect(told).not.toContain('шов')
})
