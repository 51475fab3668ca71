import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmReply } from '#dispatcher/confirm-reply.ts'
import { deliverReply } from '#dispatcher/deliver-reply.ts'
import type { Connector } from '#sources/connector.ts'
import { NotExecuted, RefusedBySource } from '#sources/errors.ts'
import type { Tx } from '#storage/db.ts'
import { replyById } from '#storage/replies.ts'
import { read } from '../testkit/ask.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// Somebody is faster than a reply of ours: a colleague in the cabinet, or another process that took the claim (ADR 22).

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test.each([
  ['is held back', new NotExecuted('rate_limit', new Date(), 'No budget', null, { isHeldBack: true })],
  ['cannot read', new NotExecuted('network', null, 'No network')],
  ['is refused', new RefusedBySource('auth', 401, 'No key')],
])(
  'a process that lost its claim while it was looking and %s changes nothing of what another one sends',
  async (_, trouble) => {
    const shop = await office.opensShop()
    await shop.buyer('review', { rating: 3, text: `Молния заедает: ${trouble.message}` })
    const review = await shop.item(`Молния заедает: ${trouble.message}`)
    office.waitsBeforeSending(20)
    const sent = await shop.sends(review.id, 'Посмотрим на замок')
    office.waitsBeforeSending(0)
    const id =
      Buffer.from(sent.reply?.id ?? '', 'base64url')
        .toString()
        .split(':')[1] ?? ''
    const { prisma } = office.app.deps.db
    const another = { state: 'sending', attempts: 1, leaseOwner: 'another', leaseUntil: new Date(Date.now() + 600_000) }
    const lookFor = async () => {
      await prisma.replyOutbox.update({ where: { id }, data: another })
      throw trouble
    }
    const connectors = async () => [{ channel: 'review', lookFor }] as unknown as Connector[]

    await deliverReply({ ...office.app.deps, connectors }, await replyById(prisma as unknown as Tx, id))

    expect(await prisma.replyOutbox.findUniqueOrThrow({ where: { id } })).toMatchObject(another)
  },
)

test('a colleague answered in the cabinet meanwhile: ours is not sent, theirs is shown', async () => {
  const shop = await office.opensShop()
  const { id } = await shop.buyer('review', { rating: 2, text: 'Маломерит' })
  const review = await shop.item('Маломерит')
  office.waitsBeforeSending(30)
  await shop.sends(review.id, 'Наш ответ')
  await shop.colleagueAnswers(id, 'Ответ из кабинета')
  office.waitsBeforeSending(0)
  await office.passes(60)

  await shop.becomes(review.id, 'ANSWERED_ELSEWHERE')
  expect(await shop.applied()).toEqual([])
  expect(await shop.messagesOf(review.id)).toContainEqual(['SELLER', 'Ответ из кабинета'])
  expect(await lostTexts(shop)).toEqual(['Наш ответ'])
})

test('a colleague answered in the very words that wait here: ours is not sent, and theirs is in the history', async () => {
  const shop = await office.opensShop()
  const { id } = await shop.buyer('review', { rating: 5, text: 'Всё понравилось' })
  const review = await shop.item('Всё понравилось')
  office.waitsBeforeSending(600)
  await shop.sends(review.id, 'Спасибо за отзыв!')
  await shop.colleagueAnswers(id, 'Спасибо за отзыв!')
  await shop.becomes(review.id, 'ANSWERED_ELSEWHERE')
  office.waitsBeforeSending(0)

  const { prisma } = office.app.deps.db
  const interaction = await prisma.interaction.findFirstOrThrow({
    where: { externalId: id },
    include: { responses: true },
  })
  expect(interaction).toMatchObject({ lastReplySource: 'wb_cabinet', wbSyncState: 'confirmed', status: 'responded' })
  expect(interaction.responses).toMatchObject([{ source: 'wb_cabinet', text: 'Спасибо за отзыв!', version: 1 }])
  expect(await shop.applied()).toEqual([])
})

test('a colleague answered while ours was being said: what WB shows in the end is what is told', async () => {
  const shop = await office.opensShop()
  await shop.meets({ secondAnswer: 'edit' })
  const { id } = await shop.buyer('review', { rating: 2, text: 'Рукава разной длины' })
  const review = await shop.item('Рукава разной длины')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 'slow', delayMs: 4000, times: 1 })

  await shop.sends(review.id, 'Проверим выкройку')
  await shop.becomes(review.id, 'SENDING')
  await shop.colleagueAnswers(id, 'Ответ из кабинета')
  await expect.poll(() => shop.messagesOf(review.id), { timeout: 5000 }).toContainEqual(['SELLER', 'Ответ из кабинета'])
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'SENDING' })

  await shop.becomes(review.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Проверим выкройку'])
  expect(await shop.messagesOf(review.id)).toContainEqual(['SELLER', 'Проверим выкройку'])
})

test("an answer with the moderators behind a colleague's is looked for until WB shows it", async () => {
  const shop = await office.opensShop()
  await shop.meets({ secondAnswer: 'edit', moderationMs: 6000 })
  const { id } = await shop.buyer('review', { rating: 2, text: 'Нет одной пуговицы' })
  const review = await shop.item('Нет одной пуговицы')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 'slow', delayMs: 1500, times: 1 })

  await shop.sends(review.id, 'Добавим запасную')
  await shop.becomes(review.id, 'SENDING')
  await shop.colleagueAnswers(id, 'Ответ из кабинета')
  await shop.becomes(review.id, 'ANSWERED_ELSEWHERE')

  for (let look = 0; look < 30 && (await shop.replyTo(review.id))?.state === 'ANSWERED_ELSEWHERE'; look++) {
    await pause(500)
    await office.passes(300)
  }
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'CONFIRMED' })
})

test("an answer given up for a colleague's, and shown by WB after all, is told as published", async () => {
  const shop = await office.opensShop()
  const { id } = await shop.buyer('question', { text: 'Какая подкладка?' })
  const question = await shop.item('Какая подкладка?')
  await shop.fails({ path: '/api/v1/questions', method: 'PATCH', status: 503, times: 1 })
  await shop.sends(question.id, 'Подкладка из вискозы')
  await shop.becomes(question.id, 'UNKNOWN')
  await shop.colleagueAnswers(id, 'Ответ из кабинета')
  await office.passes(15)
  await shop.becomes(question.id, 'ANSWERED_ELSEWHERE')

  // The call of which nobody knew anything is carried out late.
  await shop.colleagueAnswers(id, 'Подкладка из вискозы')
  await shop.becomes(question.id, 'CONFIRMED')
  expect((await shop.journal()).filter((type) => type === 'reply_sent')).toHaveLength(1)
  expect(await shop.messagesOf(question.id)).toContainEqual(['SELLER', 'Подкладка из вискозы'])
})

test('after a 429 it is looked again: a colleague who answered meanwhile is not written over', async () => {
  const shop = await office.opensShop()
  const { id } = await shop.buyer('question', { text: 'Большемерит?' })
  const question = await shop.item('Большемерит?')
  await shop.fails({ path: '/api/v1/questions', method: 'PATCH', status: 429, times: 1, retrySeconds: 60 })
  // Nothing but a look at the question itself can tell of the colleague.
  await shop.fails({ path: '/api/v1/questions', method: 'GET', status: 503, times: 1000 })

  await shop.sends(question.id, 'Наш ответ')
  await shop.becomes(question.id, 'RETRY_WAIT')
  await shop.colleagueAnswers(id, 'Ответ из кабинета')
  await office.passes(61)

  await shop.becomes(question.id, 'ANSWERED_ELSEWHERE')
  expect(await shop.applied()).toEqual([])
})

test('a process that finds no key touches nothing of a reply that another one is sending', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 3, text: 'Подклад рвётся' })
  const review = await shop.item('Подклад рвётся')
  office.waitsBeforeSending(20)
  await shop.sends(review.id, 'Усилим подклад')
  office.waitsBeforeSending(0)
  const { prisma } = office.app.deps.db
  const { id } = await prisma.replyOutbox.findFirstOrThrow({ where: { text: 'Усилим подклад' } })
  const stale = { ...(await replyById(prisma as unknown as Tx, id)), state: 'unknown' as const }
  const another = { state: 'sending', attempts: 1, leaseOwner: 'another', leaseUntil: new Date(Date.now() + 600_000) }
  await prisma.replyOutbox.update({ where: { id }, data: another })

  await confirmReply({ ...office.app.deps, connectors: async () => [] }, stale)

  expect(await prisma.replyOutbox.findUniqueOrThrow({ where: { id } })).toMatchObject(another)
})

async function lostTexts(shop: Shop): Promise<string[]> {
  type Lost = { sellers: { lostReplies: { text: string }[] }[] }
  const { sellers } = await read<Lost>(office.app, shop, '{ sellers { lostReplies { text } } }')
  return sellers[0]?.lostReplies.map(({ text }) => text) ?? []
}
