import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { read } from '../testkit/ask.ts'
import { type Office, openOffice, type Sent, type Shop } from '../testkit/office.ts'

// What an operator reads of a reply while it is on its way, and what she can do about it then.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('an answer that WB shows to be with its moderators says since when, and one that they refuse since when', async () => {
  const shop = await office.opensShop()
  await shop.meets({ moderationMs: 3600_000 })
  await shop.buyer('review', { rating: 2, text: 'Кривой шов' })
  const review = await shop.item('Кривой шов')
  await shop.sends(review.id, 'Проверим партию')
  await shop.becomes(review.id, 'ACCEPTED')
  await office.passes(15)

  await expect.poll(async () => (await shop.replyTo(review.id))?.moderatedAt, { timeout: 15_000 }).toBeTruthy()
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'ACCEPTED', failedAt: null })

  await shop.meets({ moderationMs: 0, moderationRejects: 1 })
  await shop.buyer('review', { rating: 2, text: 'Линяет подклад' })
  const other = await shop.item('Линяет подклад')
  await shop.sends(other.id, 'Стирайте отдельно')
  await shop.becomes(other.id, 'REJECTED')
  expect((await shop.replyTo(other.id))?.failedAt).toBeTruthy()
})

test('a reply that waits for the network is tried at once when she asks for it', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Слабый магнит' })
  const review = await shop.item('Слабый магнит')
  await shop.fails({ path: '/api/v1/feedback', method: 'GET', status: 500, times: 1000 })
  const { reply } = await shop.sends(review.id, 'Проверим магнит в партии')
  await shop.becomes(review.id, 'RETRY_WAIT')
  expect(await shop.replyTo(review.id)).toMatchObject({ failure: 'NETWORK' })

  await shop.recovers()
  expect(await retries(shop, reply?.id)).toMatchObject({ __typename: 'RetryReplySuccess' })
  await shop.becomes(review.id, 'CONFIRMED')
  expect(await retries(shop, reply?.id)).toMatchObject({ __typename: 'Conflict', reason: 'NOT_WAITING' })
  expect(await shop.applied()).toEqual(['Проверим магнит в партии'])
})

test('tries that she has made at once use up none of those that the reply has by itself', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Гарантия короткая' })
  const review = await shop.item('Гарантия короткая')
  await shop.fails({ path: '/api/v1/feedback', method: 'GET', status: 500, times: 1000 })
  const { reply } = await shop.sends(review.id, 'Гарантия год')
  for (let press = 1; press <= 7; press += 1) {
    const waits = { state: 'RETRY_WAIT', attempts: press }
    await expect.poll(() => shop.replyTo(review.id), { timeout: 20_000 }).toMatchObject(waits)
    expect(await retries(shop, reply?.id)).toMatchObject({ __typename: 'RetryReplySuccess' })
  }
})

test('a reply that WB holds back is not hurried, and nobody hurries another shop’s', async () => {
  const [shop, stranger] = [await office.opensShop(), await office.opensShop()]
  await shop.buyer('chat', { text: 'Где посылка?' })
  const chat = await shop.item('Где посылка?')
  await shop.fails({ path: '/api/v1/seller/message', status: 429, times: 1, retrySeconds: 3600 })
  const { reply } = await shop.sends(chat.id, 'Уже едет')
  await shop.becomes(chat.id, 'RETRY_WAIT')

  expect(await retries(shop, reply?.id)).toMatchObject({ __typename: 'Conflict', reason: 'NOT_WAITING' })
  expect(await retries(stranger, reply?.id)).toMatchObject({ __typename: 'NotFound' })
})

test('a message written before the buyer’s last words is not sent until she says so', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Какая длина шнура?', chatID: 'cord' })
  const chat = await shop.item('Какая длина шнура?')
  const seenAt = await lastWordsAt(shop, chat.id)
  const message = { interactionId: chat.id, text: 'Полтора метра', key: randomUUID() }

  await shop.buyer('chat', { text: 'Уже не нужно, спасибо', chatID: 'cord' })
  await shop.item('Уже не нужно, спасибо')
  expect(await sends(shop, { ...message, seenAt })).toMatchObject({ __typename: 'BuyerWroteMeanwhile' })
  expect(await shop.replyTo(chat.id)).toBeNull()

  const now = await lastWordsAt(shop, chat.id)
  expect(await sends(shop, { ...message, seenAt: now })).toMatchObject({ __typename: 'SendReplySuccess' })
  expect(await sends(shop, { ...message, seenAt })).toMatchObject({ __typename: 'SendReplySuccess' })
  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await sends(shop, { ...message, key: randomUUID(), text: 'Хорошего дня' })).toMatchObject({
    __typename: 'SendReplySuccess',
  })
})

async function retries(shop: Shop, replyId = ''): Promise<{ __typename: string; reason?: string }> {
  const answer = await read<{ retryReply: Sent }>(office.app, shop, retryMutation, { input: { replyId } })
  return answer.retryReply
}

async function sends(shop: Shop, input: object): Promise<Sent> {
  return (await read<{ sendReply: Sent }>(office.app, shop, sendMutation, { input })).sendReply
}

async function lastWordsAt(shop: Shop, id: string): Promise<string> {
  type Seen = { interaction: { occurredAt: string } }
  const { interaction } = await read<Seen>(office.app, shop, seenQuery, { id })
  return interaction.occurredAt
}

const seenQuery = 'query ($id: ID!) { interaction(id: $id) { occurredAt } }'
const sendMutation = 'mutation ($input: SendReplyInput!) { sendReply(input: $input) { __typename } }'
const retryMutation = `mutation ($input: RetryReplyInput!) {
  retryReply(input: $input) { __typename ... on Conflict { reason } }
}`
