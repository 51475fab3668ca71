import { afterAll, beforeAll, expect, test } from 'vitest'
import { SECOND } from '#domain/time.ts'
import { runChannel } from '#ingestion/run-channel.ts'
import { claimChannels } from '#ingestion/sync.ts'
import { claimChannel } from '#storage/sync-states.ts'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { type Simulation, simulate } from '../testkit/shop.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

// The app's worker stands still in these stories, as in an app without one.

let simulator: Simulation
let app: TestApp
let other: TestApp

beforeAll(async () => {
  simulator = await simulate()
  const places = { wbFeedbacksUrl: simulator.url, wbChatUrl: simulator.url }
  app = await startApp(places)
  other = await startApp(places)
})
afterAll(async () => {
  await app.close()
  await other.close()
  await simulator.close()
})

test('a channel read while the caller waits is there when the answer comes', async () => {
  const { seller, sid } = await connectedSeller(app)
  await simulator.act('POST buyer/review', { sid, rating: 2, text: 'Порвался шов' })
  app.clock.advance(5 * SECOND)

  expect(await syncChannel(seller, 'REVIEW', true)).toEqual({
    __typename: 'SyncChannelSuccess',
    way: 'DIRECT',
    run: { mode: 'FIRST', outcome: 'SUCCESS', created: 1 },
  })
  expect(await rowsOf(app, seller)).toMatchObject([{ channel: 'review', text: 'Порвался шов' }])
})

test('read directly or by the worker, the rows are the same', async () => {
  const direct = await connectedSeller(app)
  await simulator.act('POST seed', { sid: direct.sid, seed: 'shop' })
  await simulator.act('POST buyer/chat', { sid: direct.sid, sender: 'wb', text: 'Служебное сообщение' })
  const inBackground = await connectedSeller(other, direct.sid)
  other.clock.set(app.clock.now())

  for (const channel of ['REVIEW', 'QUESTION', 'CHAT'] as const) {
    for (
      let call = 0;
      call < 20 && (await syncChannel(direct.seller, channel, true)).run?.outcome !== 'SUCCESS';
      call += 1
    )
      app.clock.advance(2 * SECOND)
  }
  for (let round = 0; round < 30; round += 1) {
    await workerReads(other)
    other.clock.advance(2 * SECOND)
  }

  const rows = await rowsOf(app, direct.seller)
  expect(rows.length).toBeGreaterThan(20)
  expect(rows).toEqual(await rowsOf(other, inBackground.seller))
}, 120_000)

test('while somebody reads the channel a second start is skipped, not queued', async () => {
  const { seller } = await connectedSeller(app)
  const { sellerId } = seller
  await app.deps.db.prisma.$transaction((tx) =>
    claimChannel(tx, { sellerId, channel: 'chat' }, 'worker', app.clock.now()),
  )
  const before = await app.deps.db.prisma.syncState.findMany({ where: { sellerId } })

  expect(await syncChannel(seller, 'CHAT', true)).toEqual({
    __typename: 'SyncChannelSuccess',
    way: 'SKIPPED',
    run: null,
  })
  expect(await app.deps.db.prisma.syncState.findMany({ where: { sellerId } })).toEqual(before)
})

test('left to the worker, one channel is due and the others stay; half a minute has to pass', async () => {
  const { seller } = await connectedSeller(app)
  app.clock.advance(31 * SECOND)
  const before = await dueTimes(seller)

  expect(await syncChannel(seller, 'QUESTION', false)).toMatchObject({ way: 'QUEUED', run: null })
  expect(await syncChannel(seller, 'QUESTION', false)).toMatchObject({ __typename: 'TooSoon' })
  expect(await dueTimes(seller)).toEqual({ ...before, question: app.clock.now() })
})

test('a channel that the key does not open is refused', async () => {
  const { seller } = await connectedSeller(app, undefined, [7])

  expect(await syncChannel(seller, 'CHAT', true)).toEqual({ __typename: 'BadInput', field: 'channel' })
})

test('everything is read anew when it is asked for, at most once in half a minute, of one channel or of all', async () => {
  const { seller } = await connectedSeller(app)
  app.clock.advance(31 * SECOND)

  expect(await forceFullSync(seller, 'REVIEW')).toBe('ForceFullSyncSuccess')
  expect(await forceFullSync(seller, null)).toBe('TooSoon')
  app.clock.advance(30 * SECOND)
  expect(await asked(seller)).toEqual(['review'])
  expect(await forceFullSync(seller, null)).toBe('ForceFullSyncSuccess')
  expect(await asked(seller)).toEqual(['chat', 'question', 'review'])
})

type Synced = { __typename: string; way?: string; run?: { outcome: string } | null }

async function syncChannel(seller: GivenSeller, channel: string, directFetch: boolean): Promise<Synced> {
  const mutation = /* GraphQL */ `
    mutation ($channel: Channel!, $directFetch: Boolean!) {
      syncChannel(input: { channel: $channel, directFetch: $directFetch }) {
        __typename
        ... on SyncChannelSuccess { way run { mode outcome created } }
        ... on BadInput { field }
      }
    }
  `
  return (await read<{ syncChannel: Synced }>(app, seller, mutation, { channel, directFetch })).syncChannel
}

async function forceFullSync(seller: GivenSeller, channel: string | null): Promise<string> {
  const mutation = 'mutation ($channel: Channel) { forceFullSync(input: { channel: $channel }) { __typename } }'
  return (await read<{ forceFullSync: Synced }>(app, seller, mutation, { channel })).forceFullSync.__typename
}

async function connectedSeller(where: TestApp, sid?: string, categories?: number[]) {
  const seller = await givenSeller(where)
  const key = await simulator.act<{ token: string; sid: string }>('POST token', { sid, categories })
  const mutation = 'mutation ($token: String!) { connectMarketplace(input: { token: $token }) { __typename } }'
  await read(where, seller, mutation, { token: key.token })
  return { seller, sid: key.sid }
}

async function asked({ sellerId }: GivenSeller): Promise<string[]> {
  const where = { sellerId, fullAskedAt: { not: null } }
  const states = await app.deps.db.prisma.syncState.findMany({ where, orderBy: { channel: 'asc' } })
  return states.map(({ channel }) => channel)
}

async function dueTimes({ sellerId }: GivenSeller): Promise<Record<string, Date | null>> {
  const states = await app.deps.db.prisma.syncState.findMany({ where: { sellerId } })
  return Object.fromEntries(states.map(({ channel, dueAt }) => [channel, dueAt]))
}

/** What was stored, without our own ids and the moments of storing. */
async function rowsOf({ deps: { db } }: TestApp, { sellerId }: GivenSeller): Promise<object[]> {
  const rows = await db.prisma.interaction.findMany({
    where: { sellerId },
    orderBy: [{ channel: 'asc' }, { externalId: 'asc' }],
    include: { thread: { include: { messages: { orderBy: [{ sentAt: 'asc' }, { externalMessageId: 'asc' }] } } } },
  })
  return rows.map(
    ({
      channel,
      externalId,
      text,
      rating,
      status,
      needsResponse,
      closeReason,
      priority,
      intent,
      occurredAt,
      lastReplyText,
      extra,
      thread,
    }) => ({
      channel,
      externalId,
      text,
      rating,
      status,
      needsResponse,
      closeReason,
      priority,
      intent,
      occurredAt,
      lastReplyText,
      extra,
      chat: thread && [
        thread.chatStatus,
        thread.unreadCount,
        thread.messages.map(({ author, text, sentAt }) => [author, text, sentAt]),
      ],
    }),
  )
}

/** What the worker does for both hosts, without the rest of its timetable. */
async function workerReads({ deps }: TestApp): Promise<void> {
  const due = [...(await claimChannels(deps, 'feedbacks', 10)), ...(await claimChannels(deps, 'chats', 10))]
  await Promise.all(due.map((channel) => runChannel(deps, channel)))
}
