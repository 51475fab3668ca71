import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, openOffice } from '../testkit/office.ts'

// Messages of a chat leave one after the other. One that waits for another says so, and can be taken back as long as it waits.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a message behind one that WB holds up says for what it waits, once in the journal, and leaves when the way is free', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Что в комплекте?' })
  const chat = await shop.item('Что в комплекте?')
  await shop.fails({ path: '/api/v1/seller/message', status: 429, times: 1, retrySeconds: 300 })
  const first = await shop.sends(chat.id, 'Чехол и шнур')
  await shop.becomes(chat.id, 'RETRY_WAIT')

  await shop.sends(chat.id, 'И инструкция')
  const waits = { text: 'И инструкция', state: 'QUEUED', failure: 'EARLIER', attempts: 0 }
  await expect.poll(() => shop.replyTo(chat.id), { timeout: 15_000 }).toMatchObject(waits)
  for (let turn = 0; turn < 4; turn++) await office.passes(11)
  expect(await shop.replyTo(chat.id)).toMatchObject(waits)
  expect(await timesTold('И инструкция')).toBe(1)

  await shop.cancels(first.reply?.id ?? '')
  await office.passes(300)
  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.replyTo(chat.id)).toMatchObject({ failure: null })
  expect(await shop.applied()).toEqual(['И инструкция'])
})

test('a message that waits for another is taken back, and only the other one leaves', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Есть ли синий?' })
  const chat = await shop.item('Есть ли синий?')
  await shop.fails({ path: '/api/v1/seller/message', status: 429, times: 1, retrySeconds: 600 })
  await shop.sends(chat.id, 'Синий будет в мае')
  await shop.becomes(chat.id, 'RETRY_WAIT')
  const second = await shop.sends(chat.id, 'Или в июне')
  await expect.poll(() => shop.replyTo(chat.id), { timeout: 15_000 }).toMatchObject({ failure: 'EARLIER' })
  await office.passes(30)

  expect(await shop.cancels(second.reply?.id ?? '')).toMatchObject({ __typename: 'CancelReplySuccess' })
  await office.passes(700)
  await expect.poll(() => shop.applied(), { timeout: 30_000 }).toEqual(['Синий будет в мае'])
})

test('the buyer writes while a message of ours is lost: whoever waits behind it and is taken back leaves him waiting', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Это хлопок?' })
  const chat = await shop.item('Это хлопок?')
  const { externalId: chatID } = await office.app.deps.db.prisma.interaction.findFirstOrThrow({
    where: { text: 'Это хлопок?' },
  })
  await shop.sends(chat.id, 'Да, хлопок')
  await shop.becomes(chat.id, 'CONFIRMED')
  await shop.fails({ path: '/api/v1/seller/message', status: 502, times: 1 })
  await shop.sends(chat.id, 'И немного эластана')
  await shop.becomes(chat.id, 'UNKNOWN')
  await shop.buyer('chat', { chatID, text: 'А сколько эластана?' })
  await expect.poll(() => shop.answerOf(chat.id), { timeout: 15_000 }).toMatchObject({ status: 'OPEN' })

  const behind = await shop.sends(chat.id, 'Пять процентов')
  expect(await shop.answerOf(chat.id)).toMatchObject({ status: 'RESPONDED' })
  await shop.cancels(behind.reply?.id ?? '')
  await office.passes(660)

  await expect
    .poll(() => shop.answerOf(chat.id), { timeout: 15_000 })
    .toMatchObject({ status: 'OPEN', needsResponse: true })
})

/** How often the journal tells that the message waits in the line. */
async function timesTold(text: string): Promise<number> {
  const { prisma } = office.app.deps.db
  const { id, interactionId } = await prisma.replyOutbox.findFirstOrThrow({ where: { text } })
  const events = await prisma.journalEvent.findMany({ where: { interactionId, type: 'updated' } })
  return events.filter(({ details }) => Object(details).replyId === id && Object(details).reply === 'queued').length
}
