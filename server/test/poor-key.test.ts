import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, openOffice } from '../testkit/office.ts'

// A key with five requests an hour for reviews and one for the list of chats, under the budgets of its own.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('whoever connects a base key has every chat in the inbox with the first look, today’s among them', async () => {
  const shop = await office.opensShop({ seed: 'shop' }, { acc: 1 })
  const chats = await shop.chatsThere()
  expect(chats).toBeGreaterThan(10)

  const known = async () => (await shop.all()).filter(({ channel }) => channel === 'CHAT').length
  await expect.poll(known, { timeout: 20_000, interval: 200 }).toBe(chats)
})
