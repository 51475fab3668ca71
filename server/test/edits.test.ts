import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseAlerts } from '#processing/raise-alerts.ts'
import { read } from '../testkit/ask.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// An answer is edited once, a question is rejected for good: both are asked for by name and proved by reading.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

async function answered(shop: Shop, channel: 'review' | 'question', words: string, text: string) {
  await shop.buyer(channel, channel === 'review' ? { rating: 2, text: words } : { text: words })
  const item = await shop.item(words)
  await shop.sends(item.id, text)
  await shop.becomes(item.id, 'CONFIRMED')
  return item
}

test('EX-44: the answer to a review is edited once and is published anew; a second edit is refused without calling WB', async () => {
  const shop = await office.opensShop()
  const review = await answered(shop, 'review', 'Маломерит рукав', 'Спасибо за отзыв о рукаве')
  expect(await shop.answerOf(review.id)).toMatchObject({ editBlocked: null, editUsed: false })

  const edited = await shop.edits(review.id, 'Спасибо! Уточнили замеры в карточке')
  expect(edited).toMatchObject({ __typename: 'EditReplySuccess', interaction: { displayStatus: 'PENDING' } })
  await shop.becomes(review.id, 'CONFIRMED')

  expect(await shop.answerOf(review.id)).toMatchObject({ editBlocked: 'ALREADY_EDITED', editUsed: true })
  expect(await shop.applied()).toEqual(['Спасибо за отзыв о рукаве', 'Спасибо! Уточнили замеры в карточке'])
  expect(await shop.edits(review.id, 'Ещё раз')).toMatchObject({ __typename: 'EditBlocked', block: 'ALREADY_EDITED' })
  expect(await shop.applied()).toHaveLength(2)
  expect((await shop.messagesOf(review.id)).map(([, text]) => text)).toEqual([
    'Маломерит рукав',
    'Спасибо за отзыв о рукаве',
    'Спасибо! Уточнили замеры в карточке',
  ])
  const journal = await shop.journal()
  expect(journal.filter((type) => type === 'reply_edited')).toHaveLength(1)
  expect(journal.filter((type) => type === 'reply_sent')).toHaveLength(1)
  // Whose words they are is told of the answer, and not once more of its edit.
  expect(journal.filter((type) => type === 'reply_manual')).toHaveLength(1)
})

test('the answer to a question is edited with the same call, and the same key edits once', async () => {
  const shop = await office.opensShop()
  const question = await answered(shop, 'question', 'Сколько весит плед?', 'Полтора килограмма')
  const key = randomUUID()

  const [one, other] = await Promise.all([
    shop.edits(question.id, 'Плед весит 1,4 кг', key),
    shop.edits(question.id, 'Плед весит 1,4 кг', key),
  ])
  expect(other.reply?.id).toBe(one.reply?.id)
  await shop.becomes(question.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Полтора килограмма', 'Плед весит 1,4 кг'])
})

test('while the new text is with the moderators the old answer stands, and nothing is asked of the operator', async () => {
  const shop = await office.opensShop()
  const review = await answered(shop, 'review', 'Замок тугой', 'Смажьте замок свечой')
  await shop.meets({ moderationMs: 3600_000 })

  await shop.edits(review.id, 'Замок разработается за неделю')
  await shop.becomes(review.id, 'ACCEPTED')
  await office.passes(600)
  expect(await shop.answerOf(review.id)).toMatchObject({
    status: 'RESPONDED',
    needsResponse: false,
    wbSyncState: 'PENDING',
    editBlocked: 'IN_FLIGHT',
  })
  expect((await shop.messagesOf(review.id)).map(([, text]) => text)).not.toContain('в кабинете')
})

test('an edit whose answer was lost is found by reading and is made once', async () => {
  const shop = await office.opensShop()
  const question = await answered(shop, 'question', 'Стирать в машине?', 'При тридцати градусах')
  await shop.fails({ path: '/api/v1/questions', method: 'PATCH', status: 'reset', times: 1, appliedFirst: true })

  await shop.edits(question.id, 'При тридцати градусах, без отжима')
  await shop.becomes(question.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['При тридцати градусах', 'При тридцати градусах, без отжима'])
})

test('an edit that WB drops without a word ends before the operator, and the old answer stands as it did', async () => {
  const shop = await office.opensShop()
  const review = await answered(shop, 'review', 'Тонкая ткань', 'Ткань летняя')
  await shop.meets({ silentNoApply: true })

  await shop.edits(review.id, 'Ткань летняя, 120 г/м')
  await shop.becomes(review.id, 'ACCEPTED')
  for (const seconds of [15, 60, 300, 1800, 11_000]) await office.passes(seconds)
  await shop.becomes(review.id, 'NEEDS_ATTENTION')
  expect(await shop.answerOf(review.id)).toMatchObject({
    status: 'RESPONDED',
    needsResponse: false,
    wbSyncState: 'CONFIRMED',
    editBlocked: null,
    editUsed: false,
  })
})

test('an edit that moderation refuses ends before the operator after three days; the old answer stands, and the edit is spent', async () => {
  const shop = await office.opensShop()
  const review = await answered(shop, 'review', 'Швы кривые', 'Проверим швы')
  await shop.meets({ moderationRejects: 1 })
  await shop.edits(review.id, 'Проверим швы, пишите в другой мессенджер')
  await shop.becomes(review.id, 'ACCEPTED')

  for (const seconds of [15, 60, 300, 1800, 11_000]) await office.passes(seconds)
  for (let day = 1; day <= 2; day += 1) await office.passes(24 * 3600)
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'ACCEPTED' })
  await office.passes(24 * 3600)
  await shop.becomes(review.id, 'NEEDS_ATTENTION')
  expect(await shop.answerOf(review.id)).toMatchObject({
    status: 'RESPONDED',
    needsResponse: false,
    wbSyncState: 'CONFIRMED',
    editBlocked: 'ALREADY_EDITED',
  })
})

test('an edit that WB refuses is told everywhere until a later one has replaced it', async () => {
  const shop = await office.opensShop()
  const review = await answered(shop, 'review', 'Карман мал', 'Учтём про карман')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'PATCH', status: 400, times: 1 })
  const refused = await shop.edits(review.id, 'Учтём про карман и молнию')
  await shop.becomes(review.id, 'FAILED')

  expect((await shop.messagesOf(review.id)).at(-1)).toEqual(['SELLER', 'Учтём про карман и молнию'])
  expect(await lostTexts(shop)).toEqual(['Учтём про карман и молнию'])
  await raiseAlerts(office.app.deps)
  expect(await alertCodes(shop)).toEqual(['REPLY_FAILED'])

  await shop.edits(review.id, 'Карман увеличим', randomUUID(), refused.reply?.id)
  await shop.becomes(review.id, 'CONFIRMED')
  expect((await shop.messagesOf(review.id)).map(([, text]) => text)).toEqual([
    'Карман мал',
    'Учтём про карман',
    'Карман увеличим',
  ])
  expect(await lostTexts(shop)).toEqual([])
  await raiseAlerts(office.app.deps)
  expect(await alertCodes(shop)).toEqual([])
})

test('an edit of unknown fate is over when a later one is published, also if nobody named it', async () => {
  const shop = await office.opensShop()
  const review = await answered(shop, 'review', 'Очень тонкая ткань', 'Ткань летняя у нас')
  await shop.meets({ silentNoApply: true })
  await shop.edits(review.id, 'Ткань летняя, 120 г')
  await shop.becomes(review.id, 'ACCEPTED')
  for (const seconds of [15, 60, 300, 1800, 11_000]) await office.passes(seconds)
  await shop.becomes(review.id, 'NEEDS_ATTENTION')
  expect(await lostTexts(shop)).toEqual(['Ткань летняя, 120 г'])

  await shop.meets({ silentNoApply: false })
  await shop.edits(review.id, 'Ткань летняя, 130 г')
  await shop.becomes(review.id, 'CONFIRMED')
  expect((await shop.messagesOf(review.id)).map(([, text]) => text)).not.toContain('Ткань летняя, 120 г')
  expect(await lostTexts(shop)).toEqual([])
})

test('the rejection of a question closed by hand that WB refuses is told until it is put aside', async () => {
  const shop = await office.opensShop()
  await shop.buyer('question', { text: 'Кто на фото?' })
  const question = await shop.item('Кто на фото?')
  const closing = { interactionId: question.id, reason: 'MANUAL' }
  await read(office.app, shop, closeMutation, { input: closing })
  await shop.fails({ path: '/api/v1/questions', method: 'PATCH', status: 422, times: 1 })
  const { reply } = await shop.rejects(question.id)
  await shop.becomes(question.id, 'FAILED')

  expect(await shop.answerOf(question.id)).toMatchObject({ status: 'CLOSED', needsResponse: false })
  expect(await lostTexts(shop)).toHaveLength(1)
  await shop.dismisses(reply?.id ?? '')
  expect(await lostTexts(shop)).toEqual([])
})

test('an edit is not sent when WB no longer allows one, and says so', async () => {
  const shop = await office.opensShop()
  const { id } = await shop.buyer('review', { rating: 3, text: 'Пуговица слабая' })
  const review = await shop.item('Пуговица слабая')
  await shop.sends(review.id, 'Пришьём крепче')
  await shop.becomes(review.id, 'CONFIRMED')
  office.waitsBeforeSending(3600)
  await shop.edits(review.id, 'Пришьём крепче и проверим партию')
  // A colleague spends the only edit in the cabinet, on the very same words.
  await shop.colleagueAnswers(id, 'Пришьём крепче')
  office.waitsBeforeSending(0)
  await office.passes(3700)

  await shop.becomes(review.id, 'FAILED')
  expect(await shop.replyTo(review.id)).toMatchObject({ failure: 'NOT_EDITABLE' })
  expect(await shop.applied()).toEqual(['Пришьём крепче'])
  expect(await shop.answerOf(review.id)).toMatchObject({ status: 'RESPONDED', editBlocked: 'FORBIDDEN' })
})

test('a colleague who edits the answer first is not edited over; the lost words are told until they are put aside', async () => {
  const shop = await office.opensShop()
  const { id } = await shop.buyer('question', { text: 'Есть ли карман?' })
  const question = await shop.item('Есть ли карман?')
  await shop.sends(question.id, 'Да, карман внутри')
  await shop.becomes(question.id, 'CONFIRMED')
  office.waitsBeforeSending(3600)
  const { reply } = await shop.edits(question.id, 'Да, два кармана внутри')
  await shop.colleagueAnswers(id, 'Да, карман на молнии')
  await shop.becomes(question.id, 'ANSWERED_ELSEWHERE')
  office.waitsBeforeSending(0)
  await office.passes(3700)

  expect(await shop.applied()).toEqual(['Да, карман внутри'])
  const standing = ['SELLER', 'Да, карман на молнии']
  expect((await shop.messagesOf(question.id)).slice(-2)).toEqual([standing, ['SELLER', 'Да, два кармана внутри']])
  expect(await lostTexts(shop)).toEqual(['Да, два кармана внутри'])
  expect(await alertCodes(shop)).toEqual([])
  await shop.dismisses(reply?.id ?? '')
  expect(await lostTexts(shop)).toEqual([])
  expect((await shop.messagesOf(question.id)).at(-1)).toEqual(standing)
})

test('an edit taken back in time leaves everything as it was', async () => {
  const shop = await office.opensShop()
  const review = await answered(shop, 'review', 'Цвет бледнее', 'Передали фотографу')
  office.waitsBeforeSending(60)
  const edited = await shop.edits(review.id, 'Переснимем карточку')
  await shop.cancels(edited.reply?.id ?? '')
  office.waitsBeforeSending(0)
  await office.passes(120)

  expect(await shop.applied()).toEqual(['Передали фотографу'])
  expect(await shop.answerOf(review.id)).toMatchObject({
    status: 'RESPONDED',
    editBlocked: null,
    wbSyncState: 'CONFIRMED',
  })
})

test('a question is rejected once and for good; the journal keeps who asked for it', async () => {
  const shop = await office.opensShop()
  await shop.buyer('question', { text: 'Кто вы такие?' })
  const question = await shop.item('Кто вы такие?')
  const key = randomUUID()

  expect(await shop.rejects(question.id, key)).toMatchObject({ __typename: 'RejectQuestionSuccess' })
  expect(await shop.rejects(question.id, key)).toMatchObject({ __typename: 'RejectQuestionSuccess' })
  await shop.becomes(question.id, 'CONFIRMED')

  expect(await shop.answerOf(question.id)).toMatchObject({ status: 'CLOSED', closeReason: 'REJECTED' })
  expect(await shop.applied()).toHaveLength(1)
  expect(await shop.journal()).toContain('closed')
  expect(await shop.sends(question.id, 'Магазин пледов')).toMatchObject({ __typename: 'WritingBlocked' })
})

test('a rejection that WB refuses brings the question back, and one taken back never leaves', async () => {
  const shop = await office.opensShop()
  await shop.buyer('question', { text: 'А можно дешевле?' })
  const question = await shop.item('А можно дешевле?')
  await shop.fails({ path: '/api/v1/questions', method: 'PATCH', status: 422, times: 1 })
  await shop.rejects(question.id)
  await shop.becomes(question.id, 'FAILED')
  expect(await shop.answerOf(question.id)).toMatchObject({ status: 'OPEN', needsResponse: true, closeReason: null })

  office.waitsBeforeSending(60)
  const again = await shop.rejects(question.id)
  await shop.cancels(again.reply?.id ?? '')
  office.waitsBeforeSending(0)
  await office.passes(120)
  expect(await shop.applied()).toEqual([])
  expect(await shop.answerOf(question.id)).toMatchObject({ status: 'OPEN', needsResponse: true })
})

test('a review cannot be rejected', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Не пойму зачем' })
  const review = await shop.item('Не пойму зачем')

  expect(await shop.rejects(review.id)).toMatchObject({ __typename: 'BadInput' })
})

async function lostTexts(shop: Shop): Promise<string[]> {
  type Lost = { sellers: { lostReplies: { text: string }[] }[] }
  const { sellers } = await read<Lost>(office.app, shop, '{ sellers { lostReplies { text } } }')
  return sellers[0]?.lostReplies.map(({ text }) => text) ?? []
}

async function alertCodes(shop: Shop): Promise<string[]> {
  type Alerts = { sellers: { opsAlerts: { code: string }[] }[] }
  const { sellers } = await read<Alerts>(office.app, shop, '{ sellers { opsAlerts { code } } }')
  return sellers[0]?.opsAlerts.map(({ code }) => code) ?? []
}

const closeMutation = 'mutation ($input: CloseInteractionInput!) { closeInteraction(input: $input) { __typename } }'
