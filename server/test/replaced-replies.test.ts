import { afterAll, beforeAll, expect, test } from 'vitest'
import { read } from '../testkit/ask.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// A reply that was lost is sent again once, from however many devices and in whatever way.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a lost message that two devices send again at once reaches the buyer once', async () => {
  const shop = await office.opensShop()
  const { chat, replyId } = await losesMessage(shop, { question: 'Когда привезут?', text: 'Во вторник' })

  const both = await Promise.all([1, 2].map(() => shop.sends(chat.id, 'Во вторник', undefined, replyId)))

  expect(both.map(({ __typename, reason }) => reason ?? __typename).sort()).toEqual([
    'NOT_REPLACEABLE',
    'SendReplySuccess',
  ])
  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Во вторник'])
})

test('a message that has reached the buyer after all is not sent again by a device on which it is lost', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Есть ли гарантия?' })
  const chat = await shop.item('Есть ли гарантия?')
  const { reply } = await shop.sends(chat.id, 'Гарантия год')
  await shop.becomes(chat.id, 'CONFIRMED')

  const again = await shop.sends(chat.id, 'Гарантия год', undefined, reply?.id)

  expect(again).toMatchObject({ __typename: 'Conflict', reason: 'NOT_REPLACEABLE' })
  expect(await shop.applied()).toEqual(['Гарантия год'])
})

test('a message that was started again in the settings is not sent again from the chat', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Какой вес?' })
  const chat = await shop.item('Какой вес?')
  await shop.fails({ path: '/api/v1/seller/message', status: 401, times: 1 })
  const { reply } = await shop.sends(chat.id, 'Триста граммов')
  await shop.becomes(chat.id, 'FAILED')
  await shop.connects()

  const started = await restarts(shop, reply?.id ?? '')
  const again = await shop.sends(chat.id, 'Триста граммов', undefined, reply?.id)

  expect(started).toBe('RestartReplySuccess')
  expect(again).toMatchObject({ __typename: 'Conflict', reason: 'NOT_REPLACEABLE' })
  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Триста граммов'])
})

test('what was put aside, and a reply to something else, are replaced by nothing', async () => {
  const shop = await office.opensShop()
  const { chat, replyId } = await losesMessage(shop, { question: 'Чем стирать?', text: 'Порошком' })
  await shop.buyer('chat', { text: 'Другой вопрос' })
  const other = await shop.item('Другой вопрос')

  expect(await shop.sends(other.id, 'Порошком', undefined, replyId)).toMatchObject({ reason: 'NOT_REPLACEABLE' })
  await shop.dismisses(replyId)
  expect(await shop.sends(chat.id, 'Порошком', undefined, replyId)).toMatchObject({ reason: 'NOT_REPLACEABLE' })
  expect(await shop.applied()).toEqual([])
})

/** A message whose call was answered by a fault, and that no reading showed afterwards. */
async function losesMessage(shop: Shop, { question, text }: { question: string; text: string }) {
  await shop.buyer('chat', { text: question })
  const chat = await shop.item(question)
  await shop.fails({ path: '/api/v1/seller/message', status: 502, times: 1 })
  const { reply } = await shop.sends(chat.id, text)
  await shop.becomes(chat.id, 'UNKNOWN')
  for (let minute = 0; minute < 12; minute++) await office.passes(60)
  await shop.becomes(chat.id, 'NEEDS_ATTENTION')
  return { chat, replyId: reply?.id ?? '' }
}

async function restarts(asker: Shop, replyId: string): Promise<string> {
  const mutation = 'mutation ($input: RestartReplyInput!) { restartReply(input: $input) { __typename } }'
  type Restarted = { restartReply: { __typename: string } }
  return (await read<Restarted>(office.app, asker, mutation, { input: { replyId } })).restartReply.__typename
}
