import { afterAll, beforeAll, expect, test } from 'vitest'
import { SECOND } from '#domain/time.ts'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(async () => await app.close())

test('a seller without a key has nothing to synchronise', async () => {
  expect(await syncNow(await givenSeller(app))).toMatchObject({ __typename: 'NotConnected' })
})

test('a synchronisation asked for shows at once, and is not asked for again within half a minute', async () => {
  const seller = await givenSeller(app)
  await seller.isConnected()
  expect(await syncNow(seller)).toMatchObject({ __typename: 'SyncNowSuccess', seller: { sync: { status: 'SYNCING' } } })

  app.clock.advance(29 * SECOND)
  const retryAt = new Date(app.clock.now().getTime() + SECOND).toISOString()
  expect(await syncNow(seller)).toEqual({ __typename: 'TooSoon', retryAt })

  app.clock.advance(SECOND)
  expect(await syncNow(seller)).toMatchObject({ __typename: 'SyncNowSuccess' })
})

test('half a minute is half a minute also when the synchronisation has ended long before', async () => {
  const seller = await givenSeller(app)
  await seller.isConnected()
  await syncNow(seller)
  await app.deps.db.prisma.syncState.updateMany({
    where: { sellerId: seller.sellerId },
    data: { status: 'success', mode: 'background', lastSuccessAt: app.clock.now() },
  })

  app.clock.advance(20 * SECOND)
  expect(await syncNow(seller)).toMatchObject({ __typename: 'TooSoon' })
  app.clock.advance(10 * SECOND)
  expect(await syncNow(seller)).toMatchObject({ __typename: 'SyncNowSuccess' })
})

test('two who ask at once start one synchronisation', async () => {
  const seller = await givenSeller(app)
  await seller.isConnected()
  const answers = await Promise.all([syncNow(seller), syncNow(seller)])

  expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['SyncNowSuccess', 'TooSoon'])
})

async function syncNow(seller: GivenSeller): Promise<{ __typename: string }> {
  const mutation = /* GraphQL */ `
    mutation {
      syncNow(input: {}) {
        __typename
        ... on SyncNowSuccess { seller { sync { status } } }
        ... on TooSoon { retryAt }
      }
    }
  `
  return (await read<{ syncNow: { __typename: string } }>(app, seller, mutation)).syncNow
}
