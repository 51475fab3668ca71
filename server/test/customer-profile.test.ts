import { afterAll, beforeAll, expect, test } from 'vitest'
import { after, DAY } from '#domain/time.ts'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller, type Received } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let seller: GivenSeller
beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
})
afterAll(() => app.close())

test('of a buyer whom the marketplace names the card says what he wrote and how his ratings go', async () => {
  const ratings = [5, 4, 2, 2, 1]
  for (const [day, rating] of ratings.entries())
    await seller.receives.review({ ...known('buyer-1'), rating, occurredAt: days(day) })
  const chat = await seller.receives.chat({ ...known('buyer-1'), customerName: 'Анна', occurredAt: days(9) })
  await seller.receives.review({ ...known('buyer-2'), rating: 5 })

  expect(await profileOf(chat)).toEqual({
    name: 'Анна',
    channels: [
      { channel: 'REVIEW', total: 5 },
      { channel: 'QUESTION', total: 0 },
      { channel: 'CHAT', total: 1 },
    ],
    averageRating: 2.8,
    lastRatings: ratings,
    trend: 'DECLINING',
    isRepeatComplainer: true,
    firstAt: days(0).toISOString(),
    lastAt: days(9).toISOString(),
  })
})

test('a name, or a number that the marketplace gives up, makes no profile', async () => {
  const { review, chat } = seller.receives
  await review({ customerName: 'Анна К.' })

  expect(await profileOf(await review({ customerName: 'Анна К.' }))).toBeNull()
  expect(await profileOf(await chat({ customerId: 'old', customerIdKind: 'legacy_client_id' }))).toBeNull()
})

test('what a stranger’s shop knows of the same buyer, and what is demo, stays there', async () => {
  const stranger = await givenSeller(app)
  await stranger.receives.review(known('buyer-3'))
  await seller.receives.review({ ...known('buyer-3'), source: 'demo' })

  expect(await profileOf(await seller.receives.review(known('buyer-3')))).toMatchObject({
    channels: [{ total: 1 }, {}, {}],
  })
})

function known(customerId: string) {
  return { customerId, customerIdKind: 'wb_customer' }
}

async function profileOf({ id }: Received): Promise<object | null> {
  const query = `query ($id: ID!) {
    interaction(id: $id) {
      customerProfile { name channels { channel total } averageRating lastRatings trend isRepeatComplainer firstAt lastAt }
    }
  }`
  type Data = { interaction: { customerProfile: object | null } }
  return (await read<Data>(app, seller, query, { id })).interaction.customerProfile
}

function days(count: number): Date {
  return after(app.clock.now(), count * DAY)
}
