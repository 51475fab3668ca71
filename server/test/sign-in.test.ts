import { once } from 'node:events'
import { APIError } from 'better-auth/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type App, createApp } from '#app.ts'
import { DAY, MINUTE } from '#domain/time.ts'
import { addressHeader } from '#http/address.ts'
import { type Asker, ask, headersOf, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller, password } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(async () => await app.close())

test('whoever signs up has a shop of her own and may see it', async () => {
  const response = await knock('/sign-up/email', {
    email: 'Olga@Example.com',
    password,
    name: 'Ольга',
    company: 'Лён и хлопок',
  })
  const { viewer } = await read<ViewerAnswer>(app, { cookie: cookieOf(response) }, viewerQuery)

  expect(viewer).toMatchObject({
    user: { email: 'olga@example.com' },
    sellers: [{ name: 'Лён и хлопок', role: 'OWNER', lastSeq: 0 }],
  })
})

test('the session cookie is out of reach of scripts and of other sites', async () => {
  const response = await knock('/sign-up/email', { email: 'cookie@example.com', password, name: 'Анна' })

  expect(response.headers.getSetCookie().join()).toMatch(/agentiq\.session_token=.*HttpOnly; SameSite=Lax/)
})

test('an unknown address and a wrong password get the same answer', async () => {
  const seller = await givenSeller(app)
  const wrong = await knock('/sign-in/email', { email: seller.email, password: 'not the password' })
  const unknown = await knock('/sign-in/email', { email: 'nobody@example.com', password: 'not the password' })

  expect([wrong.status, await wrong.json()]).toEqual([unknown.status, await unknown.json()])
})

test('a password has at least eight characters', async () => {
  const response = await knock('/sign-up/email', { email: 'short@example.com', password: '1234567', name: 'Анна' })

  expect(await response.json()).toMatchObject({ code: 'PASSWORD_TOO_SHORT' })
})

test('signing out ends the session at once, although it was remembered', async () => {
  const seller = await givenSeller(app)
  expect(await read(app, seller, viewerQuery)).toMatchObject({ viewer: { user: { email: seller.email } } })

  const response = await knock('/sign-out', {}, headersOf(seller))

  expect(response.status).toBe(200)
  expect(await read(app, seller, viewerQuery)).toEqual({ viewer: null })
})

test('a partner’s key carries the rights of its owner until it is revoked', async () => {
  const seller = await givenSeller(app)
  const made = (await (await knock('/api-key/create', { name: 'касса' }, headersOf(seller))).json()) as {
    id: string
    key: string
  }
  const partner = { apiKey: made.key }
  expect(await read(app, partner, viewerQuery)).toMatchObject({ viewer: { sellers: [{ id: seller.id }] } })
  const bearer = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${made.key}` },
    body: JSON.stringify({ query: viewerQuery }),
  })
  expect(await bearer.json()).toMatchObject({ data: { viewer: { sellers: [{ id: seller.id }] } } })

  await knock('/api-key/delete', { keyId: made.id }, headersOf(seller))

  expect(await read(app, partner, viewerQuery)).toEqual({ viewer: null })
})

test('the twenty-first sign-in within a minute has to wait, whatever address it claims to come from', async () => {
  await app.deps.db.prisma.rateLimit.deleteMany()
  const statuses: number[] = []
  for (let count = 0; count < 21; count++) {
    const response = await knock(
      '/sign-in/email',
      { email: `x${count}@example.com`, password: 'wrong one' },
      { 'x-forwarded-for': `10.0.0.${count}` },
    )
    statuses.push(response.status)
  }

  expect(statuses.slice(0, -1)).not.toContain(429)
  expect(statuses.at(-1)).toBe(429)
})

test('after ten wrong passwords an account has to wait, wherever they come from and whether it exists or not', async () => {
  const { email } = await givenSeller(app)
  const answers = []
  for (const address of [email, `no-${email}`]) {
    for (let count = 0; count < 10; count++) expect((await guess(address, 'wrong one')).status).toBe(401)
    const { status, message, headers } = await guess(address.toUpperCase(), password)
    answers.push({ status, message, wait: headers['X-Retry-After'] })
  }

  expect(answers[0]).toEqual({ status: 429, message: 'Too many requests. Please try again later.', wait: '900' })
  expect(answers[1]).toEqual(answers[0])
  app.clock.advance(15 * MINUTE)
  expect((await guess(email, password)).status).toBe(200)
})

test('guesses from elsewhere do not lock the owner out where she has signed in before', async () => {
  const { email } = await givenSeller(app)
  expect((await guess(email, password, 'her desk')).status).toBe(200)

  for (let count = 0; count < 11; count++) await guess(email, 'wrong one', `stranger ${count}`)

  expect((await guess(email, password, 'a new phone')).status).toBe(429)
  expect((await guess(email, password, 'her desk')).status).toBe(200)
  expect((await guess(email, password, 'a new phone')).status).toBe(429)
})

test('where the owner has signed in before, an account has ten tries too, and after ninety days none of its own', async () => {
  const { email } = await givenSeller(app)
  await guess(email, password, 'her desk')

  for (let count = 0; count < 10; count++) expect((await guess(email, 'wrong one', 'her desk')).status).toBe(401)
  expect((await guess(email, password, 'her desk')).status).toBe(429)

  app.clock.advance(90 * DAY)
  for (let count = 0; count < 11; count++) await guess(email, 'wrong one', 'a stranger')
  expect((await guess(email, password, 'her desk')).status).toBe(429)
})

test('of a place only a digest is kept, and that for ninety days', async () => {
  await app.deps.db.prisma.rateLimit.deleteMany()
  await app.deps.db.prisma.signInPlace.deleteMany()
  const places = () => app.deps.db.prisma.signInPlace.findMany()
  const { email } = await givenSeller(app)
  await knock('/sign-in/email', { email, password })
  expect(await places()).toMatchObject([{ seenAt: app.clock.now() }])
  expect(JSON.stringify(await places())).not.toMatch(/127\.0\.0\.1|example\.com/)

  app.clock.advance(91 * DAY)
  await guess(email, password, 'elsewhere')
  expect(await places()).toMatchObject([{ seenAt: app.clock.now() }])
})

test('whoever signs in has all tries again', async () => {
  const { email } = await givenSeller(app)
  for (let count = 0; count < 3; count++) {
    for (let wrong = 0; wrong < 9; wrong++) await guess(email, 'wrong one')
    expect((await guess(email, password)).status).toBe(200)
  }
})

test('a name that no database can keep is a mistake of the caller', async () => {
  const body = { email: 'nul@example.com', password, name: 'А\u0000', company: 'Лён\u0000' }

  expect((await knock('/sign-up/email', body)).status).toBe(400)
})

test('who signs out in one process is signed out in every other at once', async () => {
  const seller = await givenSeller(app)
  const other = await secondProcess()
  expect(await read(other, seller, viewerQuery)).toMatchObject({ viewer: { user: { email: seller.email } } })
  const { ended } = await connected(other, seller)

  await knock('/sign-out', {}, headersOf(seller))

  await expect.poll(() => read(other, seller, viewerQuery), { timeout: 3000 }).toEqual({ viewer: null })
  expect(await ended).toBe(4403)
  await other.close()
})

test('a session that is renewed by a request comes home as a cookie', async () => {
  const seller = await givenSeller(app)
  const old = await sessionEnds(seller, 28 * DAY)

  const { headers } = await ask(app, seller, viewerQuery)

  expect(headers.getSetCookie().join()).toMatch(/agentiq\.session_token=.+Max-Age=2592000.*HttpOnly/)
  expect((await endOfSession(seller)).getTime()).toBeGreaterThan(old.getTime())
})

test('a socket, which can take no cookie, does not renew the session', async () => {
  const seller = await givenSeller(app)
  const old = await sessionEnds(seller, 28 * DAY)

  await connected(app, seller)

  expect(await endOfSession(seller)).toEqual(old)
})

test('signing in takes nothing from anybody', async () => {
  const { email } = await givenSeller(app)
  let taken = 0
  app.door.onRightsTaken(() => {
    taken++
  })

  await app.deps.db.prisma.rateLimit.deleteMany()
  const response = await knock('/sign-in/email', { email, password })
  expect([response.status, taken]).toEqual([200, 0])
  await knock('/sign-out', {}, { cookie: cookieOf(response) })
  expect(taken).toBeGreaterThan(0)
})

test('a person left without a shop by a killed process has one after the next sign-in', async () => {
  const { email, userId } = await givenSeller(app)
  await app.deps.db.prisma.seller.deleteMany({ where: { memberships: { some: { userId } } } })

  await app.door.auth.api.signInEmail({ body: { email, password } })

  expect(await app.deps.db.prisma.teamMembership.count({ where: { userId } })).toBe(1)
})

test('where people come by https, the cookie and the browser keep to it', async () => {
  const safe = await startApp({ publicUrl: 'https://inbox.example' })
  const response = await fetch(`${safe.url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://inbox.example' },
    body: JSON.stringify({ email: 'safe@example.com', password, name: 'Анна' }),
  })
  const cookie = cookieOf(response)
  const { viewer } = await read<ViewerAnswer>(safe, { cookie }, viewerQuery)
  await safe.close()

  expect(response.headers.getSetCookie().join()).toMatch(/__Secure-agentiq\.session_token=.*; Secure/)
  expect(response.headers.get('strict-transport-security')).toContain('max-age')
  expect(viewer?.user.email).toBe('safe@example.com')
})

test('nobody signs up where registration is closed', async () => {
  const closed = await startApp({ registration: 'closed' })
  const response = await fetch(`${closed.url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: closed.url },
    body: JSON.stringify({ email: 'late@example.com', password, name: 'Анна' }),
  })
  await closed.close()

  expect(response.status).toBe(400)
})

test('without a session the viewer is null, and everything else asks to sign in', async () => {
  const { data, errors } = await ask(app, null, '{ viewer { user { id } } interaction(id: "x") { id } }')

  expect(data).toEqual({ viewer: null, interaction: null })
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
})

const viewerQuery = '{ viewer { user { id name email } sellers { id name role lastSeq } } }'
type ViewerAnswer = { viewer: { user: { email: string }; sellers: { id: string }[] } | null }

async function knock(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${app.url}/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.url, ...headers },
    body: JSON.stringify(body),
  })
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Lets the seller's session end this much later from now on; what is left of thirty days has been used up. */
async function sessionEnds({ userId }: GivenSeller, later: number): Promise<Date> {
  const expiresAt = new Date(Date.now() + later)
  await app.deps.db.prisma.session.updateMany({ where: { userId }, data: { expiresAt } })
  return expiresAt
}

async function endOfSession({ userId }: GivenSeller): Promise<Date> {
  return (await app.deps.db.prisma.session.findFirstOrThrow({ where: { userId } })).expiresAt
}

/** A try to sign in that does not count for the address it comes from. */
async function guess(email: string, password: string, address?: string) {
  try {
    const headers = new Headers(address ? { [addressHeader]: address } : {})
    await app.door.auth.api.signInEmail({ body: { email, password }, headers })
    return { status: 200, message: '', headers: {} }
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    return { status: error.statusCode, message: error.body?.message, headers: Object(error.headers) }
  }
}

/** Another process of ours on the same database. */
async function secondProcess(): Promise<App> {
  const { config, db } = app.deps
  const storage = { db, secretKey: 'a key for tests that is long enough', close: async () => undefined }
  return await createApp(config, { clock: app.clock, storage })
}

/** Connects to the live feed. The promise inside is the code with which the connection ends. */
async function connected({ url }: App, asker: Asker): Promise<{ ended: Promise<number> }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: headersOf(asker),
  })
  const ended = once(socket, 'close').then(([code]) => Number(code))
  await once(socket, 'open')
  socket.send('{"type":"connection_init"}')
  await once(socket, 'message')
  return { ended }
}
