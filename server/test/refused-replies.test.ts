import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// Moderation refuses an answer, and the same words go again: WB goes on showing the refusal for a while, which says nothing of them.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('the same words sent again after a refusal are told as published, and the item does not open in between', async () => {
  const { shop, review } = await refused('Отказ и снова')
  await shop.meets({ moderationRejects: 0, readLagMs: 4000 })
  const before = (await shop.journal()).length

  await shop.sends(review.id, 'Спасибо, учтём ваш отзыв')
  await shop.becomes(review.id, 'ACCEPTED')
  await office.passes(3)
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'ACCEPTED' })
  expect(await shop.answerOf(review.id)).toMatchObject({ status: 'RESPONDED', wbSyncState: 'PENDING' })

  await pause(4000)
  await office.passes(10)
  await shop.becomes(review.id, 'CONFIRMED')
  expect(await shop.answerOf(review.id)).toMatchObject({ status: 'RESPONDED', wbSyncState: 'CONFIRMED' })
  // What is shown is read again and again, and speaks for the second reply alone.
  await pause(2500)
  const since = (await shop.journal()).slice(before)
  expect(since.filter((type) => type === 'reply_confirmed')).toHaveLength(1)
  expect(since.filter((type) => type === 'reopened' || type === 'reply_rejected')).toEqual([])
  expect(await shop.applied()).toEqual(['Спасибо, учтём ваш отзыв', 'Спасибо, учтём ваш отзыв'])
})

test('a list that is still behind, with the former refusal in it, refuses nothing that was seen with the moderators', async () => {
  const { shop, review } = await refused('Список отстаёт')
  await shop.meets({ moderationRejects: 0, moderationMs: 60_000, listLagMs: 5000 })
  await pause(5000)
  const before = (await shop.journal()).length

  await shop.sends(review.id, 'Спасибо, учтём ваш отзыв')
  await shop.becomes(review.id, 'ACCEPTED')
  await office.passes(10)
  await pause(3500)

  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'ACCEPTED', moderatedAt: expect.any(String) })
  expect(await shop.answerOf(review.id)).toMatchObject({ status: 'RESPONDED', wbSyncState: 'PENDING' })
  const since = (await shop.journal()).slice(before)
  expect(since.filter((type) => type === 'reopened' || type === 'reply_rejected')).toEqual([])
})

test('words that moderation refuses a second time, once it was seen to have them, are told as refused', async () => {
  const { shop, review } = await refused('Дважды отказ')
  await shop.meets({ moderationMs: 6000 })

  await shop.sends(review.id, 'Спасибо, учтём ваш отзыв')
  await shop.becomes(review.id, 'ACCEPTED')
  await office.passes(3)
  await pause(8000)
  // A list that is behind would show the same for some seconds.
  await office.passes(180)

  await shop.becomes(review.id, 'REJECTED')
  expect(await shop.answerOf(review.id)).toMatchObject({ status: 'OPEN', wbSyncState: 'REJECTED' })
})

test('a refused answer that WB publishes after all is told as published, also when somebody has closed the item', async () => {
  const { shop, review, id } = await refused('Всё-таки опубликуют')
  await shop.closes(review.id)
  await shop.meets({ moderationRejects: 0 })
  await shop.colleagueAnswers(id, 'Спасибо, учтём ваш отзыв')

  await shop.becomes(review.id, 'CONFIRMED')
  expect(await shop.replyTo(review.id)).toMatchObject({ failure: null })
  expect(await shop.answerOf(review.id)).toMatchObject({ status: 'RESPONDED', wbSyncState: 'CONFIRMED' })
})

async function refused(words: string): Promise<{ shop: Shop; review: { id: string }; id: string }> {
  const shop = await office.opensShop()
  await shop.meets({ moderationRejects: 1 })
  const { id } = await shop.buyer('review', { rating: 2, text: words })
  const review = await shop.item(words)
  await shop.sends(review.id, 'Спасибо, учтём ваш отзыв')
  await shop.becomes(review.id, 'REJECTED')
  return { shop, review, id }
}
