import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// A shop whose calls hang holds up its own replies, and nobody else's.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('an answer of one shop leaves while eight of another hang and more of them wait', async () => {
  const [hanging, other] = [await office.opensShop(), await office.opensShop()]
  const texts = Array.from({ length: 10 }, (_, number) => `Разошёлся шов, куртка ${number}`)
  for (const text of texts) await hanging.buyer('review', { rating: 2, text })
  await other.buyer('review', { rating: 4, text: 'Маломерит на размер' })
  const reviews: { id: string }[] = []
  for (const text of texts) reviews.push(await hanging.item(text))
  const review = await other.item('Маломерит на размер')
  await hanging.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 'hang', times: 10 })

  for (const { id } of reviews) await hanging.sends(id, 'Передали швеям')
  await expect.poll(() => statesOf(hanging, reviews), { timeout: 10_000 }).toEqual({ SENDING: 8, QUEUED: 2 })
  await other.sends(review.id, 'Исправим таблицу размеров')
  await expect.poll(() => other.applied(), { timeout: 8000 }).toEqual(['Исправим таблицу размеров'])

  expect(await statesOf(hanging, reviews)).toEqual({ SENDING: 8, QUEUED: 2 })
})

/** How many replies to these are in each state. */
async function statesOf(shop: Shop, items: readonly { id: string }[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { id } of items) {
    const state = (await shop.replyTo(id))?.state ?? 'NONE'
    counts[state] = (counts[state] ?? 0) + 1
  }
  return counts
}
