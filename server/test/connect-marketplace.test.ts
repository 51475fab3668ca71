import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let marketplace: Server

beforeAll(async () => {
  marketplace = createServer(answer)
  await new Promise<void>((resolve) => marketplace.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(marketplace.address() as AddressInfo).port}`
  app = await startApp({ wbFeedbacksUrl: url, wbChatUrl: url })
})
afterAll(async () => {
  await app.close()
  marketplace.close()
})

test('a key of another shop is refused with the name of the shop that is connected', async () => {
  const seller = await givenSeller(app)
  await app.deps.db.prisma.seller.update({ where: { id: seller.sellerId }, data: { name: 'Лён и хлопок' } })
  expect(await connect(seller, keyOf('one shop'))).toMatchObject({ __typename: 'ConnectMarketplaceSuccess' })
  await seller.receives.review()

  expect(await connect(seller, keyOf('another shop'))).toEqual({ __typename: 'OtherShop', shopName: 'Лён и хлопок' })
})

// Only there do two transactions go side by side.
test.runIf(process.env.DATABASE_URL)(
  'a key of another shop is refused as well where the first page of the former one comes in at that moment',
  async () => {
    const seller = await givenSeller(app)
    const { prisma } = app.deps.db
    await connect(seller, keyOf('first shop'))
    const { sellerId } = seller

    const [answered] = await prisma.$transaction(async (tx) => {
      await tx.syncState.updateMany({ where: { sellerId }, data: { heartbeatAt: app.clock.now() } })
      const asked = connect(seller, keyOf('second shop'))
      await expect.poll(waitsForLock).toBe(true)
      await seller.receives.review()
      return [asked]
    })

    expect(await answered).toMatchObject({ __typename: 'OtherShop' })
    const { marketplaceSellerId } = await prisma.marketplaceConnection.findUniqueOrThrow({ where: { sellerId } })
    expect(marketplaceSellerId).toBe('first shop')
  },
)

test('a key that WB only tells to come later is not kept, and the good one stays', async () => {
  const seller = await givenSeller(app)
  await connect(seller, keyOf('busy shop'))

  const refused = await connect(seller, keyOf('busy shop', 'busy'))

  expect(refused).toEqual({ __typename: 'TooSoon', retryAt: expect.any(String) })
  const { retryAt } = refused as { retryAt: string }
  expect(Date.parse(retryAt) - app.clock.now().getTime()).toBeGreaterThan(25_000)
  expect(await maskOf(seller)).toMatch(/good$/)
})

test('a key that WB lets in by one door is believed at the other, which is closed for a while', async () => {
  const seller = await givenSeller(app)

  expect(await connect(seller, keyOf('half busy shop', 'half'))).toMatchObject({
    __typename: 'ConnectMarketplaceSuccess',
  })
  expect(await bucketsOf('half busy shop')).toMatchObject([
    { key: 'wb:half busy shop:personal:chats', not_before: null },
    { key: 'wb:half busy shop:personal:feedbacks', not_before: expect.any(Date) },
  ])
})

test('a forged key spends nothing of the shop that it names', async () => {
  await connect(await givenSeller(app), keyOf('honest shop'))
  const before = await bucketsOf('honest shop')
  const stranger = await givenSeller(app)

  expect(await connect(stranger, keyOf('honest shop', 'forged'))).toEqual({
    __typename: 'KeyRefused',
    reason: 'REJECTED',
  })
  expect(await connect(stranger, keyOf('honest shop', 'busy'))).toMatchObject({ __typename: 'TooSoon' })
  expect(before).toHaveLength(2)
  expect(await bucketsOf('honest shop')).toEqual(before)
})

test('whoever tries one key after another is told when to come again, and WB is not asked', async () => {
  const seller = await givenSeller(app)
  for (let tries = 0; tries < 6; tries += 1) await connect(seller, keyOf('guessed shop', 'forged'))

  expect(await connect(seller, keyOf('guessed shop'))).toEqual({ __typename: 'TooSoon', retryAt: expect.any(String) })
  expect(await maskOf(seller)).toBeUndefined()
})

test.each([
  ['with U+0000 in it', `${keyOf('shop')}\u0000`],
  ['that names its shop with U+0000', keyOf('shop\u0000')],
])('a key %s is no key', async (_, token) => {
  const seller = await givenSeller(app)

  expect(await connect(seller, token)).toEqual({ __typename: 'KeyRefused', reason: 'MALFORMED' })
})

async function connect(seller: GivenSeller, token: string): Promise<unknown> {
  const mutation = `mutation ($token: String!) {
    connectMarketplace(input: { token: $token }) {
      __typename
      ... on OtherShop { shopName }
      ... on KeyRefused { reason }
      ... on TooSoon { retryAt }
    }
  }`
  return (await read<{ connectMarketplace: unknown }>(app, seller, mutation, { token })).connectMarketplace
}

/** A key that opens reviews, questions and chats of this shop, and never runs out. Its signature says what WB makes of it. */
function keyOf(sid: string, signature = 'good'): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return [part({ alg: 'ES256' }), part({ sid, s: 2 ** 7 + 2 ** 9, acc: 3 }), signature].join('.')
}

function answer({ headers, url }: IncomingMessage, response: ServerResponse): void {
  const signature = headers.authorization?.split('.').at(-1)
  const isBusy = signature === 'busy' || (signature === 'half' && url?.includes('feedbacks'))
  if (signature === 'forged') response.statusCode = 401
  if (isBusy) response.writeHead(429, { 'x-ratelimit-retry': '30' })
  response.end('{"data":{}}')
}

async function waitsForLock(): Promise<boolean> {
  const text = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return (await app.deps.db.query({ name: 'waits_for_lock', text }, [])).length > 0
}

async function maskOf({ sellerId }: GivenSeller): Promise<string | undefined> {
  return (await app.deps.db.prisma.marketplaceConnection.findUnique({ where: { sellerId } }))?.tokenMask
}

async function bucketsOf(sid: string): Promise<object[]> {
  const statement = {
    name: 'buckets',
    text: `SELECT * FROM rate_bucket WHERE key LIKE 'wb:' || $1 || ':%' ORDER BY key`,
  }
  return await app.deps.db.query(statement, [sid])
}
