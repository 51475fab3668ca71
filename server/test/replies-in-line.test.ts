import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, openOffice } from '../testkit/office.ts'

// A key may ask only so often. Replies that wait for that have not failed at anything.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('replies of a key that may ask five times an hour leave one after the other, however many they are', async () => {
  const shop = await office.opensShop()
  const texts = Array.from({ length: 8 }, (_, number) => `Порвался шов номер ${number}`)
  for (const text of texts) await shop.buyer('review', { rating: 2, text })
  const items = []
  for (const text of texts) items.push(await shop.item(text))
  await shop.connects({ acc: 1 })

  for (const { id } of items) await shop.sends(id, 'Передали на производство')
  let last: unknown[] = []
  for (let turn = 0; turn < 60; turn += 1) {
    await office.passes(12 * 60 + 10)
    last = await Promise.all(items.map(async ({ id }) => await shop.replyTo(id)))
    if (last.every((reply) => ['ACCEPTED', 'CONFIRMED'].includes(stateOf(reply)))) break
  }

  expect(last.map(stateOf).filter((state) => state !== 'CONFIRMED' && state !== 'ACCEPTED')).toEqual([])
  expect(last.map((reply) => (reply as { attempts: number }).attempts)).toEqual(items.map(() => 1))
  expect(await shop.applied()).toHaveLength(8)
}, 120_000)

test('more replies than a key may send in a second all leave, and WB never has to slow us down', async () => {
  const shop = await office.opensShop()
  const texts = Array.from({ length: 12 }, (_, number) => `Не тот цвет, заказ ${100 + number}`)
  for (const text of texts) await shop.buyer('review', { rating: 3, text })
  const items = []
  for (const text of texts) items.push(await shop.item(text))
  await shop.meets({ rateLimits: true })

  for (const { id } of items) await shop.sends(id, 'Поменяем')
  for (const { id } of items) await shop.becomes(id, 'CONFIRMED')

  const replies = await Promise.all(items.map(async ({ id }) => await shop.replyTo(id)))
  expect(replies.map((reply) => reply?.attempts)).toEqual(items.map(() => 1))
  expect(await shop.applied()).toHaveLength(12)
}, 120_000)

const stateOf = (reply: unknown) => (reply as { state: string }).state
