import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, openOffice } from '../testkit/office.ts'

// A host of WB that hangs holds up what goes to it, and nothing that goes to the other.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a chat message of one shop leaves within a second while eight answers of another hang', async () => {
  const [hanging, other] = [await office.opensShop(), await office.opensShop()]
  const texts = Array.from({ length: 8 }, (_, number) => `Отклеилась подошва, пара ${number}`)
  for (const text of texts) await hanging.buyer('review', { rating: 2, text })
  await other.buyer('chat', { text: 'Посылку уже отправили?' })
  const reviews = []
  for (const text of texts) reviews.push(await hanging.item(text))
  const chat = await other.item('Посылку уже отправили?')
  await hanging.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 'hang', times: 8 })

  for (const { id } of reviews) await hanging.sends(id, 'Передали на производство')
  for (const { id } of reviews) await hanging.becomes(id, 'SENDING')
  const pressedAt = Date.now()
  await other.sends(chat.id, 'Отправим завтра утром')
  await expect.poll(() => other.applied(), { timeout: 5000, interval: 20 }).toEqual(['Отправим завтра утром'])

  expect(Date.now() - pressedAt).toBeLessThan(1000)
  const states = await Promise.all(reviews.map(async ({ id }) => (await hanging.replyTo(id))?.state))
  expect(states).toEqual(reviews.map(() => 'SENDING'))
})
