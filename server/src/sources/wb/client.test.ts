import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { NotExecuted, OutcomeUnknown, RefusedBySource } from '#sources/errors.ts'
import type { RateBudget } from '#sources/rate-budget.ts'
import { createWbClient } from './client.ts'

const now = new Date('2026-11-22T10:00:00Z')
let server: Server | undefined

afterEach(async () => {
  server?.closeAllConnections()
  await new Promise((resolve) => (server?.listening ? server.close(resolve) : resolve(null)))
  server = undefined
})

const gateway = {
  title: 'unauthorized',
  detail: 'token problem',
  requestId: 'r-1',
  origin: 'ag-marketplace',
  status: 401,
}
const familyB = {
  data: null,
  error: true,
  errorText: 'Плохой формат isAnswered',
  additionalErrors: null,
  requestId: 'r-2',
}
const familyC = { title: 'bad request', requestId: 'r-3', origin: 'fbapi', detail: 'content-type header not specified' }
const familyD = {
  status: 400,
  title: 'Bad Request',
  detail: 'Invalid signature',
  requestId: 'r-4',
  error: 'Invalid signature',
}

test.each([
  ['a key that is not taken', 401, gateway, { reason: 'auth', status: 401, requestId: 'r-1' }],
  ['a category that the key does not open', 403, gateway, { reason: 'scope' }],
  ['an empty purse', 402, { title: 'payment required', detail: 'insufficient funds' }, { reason: 'payment' }],
  ['a wrong request', 400, familyB, { reason: 'invalid', requestId: 'r-2' }],
  ['a wrong answer', 400, familyC, { reason: 'invalid', requestId: 'r-3' }],
  ['an old sign', 400, familyD, { reason: 'stale_sign', requestId: 'r-4' }],
  ['an unknown question', 404, { ...familyB, errorText: 'Не найден отзыв' }, { reason: 'not_found' }],
  ['a conflict', 409, {}, { reason: 'conflict' }],
  ['a body too large', 413, '<html>', { reason: 'invalid' }],
  ['an edit that is not possible', 422, familyB, { reason: 'invalid', status: 422 }],
  ['a file that moderation refused', 451, { detail: 'moderation error' }, { reason: 'moderation' }],
  ['200 that says it is an error', 200, familyB, { reason: 'invalid', status: 200 }],
  ['200 with additional errors', 200, { data: {}, error: false, additionalErrors: ['нет'] }, { reason: 'invalid' }],
])('surely refused: %s', async (_, status, body, facts) => {
  const error = await failedWrite((response) => answer(response, status, body))
  expect(error).toBeInstanceOf(RefusedBySource)
  expect(error).toMatchObject(facts)
})

test.each([
  ['a fault of WB', (response: ServerResponse) => answer(response, 502, '<html>Bad Gateway</html>')],
  ['an answer that does not come', () => undefined],
  ['a connection that breaks', (response: ServerResponse) => response.destroy()],
  ['an answer that breaks off', (response: ServerResponse) => breakOff(response)],
  ['another address', (response: ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
])('nobody knows: %s', async (_, act) => {
  expect(await failedWrite(act)).toBeInstanceOf(OutcomeUnknown)
})

test('nobody listens: surely not executed', async () => {
  const url = await serve(() => undefined)
  await new Promise((resolve) => server?.close(resolve))
  const error = await failureOf(write(clientFor(url)))
  expect(error).toBeInstanceOf(NotExecuted)
  expect(error).toMatchObject({ reason: 'network', retryAt: null })
})

test('a name that nobody knows: surely not executed', async () => {
  expect(await failureOf(write(clientFor('http://wb.invalid')))).toBeInstanceOf(NotExecuted)
})

test.each([
  ['as WB says', { 'X-Ratelimit-Retry': '720' }, '10:12:00'],
  ['the longer of two', { 'x-ratelimit-retry': '2', 'Retry-After': '18236' }, '15:03:56'],
  ['our own time without a word', {}, '10:00:09'],
  ['our own time where it is nought', { 'X-Ratelimit-Retry': '0' }, '10:00:09'],
])('too many requests: surely not executed, again %s', async (_, headers, at) => {
  const error = await failedWrite((response) => answer(response, 429, gateway, headers))
  expect(error).toBeInstanceOf(NotExecuted)
  expect(error).toMatchObject({ reason: 'rate_limit', retryAt: new Date(`2026-11-22T${at}Z`) })
})

test('without budget nothing is asked', async () => {
  let asked = 0
  const url = await serve((_, response) => {
    asked += 1
    answer(response, 204, '')
  })
  const spent = new NotExecuted('rate_limit', new Date('2026-11-22T11:00:00Z'), 'spent')

  expect(await failureOf(write(clientFor(url, { take: async () => Promise.reject(spent) })))).toBe(spent)
  expect(asked).toBe(0)
})

test('a key that may only read writes nothing', async () => {
  const client = createWbClient({ ...depsFor('http://127.0.0.1:1') }, { ...key, readOnly: true })
  expect(await failureOf(write(client))).toMatchObject({ reason: 'scope' })
})

test('the bare key is sent, the answer read, and what is left of the budget told', async () => {
  const heard: (number | null)[] = []
  const url = await serve((request, response) => {
    answer(
      response,
      200,
      { data: { key: request.headers.authorization, url: request.url }, error: false },
      { 'X-Ratelimit-Remaining': '0' },
    )
  })
  const client = clientFor(url, { heard: async (_, remaining) => void heard.push(remaining) })

  const body = await client.read({
    host: 'feedbacks',
    group: 'feedbacks',
    path: '/api/v1/feedbacks',
    query: { isAnswered: false },
  })

  expect(body).toMatchObject({ data: { key: 'eyJh', url: '/api/v1/feedbacks?isAnswered=false' } })
  expect(heard).toEqual([0])
})

test.each([
  ['a base key of a service with a secret', 'base', 'shh', 'shh'],
  ['a base key without one', 'base', null, undefined],
  ['another key, although there is a secret', 'personal', 'shh', undefined],
] as const)('the secret of the service goes with %s', async (_, tokenType, wbClientSecret, sent) => {
  const secrets: unknown[] = []
  const url = await serve((request, response) => {
    secrets.push(request.headers['x-client-secret'])
    answer(response, 200, {})
  })
  const deps = depsFor(url)
  const client = createWbClient({ ...deps, config: { ...deps.config, wbClientSecret } }, { ...key, tokenType })

  await client.read({ host: 'chat', group: 'chats', path: '/api/v1/seller/chats' })

  expect(secrets).toEqual([sent])
})

test.each([
  ['a page of a web site', '<html></html>'],
  ['nothing', ''],
  ['half an answer', '{"data":'],
])('a reading that brings %s is no answer', async (_, body) => {
  const url = await serve((_request, response) => answer(response, 200, body))
  expect(
    await failureOf(clientFor(url).read({ host: 'chat', group: 'chats', path: '/api/v1/seller/chats' })),
  ).toBeInstanceOf(OutcomeUnknown)
})

const file = { host: 'chat', group: 'download', path: '/api/v1/seller/download/1' } as const

test('a file that lies at another place of WB is fetched from there, without the key', async () => {
  const url = await serve((request, response) => {
    if (request.url === file.path) return answer(response, 302, '', { Location: '/storage/1.png' })
    answer(response, 200, `key: ${request.headers.authorization}`)
  })
  const found = await clientFor(url).fetchFile(file, 1000)
  expect(found?.bytes.toString()).toContain('key: undefined')
})

test.each([
  ['a stranger', { location: 'https://files.example.com/1.png' }],
  ['a name that only ends alike', { location: 'https://evilwb.ru/1.png' }],
  ['the inside of our network', { location: 'http://127.0.0.1:1/1.png' }],
  ['nowhere', { location: 'http://' }],
])('a file that is said to lie with %s is asked for with nobody', async (_, headers) => {
  const url = await serve((_request, response) => answer(response, 302, '', headers))
  const error = await failureOf(clientFor(url).fetchFile(file, 1000))
  expect(error).toMatchObject({ message: expect.stringContaining('WB answered 302') })
})

test('what the other place refuses says nothing of the key', async () => {
  const url = await serve((request, response) =>
    request.url === file.path
      ? answer(response, 302, '', { Location: '/storage/1.png' })
      : answer(response, 401, gateway),
  )
  expect(await failureOf(clientFor(url).fetchFile(file, 1000))).toBeInstanceOf(OutcomeUnknown)
})

const key = { token: 'eyJh', tokenType: 'personal' as const, readOnly: false, opensFeedbacks: true, opensChats: true }

function depsFor(url: string, budget: Partial<RateBudget> = {}) {
  return {
    config: { wbFeedbacksUrl: url, wbChatUrl: url, wbTimeoutMs: 300, wbClientSecret: null },
    clock: { now: () => now },
    budget: {
      take: async () => undefined,
      slowDown: async (_: unknown, until: Date | null) => until ?? new Date('2026-11-22T10:00:09Z'),
      heard: async () => undefined,
      stumbled: async () => undefined,
      ...budget,
    },
  }
}

function clientFor(url: string, budget: Partial<RateBudget> = {}) {
  return createWbClient(depsFor(url, budget), key)
}

function write(client: ReturnType<typeof clientFor>) {
  const body = { id: 'YX52RZEBhH9mrcYdEJuD', text: 'Спасибо!' }
  return client.write({ host: 'feedbacks', group: 'feedbacks', method: 'POST', path: '/api/v1/feedbacks/answer', body })
}

async function failedWrite(act: (response: ServerResponse) => void): Promise<unknown> {
  return await failureOf(write(clientFor(await serve((_, response) => act(response)))))
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return await call.then(
    () => null,
    (error: unknown) => error,
  )
}

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const created = createServer((request, response) => {
    request.resume()
    request.on('end', () => handle(request, response))
  })
  server = created
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve))
  const address = created.address()
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  // WB's content types are not to be trusted, so this one lies.
  response.writeHead(status, { 'content-type': 'text/plain', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

function breakOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '100' })
  response.write('{"data":')
  setTimeout(() => response.destroy(), 20)
}
