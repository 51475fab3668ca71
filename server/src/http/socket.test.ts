import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { systemClock } from '#clock.ts'
import { readConfig } from '#config.ts'
import type { Deps } from '#deps.ts'
import { createLive, type Live } from '#dispatcher/live.ts'
import type { Viewer } from '#domain/viewer.ts'
import { encodeId } from '#graphql/ids.ts'
import { schema } from '#graphql/schema.ts'
import { type Db, inTransaction, openDb } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { migrate } from '#storage/migrate.ts'
import { openPglite } from '#storage/pglite.ts'
import { createSeal } from '#storage/secrets.ts'
import { withoutEnd } from '../../testkit/shop.ts'
import { createEngine } from './engine.ts'
import { attachSocket, type SocketDoor } from './socket.ts'

let db: Db
let deps: Deps
let live: Live
let server: Server
let door: SocketDoor
const signedIn = new Map<string, Viewer>()

beforeAll(async () => {
  const driver = await openPglite(null)
  await migrate(driver)
  db = openDb(driver)
  deps = {
    config: readConfig({}),
    db,
    clock: systemClock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    seal: createSeal('x'.repeat(32)),
    buckets: withoutEnd,
    owner: 'test',
    connectors: async () => [],
    runNow: async () => null,
    contract: async () => null,
    fallback: null,
    cards: null,
    askModel: async () => ({ kind: 'trouble', reason: 'network', detail: '' }),
    wake() {},
  }
  live = createLive(deps, { heartbeatMs: 60, sweepMs: 1000 })
  ;({ server, door } = await openDoor())
}, 60_000)

afterAll(async () => {
  await door.close()
  server.close()
  await live.close()
  await db.close()
})

test('an event reaches the subscriber with its interaction', async () => {
  const shop = await newShop()
  const follower = await connect(shop)
  follower.subscribe('a', { after: null })
  expect(await follower.next('InboxLive')).toMatchObject({ id: 'a', change: { seq: 0 } })

  const interactionId = await receive(shop, 'Порвался шов')

  expect(await follower.next('InboxEvent')).toMatchObject({
    id: 'a',
    change: {
      seq: 1,
      type: 'INGESTED',
      interaction: { id: encodeId('Interaction', interactionId), text: 'Порвался шов' },
    },
  })
  follower.hangUp()
})

test('what was missed comes first, with its objects, then the feed is live', async () => {
  const shop = await newShop()
  for (const text of ['first', 'second', 'third']) await receive(shop, text)

  const follower = await connect(shop)
  follower.subscribe('a', { after: 1 })
  const told = [await follower.next(), await follower.next(), await follower.next()]

  expect(told.map(({ change }) => change)).toMatchObject([
    { seq: 2, interaction: { text: 'second' } },
    { seq: 3, interaction: { text: 'third' } },
    { __typename: 'InboxLive', seq: 3 },
  ])
  follower.hangUp()
})

test('the objects of a replay are read together', async () => {
  const shop = await newShop()
  for (let each = 0; each < 30; each++) await receive(shop, `text ${each}`)
  const { query } = db
  let reads = 0
  deps.db.query = (statement, values) => {
    if (statement.name === 'interactions_by_ids') reads++
    return query(statement, values)
  }

  const follower = await connect(shop)
  follower.subscribe('a', { after: 0 })
  await follower.next('InboxLive')
  deps.db.query = query

  expect(reads).toBe(1)
  follower.hangUp()
})

test('a heartbeat breaks the silence', async () => {
  const follower = await connect(await newShop())

  follower.subscribe('a')

  expect(await follower.next('InboxHeartbeat')).toMatchObject({ change: { seq: 0 } })
  follower.hangUp()
})

test('a missed range that is too long is announced as a gap', async () => {
  const shop = await newShop()
  const follower = await connect(shop)

  follower.subscribe('a', { after: 5 })

  expect(await follower.next()).toMatchObject({ change: { __typename: 'InboxGap', after: 5, seq: 0 } })
  expect(await follower.next()).toMatchObject({ change: { __typename: 'InboxLive', seq: 0 } })
  follower.hangUp()
})

test('two subscribers who see the same get the same message under their own ids', async () => {
  const shop = await newShop()
  const [one, other] = [await connect(shop), await connect(shop)]
  one.subscribe('one', { after: 0 })
  other.subscribe('"other"', { after: null })
  await Promise.all([one.next('InboxLive'), other.next('InboxLive')])

  await receive(shop, 'Где заказ?')
  const [toOne, toOther] = [await one.next('InboxEvent'), await other.next('InboxEvent')]

  expect(toOne).toEqual({ ...toOther, id: 'one' })
  one.hangUp()
  other.hangUp()
})

test('the seller of somebody else is not found', async () => {
  const [mine, theirs] = [await newShop(), await newShop()]
  const follower = await connect(mine)

  follower.subscribe('a', { sellerId: encodeId('Seller', theirs.sellerId) })

  expect(await follower.refusal('a')).toBe('NOT_FOUND')
  follower.hangUp()
})

test('with several sellers one must be named', async () => {
  const [one, other] = [await newShop(), await newShop()]
  const both = await newShop([one.sellerId, other.sellerId])
  const follower = await connect(both)

  follower.subscribe('a')

  expect(await follower.refusal('a')).toBe('BAD_INPUT')
  follower.hangUp()
})

test('queries and mutations are refused', async () => {
  const follower = await connect(await newShop())

  follower.send({ id: 'a', type: 'subscribe', payload: { query: '{ serverTime }' } })

  expect(await follower.refusal('a')).toBe('SUBSCRIPTIONS_ONLY')
  follower.hangUp()
})

test('one connection takes twenty subscriptions', async () => {
  const follower = await connect(await newShop())

  for (let each = 1; each <= 21; each++) follower.subscribe(`s${each}`)

  expect(await follower.refusal('s21')).toBe('TOO_MANY_SUBSCRIPTIONS')
  follower.hangUp()
})

test('who has completed a subscription hears nothing more of it', async () => {
  const shop = await newShop()
  const follower = await connect(shop)
  follower.subscribe('a')
  await follower.next('InboxLive')

  follower.send({ id: 'a', type: 'complete' })
  follower.subscribe('b')
  while ((await follower.next()).id !== 'b');
  await receive(shop, 'x')

  expect((await follower.next('InboxEvent')).id).toBe('b')
  follower.hangUp()
})

test('nobody known is turned away with 4401', async () => {
  const stranger = dial({ cookie: 'nobody' })

  stranger.send({ type: 'connection_init' })

  expect(await stranger.closed()).toBe(4401)
})

test('a partner is known by the key', async () => {
  const shop = await newShop()
  const partner = dial({})

  partner.send({ type: 'connection_init', payload: { apiKey: shop.cookie } })
  await partner.acknowledged()
  partner.subscribe('a')

  expect(await partner.next()).toMatchObject({ change: { __typename: 'InboxLive' } })
  partner.hangUp()
})

test('who has signed out is disconnected with 4403', async () => {
  const shop = await newShop()
  const follower = await connect(shop)

  signedIn.delete(shop.cookie)
  await door.recheck()

  expect(await follower.closed()).toBe(4403)
})

test('a page of somebody else cannot connect, the app itself and programs can', async () => {
  const { cookie } = await newShop()

  expect(await dial({ cookie, origin: 'https://evil.example' }).refused()).toBe(403)
  expect(await dial({ cookie, origin: deps.config.publicUrl }).opened()).toBe(true)
  expect(await dial({ cookie, origin: address().replace('ws', 'http') }).opened()).toBe(true)
  expect(await dial({ cookie }).opened()).toBe(true)
})

test('there is no socket elsewhere', async () => {
  expect(await dial({}, '/elsewhere').refused()).toBe(404)
})

test('a message of more than 64 kB ends the connection', async () => {
  const follower = await connect(await newShop())

  follower.send({ id: 'a', type: 'subscribe', payload: { query: ' '.repeat(64 * 1024) } })

  expect(await follower.closed()).toBe(1009)
})

test('a slow reader is disconnected with 1013, and others are not', { timeout: 20_000 }, async () => {
  const shop = await newShop()
  const [slow, quick] = [await connect(shop), await connect(shop)]
  slow.subscribe('a')
  quick.subscribe('a')
  await Promise.all([slow.next('InboxLive'), quick.next('InboxLive')])

  slow.stopReading()
  for (let each = 0; each < 60; each++) {
    await receive(shop, 'x'.repeat(200_000))
    await quick.next('InboxEvent')
  }
  slow.readOn()

  expect(await slow.closed()).toBe(1013)
  expect(quick.isOpen()).toBe(true)
  quick.hangUp()
})

test('somebody unknown is heard for four messages', async () => {
  const stranger = dial({})
  for (let each = 0; each < 4; each++) stranger.send({ type: 'ping' })
  await stranger.pongs(4)
  expect(stranger.isOpen()).toBe(true)

  stranger.send({ type: 'ping' })

  expect(await stranger.closed()).toBe(1006)
})

test('somebody unknown is not heard at length', async () => {
  const stranger = dial({})

  stranger.send({ type: 'ping', payload: { text: 'x'.repeat(4096) } })

  expect(await stranger.closed()).toBe(1006)
})

test('a ping is answered, and what it carries is not carried back', async () => {
  const follower = await connect(await newShop())

  follower.send({ type: 'ping', payload: { text: 'x'.repeat(60_000) } })

  expect(await follower.pongs(1)).toEqual([{ type: 'pong' }])
  follower.hangUp()
})

test.each([
  ['pings of the protocol', (follower: Follower) => follower.send({ type: 'ping' })],
  ['pings of the socket', (follower: Follower) => follower.ping('x'.repeat(125))],
])('who asks with %s and never reads the answers is cut off', { timeout: 60_000 }, async (_, asks) => {
  const { server, door } = await openDoor({ maxBuffered: 4096 })
  const shop = await newShop()
  const follower = dial({ cookie: shop.cookie }, '/graphql', addressOf(server))
  follower.send({ type: 'connection_init' })
  await follower.acknowledged()

  follower.stopReading()
  while (follower.isOpen()) {
    for (let each = 0; each < 2000; each++) asks(follower)
    await pause(1)
  }
  follower.readOn()

  expect(await follower.closed()).toBe(1006)
  await door.close()
  server.close()
})

test('a connection is asked at least every fifteen seconds whether it is there, and ended when it is not', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { server, door } = await openDoor()
  const [there, gone] = [
    dial({}, '/graphql', addressOf(server)),
    dial({}, '/graphql', addressOf(server), { autoPong: false }),
  ]
  await Promise.all([there.opened(), gone.opened()])

  vi.advanceTimersByTime(15_000)
  await Promise.all([there.asked(), gone.asked()])
  there.send({ type: 'ping' })
  await there.pongs(1)
  vi.advanceTimersByTime(15_000)
  vi.useRealTimers()

  expect(await gone.closed()).toBe(1006)
  expect(there.isOpen()).toBe(true)
  await door.close()
  server.close()
})

test('when the server stops everybody is told to come again', async () => {
  const other = await openDoor()
  const shop = await newShop()
  const follower = dial({ cookie: shop.cookie }, '/graphql', addressOf(other.server))
  follower.send({ type: 'connection_init' })
  await follower.acknowledged()

  await other.door.close()
  other.server.close()

  expect(await follower.closed()).toBe(1001)
})

type Shop = { sellerId: string; cookie: string }

/** A shop and somebody who works there; or somebody who works in these shops. */
async function newShop(sellerIds?: string[]): Promise<Shop> {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'A shop' } })
  const cookie = crypto.randomUUID()
  const sellers = (sellerIds ?? [sellerId]).map((id) => ({ sellerId: id, role: 'owner' as const }))
  signedIn.set(cookie, { kind: 'operator', userId: cookie, name: 'Anna', email: 'anna@example.com', sellers })
  return { sellerId, cookie }
}

async function receive({ sellerId }: Shop, text: string): Promise<string> {
  return await inTransaction(db, async (tx) => {
    const { id } = await tx.interaction.create({
      data: {
        sellerId,
        channel: 'question',
        externalId: crypto.randomUUID(),
        text,
        status: 'open',
        needsResponse: true,
        priority: 'normal',
        priorityRank: 1,
        occurredAt: new Date(),
      },
    })
    await recordEvents(tx, sellerId, new Date(), [{ type: 'ingested', interactionId: id, channel: 'question' }])
    return id
  })
}

async function openDoor(limits: { maxBuffered?: number } = {}): Promise<{ server: Server; door: SocketDoor }> {
  const server = createServer()
  const viewers = {
    viewerOf: async ({ headers }: IncomingMessage, apiKey: string | null = null) =>
      signedIn.get(apiKey ?? headers.cookie ?? '') ?? null,
  }
  const door = attachSocket({ server, engine: createEngine(deps, schema), viewers }, { deps, live }, limits)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, door }
}

const addressOf = (server: Server) => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
const address = () => addressOf(server)

async function connect({ cookie }: Shop) {
  const follower = dial({ cookie })
  follower.send({ type: 'connection_init' })
  await follower.acknowledged()
  return follower
}

type Told = { id: string; change: { __typename: string } & Record<string, unknown> }
type Message = { id?: string; type: string; payload?: unknown }

type Follower = ReturnType<typeof dial>

function dial(headers: Record<string, string>, path = '/graphql', to = address(), { autoPong = true } = {}) {
  const socket = new WebSocket(`${to}${path}`, 'graphql-transport-ws', { headers, autoPong })
  const messages: Message[] = []
  let code: number | null = null
  let status: number | null = null
  let isAsked = false
  socket.on('ping', () => {
    isAsked = true
  })
  socket.on('message', (data) => messages.push(JSON.parse(String(data))))
  socket.on('close', (closedWith) => {
    code = closedWith
  })
  socket.on('unexpected-response', (_request, { statusCode }) => {
    status = statusCode ?? 0
  })
  socket.on('error', () => {})

  async function until<Value>(find: () => Value | null | undefined): Promise<Value> {
    for (;;) {
      const found = find()
      if (found !== null && found !== undefined) return found
      await pause(2)
    }
  }

  function take(fits: (message: Message) => boolean): Message | null {
    const index = messages.findIndex(fits)
    return index < 0 ? null : (messages.splice(index, 1)[0] ?? null)
  }

  return {
    send: (message: Message) =>
      void until(() => socket.readyState === socket.OPEN || null).then(() => socket.send(JSON.stringify(message))),
    subscribe(id: string, variables: { sellerId?: string; after?: number | null } = {}) {
      this.send({ id, type: 'subscribe', payload: { query: changes, variables } })
    },
    ping: (data: string) => socket.ping(data),
    /** The next answers to pings of the protocol. */
    async pongs(count: number): Promise<Message[]> {
      const pongs: Message[] = []
      while (pongs.length < count) pongs.push(await until(() => take(({ type }) => type === 'pong')))
      return pongs
    },
    /** The server has asked whether we are there. */
    asked: () => until(() => isAsked || null),
    acknowledged: () => until(() => take(({ type }) => type === 'connection_ack')),
    /** The next message that is told, of this kind if one is named. */
    async next(kind?: string): Promise<Told> {
      for (;;) {
        const { id = '', payload } = await until(() => take(({ type }) => type === 'next'))
        const { data } = payload as { data: { inboxChanges: Told['change'] } }
        if (kind === undefined || data.inboxChanges.__typename === kind) return { id, change: data.inboxChanges }
      }
    },
    /** The code with which this subscription was refused. */
    async refusal(id: string): Promise<string | undefined> {
      const { payload } = await until(() =>
        take((message) => message.id === id && JSON.stringify(message).includes('"message"')),
      )
      const errors = Array.isArray(payload) ? payload : (payload as { errors: unknown[] }).errors
      return (errors[0] as { extensions?: { code?: string } }).extensions?.code
    },
    closed: () => until(() => code),
    refused: () => until(() => status),
    opened: () => until(() => socket.readyState === socket.OPEN || null),
    isOpen: () => socket.readyState === socket.OPEN,
    stopReading: () => socket.pause(),
    readOn: () => socket.resume(),
    hangUp: () => socket.close(),
  }
}

const changes = `subscription ($sellerId: ID, $after: Int) {
  inboxChanges(sellerId: $sellerId, after: $after) {
    __typename
    ... on InboxEvent { seq type interaction { id text } }
    ... on InboxLive { seq }
    ... on InboxGap { after seq }
    ... on InboxHeartbeat { seq }
  }
}`
