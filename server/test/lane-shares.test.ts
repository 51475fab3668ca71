import { expect, onTestFinished, test } from 'vitest'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// A shop whose calls hang holds up its own replies, and nobody else's.

test('an answer of one shop leaves while eight of another hang and more of them wait', async () => {
  const office = await opensOffice()
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

test('an answer of a third shop leaves within seconds while two others hang with all that there is room for', async () => {
  const office = await opensOffice()
  const hanging = [await office.opensShop(), await office.opensShop()]
  const other = await office.opensShop()
  await other.buyer('review', { rating: 4, text: 'Чуть велика' })
  const review = await other.item('Чуть велика')
  const reviewsOf = new Map<Shop, { id: string }[]>()
  for (const shop of hanging) {
    await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 'hang', times: 10 })
    reviewsOf.set(shop, await hasReviews(shop, 6))
  }

  for (const [shop, reviews] of reviewsOf) for (const { id } of reviews) await shop.sends(id, 'Передали в цех')
  const hangWithAll = async () => {
    const states = await Promise.all([...reviewsOf].map(([shop, reviews]) => statesOf(shop, reviews)))
    return states.every(({ SENDING = 0 }) => SENDING >= 4)
  }
  await expect.poll(hangWithAll, { timeout: 10_000 }).toBe(true)
  await other.sends(review.id, 'Поправим лекала')
  await expect.poll(() => other.applied(), { timeout: 10_000 }).toEqual(['Поправим лекала'])

  expect(await hangWithAll()).toBe(true)
})

/** One of its own: what hangs for one story would take the places of the next. */
async function opensOffice(): Promise<Office> {
  const office = await openOffice()
  onTestFinished(() => office.close())
  return office
}

async function hasReviews(shop: Shop, count: number): Promise<{ id: string }[]> {
  const texts = Array.from({ length: count }, (_, number) => `Сломалась молния, сумка ${number}`)
  for (const text of texts) await shop.buyer('review', { rating: 2, text })
  const reviews: { id: string }[] = []
  for (const text of texts) reviews.push(await shop.item(text))
  return reviews
}

/** How many replies to these are in each state. */
async function statesOf(shop: Shop, items: readonly { id: string }[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { id } of items) {
    const state = (await shop.replyTo(id))?.state ?? 'NONE'
    counts[state] = (counts[state] ?? 0) + 1
  }
  return counts
}
