import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeId } from '#graphql/ids.ts'
import { runChannel } from '#ingestion/run-channel.ts'
import { ask, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { type Simulation, simulate } from '../testkit/shop.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let simulator: Simulation
let app: TestApp

beforeAll(async () => {
  simulator = await simulate()
  app = await startApp({ wbFeedbacksUrl: simulator.url, wbChatUrl: simulator.url })
})
afterAll(async () => {
  await app.close()
  await simulator.close()
})

test('a run tells what it did, how long it took, and of a failure what WB’s support asks for', async () => {
  const { seller, sid } = await connectedSeller()
  await simulator.act('POST buyer/review', { sid, rating: 2, text: 'Порвался шов' })
  app.clock.advance(5000)
  await runChannel(app.deps, { sellerId: seller.sellerId, channel: 'review' })
  await simulator.act('POST fail', { sid, path: '/api/v1/questions', status: 403, times: 1 })
  app.clock.advance(5000)
  await runChannel(app.deps, { sellerId: seller.sellerId, channel: 'question' })
  const where = { sellerId: seller.sellerId, channel: 'review' }
  const { startedAt } = await app.deps.db.prisma.syncRun.findFirstOrThrow({ where })
  await app.deps.db.prisma.syncRun.updateMany({ where, data: { finishedAt: new Date(startedAt.getTime() + 1234) } })

  const { edges } = await runsOf(seller)

  expect(edges.map(({ node }) => node)).toEqual([
    {
      channel: 'QUESTION',
      mode: 'FIRST',
      outcome: 'ERROR',
      durationMs: 0,
      problem: 'SCOPE',
      detail: expect.stringMatching(/^\[interactions_sync\] WB answered 403: .* attempt=1\/4 retry=exhausted$/),
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
      fetched: 0,
      created: 0,
    },
    {
      channel: 'REVIEW',
      mode: 'FIRST',
      outcome: 'SUCCESS',
      durationMs: 1234,
      problem: null,
      detail: null,
      requestId: null,
      fetched: 1,
      created: 1,
    },
  ])
})

test('a run that WB cut short keeps the number of the call that did it', async () => {
  const { seller, sid } = await connectedSeller()
  await simulator.act('POST fail', { sid, path: '/api/v1/questions', status: 429, times: 1, retrySeconds: 720 })

  await runChannel(app.deps, { sellerId: seller.sellerId, channel: 'question' })

  const { edges } = await runsOf(seller)
  expect(edges).toMatchObject([
    { node: { outcome: 'UNFINISHED', problem: 'RATE_LIMIT', requestId: expect.stringMatching(/^[0-9a-f]{32}$/) } },
  ])
})

test('a run for which WB was too busy in one part only is whole, and keeps the number of that call', async () => {
  const { seller, sid } = await connectedSeller()
  await simulator.act('POST fail', { sid, path: '/api/v1/seller/chats', status: 429, times: 1, retrySeconds: 5 })

  await runChannel(app.deps, { sellerId: seller.sellerId, channel: 'chat' })

  const { edges } = await runsOf(seller)
  expect(edges).toMatchObject([
    { node: { outcome: 'SUCCESS', problem: 'RATE_LIMIT', requestId: expect.stringMatching(/^[0-9a-f]{32}$/) } },
  ])
})

test('the runs come page by page, newest first, of all channels or of one', async () => {
  const { seller } = await connectedSeller()
  for (const channel of ['review', 'chat', 'review', 'question', 'review'] as const) {
    app.clock.advance(1000)
    await runChannel(app.deps, { sellerId: seller.sellerId, channel })
  }

  const first = await runsOf(seller, { first: 3 })
  const second = await runsOf(seller, { first: 3, after: first.pageInfo.endCursor })

  expect(first.edges.map(({ node }) => node.channel)).toEqual(['REVIEW', 'QUESTION', 'REVIEW'])
  expect(second.edges.map(({ node }) => node.channel)).toEqual(['CHAT', 'REVIEW'])
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false])
  expect((await runsOf(seller, { channel: 'REVIEW' })).edges).toHaveLength(3)
})

test('a run whose process died is told as lost once the next one begins', async () => {
  const { seller } = await connectedSeller()
  const { sellerId } = seller
  const { id } = await app.deps.db.prisma.syncRun.create({
    data: { sellerId, channel: 'chat', mode: 'background', startedAt: app.clock.now() },
  })

  await runChannel(app.deps, { sellerId, channel: 'chat' })

  expect(
    await read(
      app,
      seller,
      '{ node(id: ID) { ... on SyncRun { outcome finishedAt durationMs } } }'.replace(
        'ID',
        JSON.stringify(encodeId('SyncRun', id)),
      ),
    ),
  ).toEqual({
    node: { outcome: 'LOST', finishedAt: null, durationMs: null },
  })
})

test.each([{ first: 0 }, { first: 101 }, { after: 'nowhere' }])('%o is refused', async (variables) => {
  const { seller } = await connectedSeller()

  expect((await ask(app, seller, runsQuery, variables)).errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }])
})

const runsQuery = /* GraphQL */ `
  query ($channel: Channel, $first: Int, $after: String) {
    sellers {
      syncRuns(channel: $channel, first: $first, after: $after) {
        edges { node { channel mode outcome durationMs problem detail requestId fetched created } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`

type Runs = {
  edges: { node: { channel: string } }[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
}

async function runsOf(seller: GivenSeller, variables: Record<string, unknown> = {}): Promise<Runs> {
  const { sellers } = await read<{ sellers: { syncRuns: Runs }[] }>(app, seller, runsQuery, variables)
  const [own] = sellers
  if (!own) throw new Error('The seller sees no seller.')
  return own.syncRuns
}

/** A seller connected the way everybody connects. Nothing is read before the story says so. */
async function connectedSeller(): Promise<{ seller: GivenSeller; sid: string }> {
  const seller = await givenSeller(app)
  const { token, sid } = await simulator.act<{ token: string; sid: string }>('POST token')
  await read(
    app,
    seller,
    'mutation ($token: String!) { connectMarketplace(input: { token: $token }) { __typename } }',
    { token },
  )
  return { seller, sid }
}
