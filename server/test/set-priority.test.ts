import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOUR } from '#domain/time.ts'
import { ask } from '../testkit/ask.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a priority that an operator set outlives synchronisation, and is given back to the rules when she says so', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Ужасное качество' })
  const review = await shop.item('Ужасное качество')
  expect(review.priority).toBe('HIGH')

  expect(await sets(shop, review.id, 'LOW')).toMatchObject({
    interaction: { priority: 'LOW', priorityReason: 'MANUAL' },
  })
  await shop.buyer('review', { rating: 5, text: 'Всё хорошо' })
  await shop.item('Всё хорошо')
  await office.passes((25 * HOUR) / 1000)
  expect(await shop.item('Ужасное качество')).toMatchObject({ priority: 'LOW' })

  expect(await sets(shop, review.id, null)).toMatchObject({ interaction: { priority: 'URGENT' } })
  expect((await shop.journal()).filter((type) => type === 'priority_changed')).toHaveLength(2)
})

test('the same priority twice is one change, and giving back what the rules have is none', async () => {
  const shop = await office.opensShop()
  await shop.buyer('question', { text: 'Какой состав ткани?' })
  const { id } = await shop.item('Какой состав ткани?')

  await sets(shop, id, null)
  await sets(shop, id, 'URGENT')
  await sets(shop, id, 'URGENT')

  expect((await shop.journal()).filter((type) => type === 'priority_changed')).toHaveLength(1)
})

test('an answered item has no priority to set', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Слабая молния' })
  const { id } = await shop.item('Слабая молния')
  await shop.sends(id, 'Починим собачку')
  await shop.becomes(id, 'CONFIRMED')

  expect(await sets(shop, id, 'URGENT')).toEqual({ __typename: 'Conflict', reason: 'NOT_OPEN' })
})

test('a priority set by hand ends with the answer: who closes and reopens an item has that of the rules', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Пришло мятым' })
  const { id, priority } = await shop.item('Пришло мятым')
  await sets(shop, id, 'LOW')

  await ask(office.app, shop, `mutation { closeInteraction(input: { interactionId: "${id}" }) { __typename } }`)
  await ask(office.app, shop, `mutation { reopenInteraction(input: { interactionId: "${id}" }) { __typename } }`)

  expect(await shop.item('Пришло мятым')).toMatchObject({ priority })
})

async function sets(shop: Shop, interactionId: string, priority: string | null) {
  const query = `mutation ($input: SetPriorityInput!) {
    setPriority(input: $input) {
      __typename ... on Conflict { reason } ... on SetPrioritySuccess { interaction { priority priorityReason } }
    }
  }`
  return (await ask<{ setPriority: object }>(office.app, shop, query, { input: { interactionId, priority } })).data
    ?.setPriority
}
