import { request } from 'node:http'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, headersOf } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let seller: GivenSeller

beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
})
afterAll(async () => await app.close())

test.each(
  serverAudits({ url: () => `${app.url}/graphql`, fetchFn: fetchSignedIn }).map(
    (audit) => [audit.name, audit] as const,
  ),
)('GraphQL over HTTP: %s', async (name, audit) => {
  const result = await audit.fn()
  // What the specification leaves open (MAY) is ours to decide.
  if (!name.startsWith('MAY')) expect(result, 'reason' in result ? result.reason : '').toMatchObject({ status: 'ok' })
})

test.each([
  ['in the API', true],
  ['before it', false],
])('what nobody foresaw is told as a number, and only the log has the rest: %s', async (_, isKnown) => {
  const seller = await givenSeller(app)
  if (isKnown) await ask(app, seller, '{ serverTime }')
  const { query } = app.deps.db
  app.deps.db.query = async () => {
    throw new Error('relation "secret_table" does not exist at 10.0.0.7')
  }
  const { data, errors } = await ask(app, seller, '{ interactions { totalCount } }').finally(() => {
    app.deps.db.query = query
  })

  expect(data).toBeNull()
  expect(errors).toMatchObject([{ message: 'Unexpected error.', extensions: { incident: expect.any(String) } }])
  expect(JSON.stringify(errors)).not.toMatch(/secret_table|10\.0\.0\.7|stack/)
  expect(
    app.logged.find(({ facts }) => JSON.stringify(facts).includes(String(errors[0]?.extensions?.incident))),
  ).toMatchObject({
    level: 'error',
    facts: { error: { message: expect.stringContaining('secret_table') } },
  })
})

test.each([
  ['with its length told', false],
  ['in chunks', true],
])('a body over 256 kB is refused, %s', async (_, isChunked) => {
  const { status, body } = await post(
    '/graphql',
    JSON.stringify({ query: '{ serverTime }', extensions: { filler: 'x'.repeat(300_000) } }),
    isChunked,
  )

  expect([status, JSON.parse(body)]).toMatchObject([413, { errors: [{ extensions: { code: 'TOO_LARGE' } }] }])
})

test.each([
  ['with its length told', false],
  ['in chunks', true],
])('a body under the limit arrives whole, %s', async (_, isChunked) => {
  const { status, body } = await post(
    '/graphql',
    JSON.stringify({ query: '{ serverTime }', extensions: { filler: 'я'.repeat(60_000) } }),
    isChunked,
  )

  expect([status, JSON.parse(body)]).toMatchObject([200, { data: { serverTime: expect.stringMatching(/^\d{4}-/) } }])
})

test('a session cookie alone is not enough: a foreign page could have sent it', async () => {
  const { cookie } = seller

  expect(await statusOf({ cookie })).toBe(403)
  expect(await statusOf({ cookie, 'x-agentiq-client': 'web', origin: 'https://evil.example' })).toBe(403)
  expect(await statusOf({ cookie, 'x-agentiq-client': 'web', origin: app.url })).toBe(200)
  expect(await statusOf({ cookie, 'x-agentiq-client': 'web' })).toBe(200)
})

test('a foreign page signs nobody in or out', async () => {
  const response = await fetch(`${app.url}/api/auth/sign-out`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example', cookie: seller.cookie },
    body: '{}',
  })

  expect(response.status).toBe(403)
})

test('a mutation over GET is refused', async () => {
  const query = 'mutation { syncNow(input: {}) { __typename } }'
  const response = await fetch(`${app.url}/graphql?query=${encodeURIComponent(query)}`, { headers: headersOf(seller) })

  expect(response.status).toBe(405)
})

test('the schema is shown to whoever is signed in, and to nobody else', async () => {
  const query = '{ __schema { queryType { name } } }'

  expect((await ask(app, seller, query)).data).toEqual({ __schema: { queryType: { name: 'Query' } } })
  expect((await ask(app, null, query)).data).toBeNull()
  expect((await ask(app, null, '{ viewr { user } }')).errors[0]?.message).not.toMatch(/did you mean/i)
})

test.each([
  ['deep', `{ interactions { edges { node ${'{ lastReply { interaction '.repeat(8)} { id } ${'} }'.repeat(8)} } } }`],
  ['full of aliases', `{ ${Array.from({ length: 40 }, (_, index) => `a${index}: serverTime`).join(' ')} }`],
  [
    'full of directives',
    `{ ${Array.from({ length: 21 }, (_, index) => `a${index}: serverTime @include(if: true)`).join(' ')} }`,
  ],
  ['long', `{ ${'serverTime '.repeat(4000)} }`],
  [
    'costly',
    '{ interactions(first: 100) { edges { node { messages { reply { interaction { messages { reply { text key } } } } } } } } }',
  ],
])('an operation that is too %s is refused before it runs', async (_, query) => {
  const { errors, data } = await ask(app, seller, query)

  expect(data).toBeNull()
  expect(errors.length).toBeGreaterThan(0)
  expect(errors[0]?.message).not.toBe('Unexpected error.')
})

test('several operations in one request are refused', async () => {
  const { status } = await post(
    '/graphql',
    JSON.stringify([{ query: '{ serverTime }' }, { query: '{ serverTime }' }]),
    false,
  )

  expect(status).toBe(400)
})

test('every answer says how it may be used', async () => {
  for (const path of ['/', '/graphql', '/healthz', '/api/auth/ok', '/assets/missing.js']) {
    const { headers } = await fetch(`${app.url}${path}`)
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
  }
})

test('/healthz is 200 while the database answers and 503 while it does not', async () => {
  const health = async () => (await fetch(`${app.url}/healthz`)).status
  expect(await health()).toBe(200)

  const { query } = app.deps.db
  app.deps.db.query = () => Promise.reject(new Error('gone'))
  expect(await health()).toBe(503)
  app.deps.db.query = query
})

async function fetchSignedIn(url: string, init: RequestInit = {}): Promise<Response> {
  return await fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...headersOf(seller) } })
}

async function statusOf(headers: Record<string, string>): Promise<number> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ viewer { user { id } } }' }),
  })
  return response.status
}

/** By node's own client, because `fetch` always tells the length of a text. */
async function post(path: string, body: string, isChunked: boolean): Promise<{ status: number; body: string }> {
  const bytes = Buffer.from(body)
  return await new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', ...(!isChunked && { 'content-length': bytes.length }) }
    const sent = request(`${app.url}${path}`, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }))
    })
    sent.on('error', reject)
    for (let start = 0; start < bytes.length; start += 50_000) sent.write(bytes.subarray(start, start + 50_000))
    sent.end()
  })
}
