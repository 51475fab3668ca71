import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asker, read } from '../testkit/ask.ts'
import { givenSeller } from '../testkit/given.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// A message that waited on a device does not follow an answer that its writer has not seen (domain §11.3).

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a message written before a colleague answered in the portal is not sent until she says so', async () => {
  const { shop, chat, seenAt } = await hasChat('Подойдёт ли к Bosch?')
  const message = { interactionId: chat, text: 'Да, подойдёт', key: randomUUID() }
  await shop.colleagueWrites('chat', 'Здравствуйте! Да, к серии 4')
  // What was written in the portal comes with the next reading.
  await office.passes(61)
  await expect
    .poll(() => shop.messagesOf(chat), { timeout: 15_000 })
    .toContainEqual(['SELLER', 'Здравствуйте! Да, к серии 4'])

  expect(await sends(shop, { ...message, seenAt })).toEqual(answered)
  expect(await shop.replyTo(chat)).toBeNull()
  const seenSince = await lastWordsAt(shop, chat)
  expect(await sends(shop, { ...message, key: randomUUID(), seenAt: seenSince })).toEqual(taken)

  expect(await sends(shop, { ...message, text: 'Всё равно напишу' })).toEqual(taken)
  await expect.poll(() => shop.applied(), { timeout: 15_000 }).toEqual(['Да, подойдёт', 'Всё равно напишу'])
})

test('nor one written before another operator answered here, whether that answer is on its way or has come back', async () => {
  const { shop, chat, seenAt } = await hasChat('Есть чёрный?')
  const colleague = await joins(shop)
  office.waitsBeforeSending(60)
  const held = await sends(colleague, { interactionId: chat, text: 'Есть, две штуки', key: randomUUID() })
  expect(held).toEqual(taken)
  const message = { interactionId: chat, text: 'Да, есть', seenAt }

  expect(await sends(shop, { ...message, key: randomUUID() })).toEqual(answered)
  office.waitsBeforeSending(0)
  await office.passes(61)
  await shop.becomes(chat, 'CONFIRMED')
  expect(await sends(shop, { ...message, key: randomUUID() })).toEqual(answered)
  expect(await shop.applied()).toEqual(['Есть, две штуки'])
})

test('what she said herself, from this device or another, and its echo are in nobody’s way', async () => {
  const { shop, chat, seenAt } = await hasChat('Когда отправите?')
  const said = async (text: string) =>
    expect(await sends(shop, { interactionId: chat, text, key: randomUUID(), seenAt })).toEqual(taken)

  await said('Сегодня вечером')
  await said('Трек пришлём сюда')
  await shop.becomes(chat, 'CONFIRMED')
  await said('Спасибо за ожидание')
  await expect
    .poll(() => shop.applied(), { timeout: 15_000 })
    .toEqual(['Сегодня вечером', 'Трек пришлём сюда', 'Спасибо за ожидание'])
})

test('what a colleague has taken back is no answer', async () => {
  const { shop, chat, seenAt } = await hasChat('Есть ли инструкция?')
  const colleague = await joins(shop)
  office.waitsBeforeSending(60)
  await sends(colleague, { interactionId: chat, text: 'Сейчас посмотрю', key: randomUUID() })
  const { id } = await newestReply(shop, chat)
  office.waitsBeforeSending(0)
  await shop.cancels(id)

  expect(await sends(shop, { interactionId: chat, text: 'Да, внутри', key: randomUUID(), seenAt })).toEqual(taken)
  await shop.becomes(chat, 'CONFIRMED')
})

const taken = { __typename: 'SendReplySuccess' }
const answered = { __typename: 'Conflict', reason: 'ALREADY_ANSWERED' }

async function hasChat(words: string): Promise<{ shop: Shop; chat: string; seenAt: string }> {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: words, chatID: 'chat' })
  const { id } = await shop.item(words)
  return { shop, chat: id, seenAt: await lastWordsAt(shop, id) }
}

/** Another operator of the same shop. */
async function joins(shop: Shop): Promise<Asker> {
  const { prisma } = office.app.deps.db
  const { cookie, userId } = await givenSeller(office.app)
  const { sellers } = await read<{ sellers: { id: string }[] }>(office.app, shop, '{ sellers { id } }')
  const sellerId =
    Buffer.from(sellers[0]?.id ?? '', 'base64url')
      .toString()
      .split(':')[1] ?? ''
  await prisma.teamMembership.updateMany({ where: { userId }, data: { sellerId } })
  return { cookie }
}

async function sends(asker: Asker, input: object): Promise<{ __typename: string; reason?: string }> {
  type Sent = { sendReply: { __typename: string; reason?: string } }
  return (await read<Sent>(office.app, asker, sendMutation, { input })).sendReply
}

async function lastWordsAt(shop: Shop, id: string): Promise<string> {
  type Seen = { interaction: { occurredAt: string } }
  return (await read<Seen>(office.app, shop, 'query ($id: ID!) { interaction(id: $id) { occurredAt } }', { id }))
    .interaction.occurredAt
}

async function newestReply(shop: Shop, id: string): Promise<{ id: string }> {
  type Newest = { interaction: { lastReply: { id: string } } }
  return (
    await read<Newest>(office.app, shop, 'query ($id: ID!) { interaction(id: $id) { lastReply { id } } }', { id })
  ).interaction.lastReply
}

const sendMutation = `mutation ($input: SendReplyInput!) {
  sendReply(input: $input) { __typename ... on Conflict { reason } }
}`
