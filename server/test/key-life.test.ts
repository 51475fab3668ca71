import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY, HOUR, SECOND } from '#domain/time.ts'
import { watchKeys } from '#processing/watch-keys.ts'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { looksOnce, type Simulation, simulate } from '../testkit/shop.ts'
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

test('a key that ends is spoken of 14, 7, 3 and 1 days before, once each, and says so itself', async () => {
  const { seller } = await connectedSeller({ expiresInDays: 20.5 })
  const warnings: (number | null)[] = []

  for (let day = 0; day < 21; day += 1) {
    await watchKeys(app.deps)
    await watchKeys(app.deps)
    warnings.push((await connectionOf(seller)).expiryWarning)
    app.clock.advance(DAY)
  }

  expect(warnings).toEqual([...Array(7).fill(null), ...Array(7).fill(14), 7, 7, 7, 7, 3, 3, 1])
  expect(await daysTold(seller)).toEqual([14, 7, 3, 1])
})

test('a key that is given with a few days left is spoken of once, for those', async () => {
  const { seller } = await connectedSeller({ expiresInDays: 2 })
  await watchKeys(app.deps)

  expect(await daysTold(seller)).toEqual([3])
})

test('a key that runs out during the night stops everything without asking WB, and other shops go on', async () => {
  const { seller, sid } = await connectedSeller({ expiresInDays: 1 })
  const { seller: neighbour } = await connectedSeller()
  app.clock.advance(DAY + SECOND)
  const before = await requestsOf(sid)

  await watchKeys(app.deps)
  await watchKeys(app.deps)
  await syncAll()

  expect(await connectionOf(seller)).toMatchObject({ state: 'EXPIRED', expiryWarning: null })
  expect(await syncOf(seller)).toEqual(['ERROR KEY', 'ERROR KEY', 'ERROR KEY'])
  expect(await requestsOf(sid)).toBe(before)
  expect(await eventsOf(seller, 'key_expired')).toHaveLength(1)
  expect(await syncOf(neighbour)).toEqual(['SUCCESS null', 'SUCCESS null', 'SUCCESS null'])
})

test('a key that is withdrawn is told once and asked with no more, and other shops go on', async () => {
  const { seller, sid } = await connectedSeller()
  const { seller: neighbour } = await connectedSeller()
  await simulator.act('POST fail', { sid, path: '/api', status: 401, times: 1000 })
  await syncAll()
  const before = await requestsOf(sid)

  app.clock.advance(HOUR)
  await syncAll()

  expect(await connectionOf(seller)).toMatchObject({ state: 'REJECTED' })
  expect(await syncOf(seller)).toEqual(['ERROR KEY', 'ERROR KEY', 'ERROR KEY'])
  expect(await requestsOf(sid)).toBe(before)
  expect(before).toBeLessThanOrEqual(5)
  expect(await eventsOf(seller, 'key_rejected')).toHaveLength(1)
  expect(await syncOf(neighbour)).toEqual(['SUCCESS null', 'SUCCESS null', 'SUCCESS null'])
  await simulator.act('DELETE fail')
})

test('a new key of the same shop goes on from where the old one came, with all that is known', async () => {
  const { seller, sid } = await connectedSeller({ expiresInDays: 1 })
  await simulator.act('POST buyer/review', { sid, rating: 2, text: 'Порвался шов' })
  await syncAll()
  const before = await placesOf(seller)
  app.clock.advance(DAY + SECOND)
  await watchKeys(app.deps)
  await simulator.act('POST buyer/review', { sid, rating: 1, text: 'Не тот цвет' })

  const { token } = await simulator.act<{ token: string }>('POST token', { sid, expiresInDays: 90 })
  expect(await connect(seller, token)).toEqual({ __typename: 'ConnectMarketplaceSuccess' })
  expect(await placesOf(seller)).toEqual(before)
  await syncAll()

  expect(await connectionOf(seller)).toEqual({ state: 'ACCEPTED', expiryWarning: null })
  expect(await textsOf(seller)).toEqual(['Не тот цвет', 'Порвался шов'])
})

test('a shop that is connected cannot be connected by another seller, who is not told whose it is', async () => {
  const { seller, sid } = await connectedSeller()
  const stranger = await givenSeller(app)
  const { token } = await simulator.act<{ token: string }>('POST token', { sid })

  const answer = await connect(stranger, token)

  expect(answer).toEqual({ __typename: 'ShopTaken' })
  expect(JSON.stringify(answer)).not.toContain(seller.sellerId)
  expect(await app.deps.db.prisma.marketplaceConnection.count({ where: { marketplaceSellerId: sid } })).toBe(1)
})

test('of two sellers who come with one shop at once, one gets it', async () => {
  const { token } = await simulator.act<{ token: string }>('POST token')
  const both = [await givenSeller(app), await givenSeller(app)]

  const answers = await Promise.all(both.map((seller) => connect(seller, token)))

  expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['ConnectMarketplaceSuccess', 'ShopTaken'])
})

async function connectedSeller(key: object = {}): Promise<{ seller: GivenSeller; sid: string }> {
  const seller = await givenSeller(app)
  await simulator.act('POST clock', { now: app.clock.now().toISOString() })
  const { token, sid } = await simulator.act<{ token: string; sid: string }>('POST token', key)
  expect(await connect(seller, token)).toEqual({ __typename: 'ConnectMarketplaceSuccess' })
  return { seller, sid }
}

async function connect(seller: GivenSeller, token: string): Promise<{ __typename: string }> {
  const mutation = 'mutation ($token: String!) { connectMarketplace(input: { token: $token }) { __typename } }'
  return (await read<{ connectMarketplace: { __typename: string } }>(app, seller, mutation, { token }))
    .connectMarketplace
}

/** Lets the channels that are due be read until none is due any more. */
async function syncAll(): Promise<void> {
  for (let round = 0; round < 8; round += 1) {
    app.clock.advance(3 * SECOND)
    await looksOnce(app.deps)
  }
}

type Key = { state: string; expiryWarning: number | null }
type Seen = { connection: Key; sync: { channels: { status: string; problem: string | null }[] } }

async function seen(seller: GivenSeller): Promise<Seen> {
  const query = '{ sellers { connection { state expiryWarning } sync { channels { status problem } } } }'
  const { sellers } = await read<{ sellers: Seen[] }>(app, seller, query)
  const [own] = sellers
  if (!own) throw new Error('The seller sees no seller.')
  return own
}

const connectionOf = async (seller: GivenSeller) => (await seen(seller)).connection

async function syncOf(seller: GivenSeller): Promise<string[]> {
  return (await seen(seller)).sync.channels.map(({ status, problem }) => `${status} ${problem}`)
}

async function requestsOf(sid: string): Promise<number> {
  return (await simulator.act<unknown[]>(`GET journal?sid=${sid}`)).length
}

async function eventsOf({ sellerId }: GivenSeller, type: string) {
  return await app.deps.db.prisma.journalEvent.findMany({ where: { sellerId, type }, orderBy: { seq: 'asc' } })
}

async function daysTold(seller: GivenSeller): Promise<unknown[]> {
  return (await eventsOf(seller, 'key_expiring')).map(({ details }) => (details as { days: number }).days)
}

async function placesOf({ sellerId }: GivenSeller): Promise<unknown[]> {
  const states = await app.deps.db.prisma.syncState.findMany({ where: { sellerId }, orderBy: { channel: 'asc' } })
  return states.map(({ cursor }) => cursor)
}

async function textsOf({ sellerId }: GivenSeller): Promise<(string | null)[]> {
  const rows = await app.deps.db.prisma.interaction.findMany({ where: { sellerId }, orderBy: { text: 'asc' } })
  return rows.map(({ text }) => text)
}
