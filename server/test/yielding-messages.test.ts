import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeId } from '#graphql/ids.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// A message of a chat does not follow an answer that came in between its press and its call (ADR 34).

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a message that can still be taken back yields to an answer in the cabinet, and leaves when the operator says so', async () => {
  const { shop, chat } = await hasChat('Есть ли подарочная коробка?')
  office.waitsBeforeSending(60)
  await shop.sends(chat, 'Да, за 100 рублей')
  await colleagueAnswers(shop, chat, 'Коробка в подарок')

  await office.passes(61)
  await shop.becomes(chat, 'ANSWERED_ELSEWHERE')
  expect(await shop.replyTo(chat)).toMatchObject({ failure: 'CONFLICT', attempts: 0, sentAt: null })
  expect(await shop.answerOf(chat)).toMatchObject({ status: 'RESPONDED', wbSyncState: 'CONFIRMED' })
  expect(await reasonOf(chat)).toBe('answered')
  expect(await shop.applied()).toEqual([])

  // «Отправить всё равно»
  office.waitsBeforeSending(0)
  const { id } = await office.app.deps.db.prisma.replyOutbox.findFirstOrThrow({ where: { text: 'Да, за 100 рублей' } })
  await shop.sends(chat, 'Да, за 100 рублей', crypto.randomUUID(), encodeId('Reply', id))
  await shop.becomes(chat, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Да, за 100 рублей'])
  expect(await reasonOf(chat)).toBe('answered')
}, 60_000)

test('it yields also to one that was written before the press, and had not been read by then', async () => {
  const { shop, chat } = await hasChat('Можно постирать?')
  await shop.fails({ path: '/api/v1/seller/events', status: 503, times: 1000 })
  await shop.colleagueWrites('chat', 'Можно, при тридцати')
  office.waitsBeforeSending(600)
  await shop.sends(chat, 'Только вручную')
  office.waitsBeforeSending(0)
  await shop.recovers()
  for (let turn = 0; turn < 3; turn++) await office.passes(100)
  await hasSaid(shop, chat, 'Можно, при тридцати')

  await office.passes(301)
  await shop.becomes(chat, 'ANSWERED_ELSEWHERE')
  expect(await shop.applied()).toEqual([])
}, 60_000)

test('what she says in a row leaves, although its beginning has come back before its end is called out', async () => {
  const { shop, chat } = await hasChat('Как измерить размер?')
  const texts = ['Измерьте стопу', 'Прибавьте сантиметр', 'И сверьтесь с таблицей']
  for (const [at, text] of texts.entries()) {
    office.waitsBeforeSending(60 * (at + 1))
    await shop.sends(chat, text)
  }
  office.waitsBeforeSending(0)

  for (const text of texts) {
    await office.passes(61)
    await expect.poll(() => isConfirmed(text), { timeout: 15_000 }).toBe(true)
  }
  expect(await shop.applied()).toEqual(texts)
}, 60_000)

async function hasChat(words: string): Promise<{ shop: Shop; chat: string }> {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: words, chatID: 'chat' })
  const { id } = await shop.item(words)
  return { shop, chat: id }
}

/** Why it stands where it stands. */
async function reasonOf(chat: string): Promise<string | null> {
  const id = Buffer.from(chat, 'base64url').toString().split(':')[1] ?? ''
  return (await office.app.deps.db.prisma.interaction.findUniqueOrThrow({ where: { id } })).priorityReason
}

/** In the cabinet; ends when that has been read. */
async function colleagueAnswers(shop: Shop, chat: string, text: string): Promise<void> {
  await shop.colleagueWrites('chat', text)
  await hasSaid(shop, chat, text)
}

async function hasSaid(shop: Shop, chat: string, text: string): Promise<void> {
  await expect.poll(() => shop.messagesOf(chat), { timeout: 15_000 }).toContainEqual(['SELLER', text])
}

async function isConfirmed(text: string): Promise<boolean> {
  return (await office.app.deps.db.prisma.replyOutbox.findFirstOrThrow({ where: { text } })).state === 'confirmed'
}
