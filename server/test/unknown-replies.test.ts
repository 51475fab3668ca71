import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, openOffice } from '../testkit/office.ts'

// What is not known of a reply is found out by reading; what could not be read proves nothing.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('EX-43: ten minutes in which the chats could not be read prove nothing about a message', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Когда отправите?' })
  const chat = await shop.item('Когда отправите?')
  await shop.fails({ path: '/api/v1/seller/message', status: 503, times: 1, appliedFirst: true })
  await shop.fails({ path: '/api/v1/seller/events', status: 503, times: 1000 })

  await shop.sends(chat.id, 'Завтра утром')
  await shop.becomes(chat.id, 'UNKNOWN')
  for (let minute = 0; minute < 14; minute++) await office.passes(60)
  expect(await shop.replyTo(chat.id)).toMatchObject({ state: 'UNKNOWN', knownBy: expect.any(String) })

  await shop.recovers()
  await office.passes(900)
  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Завтра утром'])
})

test('hours in which a review could not be read prove nothing about its answer; one look that succeeds does', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 3, text: 'Выцвело' })
  const review = await shop.item('Выцвело')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 503, times: 1 })

  await shop.sends(review.id, 'Проверим швы')
  await shop.becomes(review.id, 'UNKNOWN')
  await shop.fails({ path: '/api/v1/feedback', method: 'GET', status: 503, times: 1000 })
  for (let hour = 0; hour < 4; hour++) await office.passes(3600)
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'UNKNOWN' })

  await shop.recovers()
  await office.passes(1800)
  await shop.becomes(review.id, 'NEEDS_ATTENTION')
})

test('an answer to a review that got lost on the way is sent once more after five minutes, and never a third time', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 3, text: 'Ручка шатается' })
  const review = await shop.item('Ручка шатается')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 503, times: 1 })

  await shop.sends(review.id, 'Подтянем крепления')
  await shop.becomes(review.id, 'UNKNOWN')
  for (const seconds of [15, 60, 200]) await office.passes(seconds)
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'UNKNOWN', attempts: 1 })
  for (const seconds of [60, 1800]) await office.passes(seconds)

  await shop.becomes(review.id, 'CONFIRMED')
  expect(await shop.replyTo(review.id)).toMatchObject({ attempts: 2 })
  expect(await shop.applied()).toEqual(['Подтянем крепления'])
})

test('a key that is refused when an answer goes once more is known to read only, and people are told', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 3, text: 'Ножка качается' })
  const review = await shop.item('Ножка качается')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 503, times: 1 })
  await shop.sends(review.id, 'Подкрутим ножку')
  await shop.becomes(review.id, 'UNKNOWN')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 401, times: 1000 })

  for (const seconds of [15, 60, 300]) await office.passes(seconds)

  await expect.poll(async () => (await shop.replyTo(review.id))?.attempts, { timeout: 10_000 }).toBe(2)
  const { prisma } = office.app.deps.db
  const { sellerId } = await prisma.replyOutbox.findFirstOrThrow({ where: { text: 'Подкрутим ножку' } })
  await expect
    .poll(() => prisma.marketplaceConnection.findUniqueOrThrow({ where: { sellerId } }))
    .toMatchObject({ readOnly: true })
  expect(await shop.journal()).toContain('sync_changed')
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'UNKNOWN' })
  await shop.recovers()
})

test('an answer that gets lost both times is looked for until the operator is asked, and not sent again', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 3, text: 'Крышка тугая' })
  const review = await shop.item('Крышка тугая')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 503, times: 1000 })

  await shop.sends(review.id, 'Крышка разработается')
  await shop.becomes(review.id, 'UNKNOWN')
  for (const seconds of [15, 60, 300, 1800, 11_000]) await office.passes(seconds)

  await shop.becomes(review.id, 'NEEDS_ATTENTION')
  expect(await shop.replyTo(review.id)).toMatchObject({ attempts: 2 })
  await shop.recovers()
})

test('an answer that went once more is looked for as soon after that call as after any other', async () => {
  const shop = await office.opensShop()
  await shop.meets({ moderationMs: 5000 })
  await shop.buyer('review', { rating: 3, text: 'Фитиль короткий' })
  const review = await shop.item('Фитиль короткий')
  // What the lists show would tell it sooner.
  await shop.fails({ path: '/api/v1/feedbacks', method: 'GET', status: 503, times: 1000 })
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 503, times: 1 })
  await shop.sends(review.id, 'Проверим фитиль')
  await shop.becomes(review.id, 'UNKNOWN')
  for (const seconds of [15, 60, 250]) await office.passes(seconds)
  await shop.becomes(review.id, 'ACCEPTED')
  await expect.poll(async () => (await shop.replyTo(review.id))?.moderatedAt, { timeout: 10_000 }).toBeTruthy()

  await pause(5000)
  await office.passes(60)

  await shop.becomes(review.id, 'CONFIRMED')
  await shop.recovers()
})

test('an answer that went once more just before its time was over, and got lost again, has its whole time from then on', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 3, text: 'Крышка протекает' })
  const review = await shop.item('Крышка протекает')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 503, times: 1000 })
  await shop.sends(review.id, 'Проверим прокладку')
  await shop.becomes(review.id, 'UNKNOWN')
  await shop.fails({ path: '/api/v1/feedback', method: 'GET', status: 503, times: 1000 })
  await office.passes(8600)
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'UNKNOWN', attempts: 1 })

  await shop.recovers()
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 503, times: 1000 })
  await office.passes(1810)
  await expect.poll(async () => (await shop.replyTo(review.id))?.attempts, { timeout: 10_000 }).toBe(2)
  await office.passes(1200)
  await pause(3000)
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'UNKNOWN' })
  expect(await shop.item('Крышка протекает')).toMatchObject({ needsResponse: false })

  await office.passes(10_000)
  await shop.becomes(review.id, 'NEEDS_ATTENTION')
  expect(await shop.replyTo(review.id)).toMatchObject({ attempts: 2 })
  await shop.recovers()
})

test('a question whose answer got lost is never sent again by the program', async () => {
  const shop = await office.opensShop()
  await shop.buyer('question', { text: 'Есть ли крышка?' })
  const question = await shop.item('Есть ли крышка?')
  await shop.fails({ path: '/api/v1/questions', method: 'PATCH', status: 503, times: 1 })

  await shop.sends(question.id, 'Да, крышка есть')
  await shop.becomes(question.id, 'UNKNOWN')
  for (const seconds of [15, 60, 300, 1800, 11_000]) await office.passes(seconds)

  await shop.becomes(question.id, 'NEEDS_ATTENTION')
  expect(await shop.replyTo(question.id)).toMatchObject({ attempts: 1 })
  expect(await shop.applied()).toEqual([])
})

test('an answer that nobody could find in time, and that WB shows after all, is published, and nothing is sent again', async () => {
  const shop = await office.opensShop()
  await shop.meets({ silentNoApply: true })
  const { id } = await shop.buyer('review', { rating: 2, text: 'Молния заедает' })
  const review = await shop.item('Молния заедает')

  await shop.sends(review.id, 'Проверим партию')
  await shop.becomes(review.id, 'ACCEPTED')
  for (const seconds of [15, 60, 300, 1800, 11_000]) await office.passes(seconds)
  await shop.becomes(review.id, 'NEEDS_ATTENTION')
  expect(await shop.item('Молния заедает')).toMatchObject({ needsResponse: true })

  await shop.colleagueAnswers(id, 'Проверим партию')
  await shop.becomes(review.id, 'CONFIRMED')
  expect(await shop.item('Молния заедает')).toMatchObject({ needsResponse: false, displayStatus: 'RESPONDED' })
  expect((await shop.messagesOf(review.id)).map(([author]) => author)).toEqual(['BUYER', 'SELLER'])
  expect((await shop.journal()).filter((type) => type === 'reply_sent')).toHaveLength(1)
})

test('what was written anew while the former answer was on WB all the time does not leave', async () => {
  const shop = await office.opensShop()
  await shop.meets({ silentNoApply: true })
  const { id } = await shop.buyer('question', { text: 'Чехол в комплекте?' })
  const question = await shop.item('Чехол в комплекте?')
  await shop.sends(question.id, 'Да, чехол внутри')
  await shop.becomes(question.id, 'ACCEPTED')
  for (const seconds of [15, 60, 300, 1800, 11_000]) await office.passes(seconds)
  await shop.becomes(question.id, 'NEEDS_ATTENTION')

  office.waitsBeforeSending(600)
  await shop.sends(question.id, 'Да, чехол внутри')
  await shop.colleagueAnswers(id, 'Да, чехол внутри')
  await shop.becomes(question.id, 'ANSWERED_ELSEWHERE')
  office.waitsBeforeSending(0)
  await office.passes(1200)

  const events = await shop.journal()
  expect(events.filter((type) => type === 'reply_confirmed')).toHaveLength(1)
  expect(await shop.item('Чехол в комплекте?')).toMatchObject({ needsResponse: false })
})

test('what is not known without a key waits for the next one and asks nobody meanwhile; the new key finds it out', async () => {
  const shop = await office.opensShop()
  const { id } = await shop.buyer('review', { rating: 2, text: 'Разошлась молния' })
  const review = await shop.item('Разошлась молния')
  await shop.buyer('chat', { text: 'Где посылка?' })
  const chat = await shop.item('Где посылка?')
  await shop.fails({ path: '/api/v1/seller/message', status: 503, times: 1, appliedFirst: true })
  await shop.fails({ path: '/api/v1/seller/events', status: 503, times: 1000 })
  await shop.sends(chat.id, 'В пути')
  await shop.becomes(chat.id, 'UNKNOWN')
  office.waitsBeforeSending(60)
  const { reply } = await shop.sends(review.id, 'Проверим молнию')
  office.waitsBeforeSending(0)
  await office.killsWhileSending(reply?.id ?? '')
  await shop.becomes(review.id, 'UNKNOWN')
  await shop.losesKey()
  await shop.recovers()
  await office.passes(1800)
  const withoutKey = { state: 'UNKNOWN', failure: 'AUTH', nextAt: null, knownBy: null }
  await expect.poll(() => shop.replyTo(review.id), { timeout: 10_000 }).toMatchObject(withoutKey)
  await expect.poll(() => shop.replyTo(chat.id), { timeout: 10_000 }).toMatchObject(withoutKey)

  const asked = await shop.requests()
  for (let hour = 0; hour < 4; hour++) await office.passes(3600)
  expect(await shop.requests()).toBe(asked)

  // WB had it after all.
  await shop.colleagueAnswers(id, 'Проверим молнию')
  await shop.connects()
  await shop.becomes(review.id, 'CONFIRMED')
  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.messagesOf(chat.id)).toEqual([
    ['BUYER', 'Где посылка?'],
    ['SELLER', 'В пути'],
  ])
})

test('the number of a look that failed is kept beside the one of the call that sent the reply', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Отклеилась подошва' })
  const review = await shop.item('Отклеилась подошва')
  const fault = (requestId: string) => ({
    status: 500,
    body: JSON.stringify({ error: true, errorText: 'Something went wrong', requestId }),
  })
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', times: 1, ...fault('of the call') })

  await shop.sends(review.id, 'Примем обратно')
  await shop.becomes(review.id, 'UNKNOWN')
  await shop.fails({ path: '/api/v1/feedback', method: 'GET', times: 1000, ...fault('of the look') })
  await office.passes(60)

  const kept = async () =>
    await office.app.deps.db.prisma.replyOutbox.findFirstOrThrow({ where: { text: 'Примем обратно' } })
  await expect.poll(kept, { timeout: 20_000 }).toMatchObject({
    requestId: 'of the call',
    lookRequestId: 'of the look',
    lookDetail: expect.stringMatching(/^WB answered 500/),
  })
  await shop.recovers()
})

test('EX-43: with a key that may ask once an hour, clean polling takes hours, and the operator is told how many', async () => {
  const shop = await office.opensShop({ generate: { chats: 10 } })
  await shop.buyer('chat', { text: 'Можно примерить?' })
  const chat = await shop.item('Можно примерить?')
  await shop.connects({ acc: 1 })
  await shop.fails({ path: '/api/v1/seller/message', status: 503, times: 1 })

  await shop.sends(chat.id, 'Да, в пункте выдачи')
  await shop.becomes(chat.id, 'UNKNOWN')
  const { sentAt, knownBy } = (await shop.replyTo(chat.id)) ?? {}
  const minutes = (Date.parse(knownBy ?? '') - Date.parse(sentAt ?? '')) / 60_000
  expect(minutes).toBeGreaterThanOrEqual(60)
  expect(minutes).toBeLessThanOrEqual(121)

  await office.passes(3000)
  expect(await shop.replyTo(chat.id)).toMatchObject({ state: 'UNKNOWN' })
  // On a busy machine an hour may be over before its reading has ended.
  for (let hour = 0; hour < 12 && (await shop.replyTo(chat.id))?.state === 'UNKNOWN'; hour++) await office.passes(3660)
  await shop.becomes(chat.id, 'NEEDS_ATTENTION')
})
