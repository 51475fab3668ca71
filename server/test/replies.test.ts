import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { read } from '../testkit/ask.ts'
import { type Office, openOffice, type Sent, type Shop } from '../testkit/office.ts'

// From the buyer to the confirmed answer, over real GraphQL, with the simulator in the place of WB.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a review is answered once, moderated, and confirmed when WB shows it', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Порвался шов' })
  const review = await shop.item('Порвался шов')
  expect(review).toMatchObject({ displayStatus: 'WAITING', needsResponse: true })

  const sent = await shop.sends(review.id, 'Передали на производство')
  expect(sent).toMatchObject({
    __typename: 'SendReplySuccess',
    reply: { state: 'QUEUED' },
    interaction: { displayStatus: 'PENDING' },
  })

  await shop.becomes(review.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Передали на производство'])
  expect(await shop.item('Порвался шов')).toMatchObject({ displayStatus: 'RESPONDED', needsResponse: false })
})

test('a question is answered with one PATCH and confirmed when WB shows it', async () => {
  const shop = await office.opensShop()
  await shop.buyer('question', { text: 'Есть размер M?' })
  const question = await shop.item('Есть размер M?')

  await shop.sends(question.id, 'Да, в наличии')
  await shop.becomes(question.id, 'CONFIRMED')

  expect(await shop.applied()).toEqual(['Да, в наличии'])
})

test('a chat message reaches the buyer once and is confirmed by its echo', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Где мой заказ?', clientName: 'Олег' })
  const chat = await shop.item('Где мой заказ?')

  await shop.sends(chat.id, 'Передан в доставку')
  await shop.becomes(chat.id, 'CONFIRMED')

  expect(await shop.applied()).toEqual(['Передан в доставку'])
  expect(await shop.messagesOf(chat.id)).toEqual([
    ['BUYER', 'Где мой заказ?'],
    ['SELLER', 'Передан в доставку'],
  ])
})

test('the same key twice is one reply, one send and the same answer', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Здравствуйте' })
  const chat = await shop.item('Здравствуйте')
  const key = randomUUID()

  const [one, other] = await Promise.all([
    shop.sends(chat.id, 'Добрый день', key),
    shop.sends(chat.id, 'Добрый день', key),
  ])
  await shop.becomes(chat.id, 'CONFIRMED')
  const later = await shop.sends(chat.id, 'Добрый день', key)

  expect(other.reply?.id).toBe(one.reply?.id)
  expect(later.reply).toMatchObject({ id: one.reply?.id, state: 'CONFIRMED' })
  expect(await shop.applied()).toEqual(['Добрый день'])
})

test('a key belongs to one text: with another it is a conflict', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Добрый вечер' })
  const chat = await shop.item('Добрый вечер')
  const key = randomUUID()
  await shop.sends(chat.id, 'Здравствуйте!', key)

  expect(await shop.sends(chat.id, 'Другой текст', key)).toMatchObject({ __typename: 'Conflict', reason: 'KEY_REUSED' })
})

test('two viewers answer one review: one reply leaves, the other reads that one is on its way', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Не работает' })
  const review = await shop.item('Не работает')

  const answers = await Promise.all([shop.sends(review.id, 'Разберёмся'), shop.sends(review.id, 'Нам очень жаль')])
  await shop.becomes(review.id, 'CONFIRMED')

  expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['Conflict', 'SendReplySuccess'])
  expect(answers.find(({ __typename }) => __typename === 'Conflict')).toMatchObject({ reason: 'REPLY_IN_FLIGHT' })
  expect(await shop.applied()).toHaveLength(1)
})

test('a reply taken back in time never leaves, and the item waits again with its former priority', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Сломалось сразу' })
  const review = await shop.item('Сломалось сразу')
  office.waitsBeforeSending(60)

  const sent = await shop.sends(review.id, 'Извините')
  const cancelled = await shop.cancels(sent.reply?.id ?? '')
  office.waitsBeforeSending(0)
  await office.passes(120)

  expect(cancelled).toMatchObject({ __typename: 'CancelReplySuccess', reply: { state: 'CANCELLED' } })
  expect(await shop.item('Сломалось сразу')).toMatchObject({ needsResponse: true, priority: review.priority })
  expect(await shop.applied()).toEqual([])
})

test('a reply taken back while we look whether somebody has answered meanwhile does not leave', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Колесо скрипит' })
  const review = await shop.item('Колесо скрипит')
  await shop.fails({ path: '/api/v1/feedback', method: 'GET', status: 'slow', delayMs: 2500, times: 1 })

  const sent = await shop.sends(review.id, 'Пришлите, пожалуйста, видео')
  await isTaken('Пришлите, пожалуйста, видео')
  const cancelled = await shop.cancels(sent.reply?.id ?? '')
  await office.passes(120)

  expect(cancelled).toMatchObject({ __typename: 'CancelReplySuccess', reply: { state: 'CANCELLED' } })
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'CANCELLED', attempts: 0, sentAt: null })
  expect(await shop.applied()).toEqual([])
})

test('whoever sends chooses for how long it can be taken back, up to twenty seconds', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 3, text: 'Долго думаю' })
  const review = await shop.item('Долго думаю')
  const reply = { interactionId: review.id, text: 'Спасибо за отзыв о товаре' }
  expect(await sendsWithUndo(shop, { ...reply, undoSeconds: 21 })).toMatchObject({ __typename: 'BadInput' })

  expect(await sendsWithUndo(shop, { ...reply, undoSeconds: 20 })).toMatchObject({ __typename: 'SendReplySuccess' })
  await office.passes(10)
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'QUEUED' })
  await office.passes(11)
  await shop.becomes(review.id, 'CONFIRMED')
})

test('what WB refuses in a chat is told with its reason, the text is kept, and the item waits again', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Когда вернёте деньги?' })
  const chat = await shop.item('Когда вернёте деньги?')
  await shop.fails({ path: '/api/v1/seller/message', status: 400, times: 5 })

  await shop.sends(chat.id, 'Пишите мне в другой мессенджер')
  await shop.becomes(chat.id, 'MODERATION_REJECTED')

  expect(await shop.replyTo(chat.id)).toMatchObject({ failure: 'MODERATION', text: 'Пишите мне в другой мессенджер' })
  expect(await shop.applied()).toEqual([])
  expect(await shop.item('Когда вернёте деньги?')).toMatchObject({ needsResponse: true, displayStatus: 'FAILED' })
})

test('messages that are pressed one right after the other stand before the buyer in that order', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Как собрать?' })
  const chat = await shop.item('Как собрать?')
  const steps = ['Сначала ножки', 'Потом столешница', 'Потом стяжки', 'В конце заглушки', 'И всё готово']

  for (const step of steps) await shop.sends(chat.id, step)
  await expect
    .poll(async () => (await shop.messagesOf(chat.id)).map(([, text]) => text), { timeout: 20_000 })
    .toEqual(['Как собрать?', ...steps])
  await shop.becomes(chat.id, 'CONFIRMED')

  const shown = await office.app.deps.db.prisma.chatMessage.findMany({
    where: { text: { in: steps } },
    orderBy: { sentAt: 'asc' },
  })
  expect(shown.map(({ text }) => text)).toEqual(steps)
  const replies = await office.app.deps.db.prisma.replyOutbox.findMany({
    where: { text: { in: steps } },
    orderBy: { sentAt: 'asc' },
  })
  for (const [number, { sentAt }] of replies.slice(1).entries()) {
    const { acceptedAt, confirmedAt } = replies[number] ?? {}
    // Each waited until the one before it was seen in the chat, or had had the time for that.
    const seenAt = Math.min(Number(confirmedAt ?? Infinity), Number(acceptedAt) + 500)
    expect(Number(sentAt)).toBeGreaterThanOrEqual(seenAt)
  }
}, 40_000)

test('a message that WB refuses in an answered chat stays in the conversation until it is put aside or sent anew', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Какая длина рукава?' })
  const chat = await shop.item('Какая длина рукава?')
  await shop.sends(chat.id, 'Шестьдесят сантиметров')
  await shop.becomes(chat.id, 'CONFIRMED')

  await shop.fails({ path: '/api/v1/seller/message', status: 400, times: 1 })
  const refused = await shop.sends(chat.id, 'Фото в другом мессенджере')
  await shop.becomes(chat.id, 'MODERATION_REJECTED')
  await shop.sends(chat.id, 'Рады помочь')
  await shop.becomes(chat.id, 'CONFIRMED')

  expect(await shop.messagesOf(chat.id)).toEqual([
    ['BUYER', 'Какая длина рукава?'],
    ['SELLER', 'Шестьдесят сантиметров'],
    ['SELLER', 'Фото в другом мессенджере'],
    ['SELLER', 'Рады помочь'],
  ])

  expect(await shop.dismisses(refused.reply?.id ?? '')).toMatchObject({ __typename: 'DismissReplySuccess' })
  expect(await shop.dismisses(refused.reply?.id ?? '')).toMatchObject({ __typename: 'DismissReplySuccess' })
  expect((await shop.messagesOf(chat.id)).map(([, text]) => text)).not.toContain('Фото в другом мессенджере')
  expect((await shop.journal()).filter((type) => type === 'reply_failed')).toHaveLength(1)
})

test('of two queued messages the first one that WB refuses stays in its place, and goes when another replaces it', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Есть ли чехол?' })
  const chat = await shop.item('Есть ли чехол?')
  await shop.fails({ path: '/api/v1/seller/message', status: 400, times: 1 })
  const first = await shop.sends(chat.id, 'Чехол отдельно')
  await shop.sends(chat.id, 'Артикул пришлём')
  await shop.becomes(chat.id, 'CONFIRMED')
  expect((await shop.messagesOf(chat.id)).map(([, text]) => text)).toEqual([
    'Есть ли чехол?',
    'Чехол отдельно',
    'Артикул пришлём',
  ])

  await shop.sends(chat.id, 'Чехол продаётся отдельно', randomUUID(), first.reply?.id)
  await shop.becomes(chat.id, 'CONFIRMED')
  expect((await shop.messagesOf(chat.id)).map(([, text]) => text)).toEqual([
    'Есть ли чехол?',
    'Артикул пришлём',
    'Чехол продаётся отдельно',
  ])
  expect(await shop.applied()).toEqual(['Артикул пришлём', 'Чехол продаётся отдельно'])
})

test('a reply that is on its way cannot be put aside', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 4, text: 'Цвет ярче' })
  const review = await shop.item('Цвет ярче')
  const sent = await shop.sends(review.id, 'Учтём в описании')

  expect(await shop.dismisses(sent.reply?.id ?? '')).toMatchObject({
    __typename: 'Conflict',
    reason: 'REPLY_IN_FLIGHT',
  })
  await shop.becomes(review.id, 'CONFIRMED')
  expect(await shop.dismisses(sent.reply?.id ?? '')).toMatchObject({ __typename: 'Conflict' })
})

test('several replies on a poor key wait for their turn as long as it takes; waiting is no try', async () => {
  const shop = await office.opensShop()
  const texts = ['Отклеилась подошва', 'Треснула пряжка', 'Выцвела ткань']
  const reviews = []
  for (const text of texts) {
    await shop.buyer('review', { rating: 3, text })
    reviews.push(await shop.item(text))
  }
  await shop.connects({ acc: 1 })
  for (const { id } of reviews) await shop.sends(id, 'Спасибо за замечание')

  for (let looks = 0; looks < 12; looks += 1) await office.passes(760)
  for (const { id } of reviews) await shop.becomes(id, 'CONFIRMED')
  expect(await shop.applied()).toHaveLength(3)
  const journal = await shop.journal()
  expect(journal).not.toContain('reply_failed')
  // What only stood in line was not being sent.
  expect(journal.filter((type) => type === 'reply_sending')).toHaveLength(3)
})

test('a key without chats fails the message that was on its way, and leaves reviews to be answered', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Когда привезут?' })
  await shop.buyer('review', { rating: 4, text: 'Маломерят на размер' })
  const [chat, review] = [await shop.item('Когда привезут?'), await shop.item('Маломерят на размер')]
  office.waitsBeforeSending(15)
  await shop.sends(chat.id, 'Завтра')
  office.waitsBeforeSending(0)

  await shop.connects({ categories: [7] })
  await office.passes(20)

  await shop.becomes(chat.id, 'FAILED')
  expect(await shop.replyTo(chat.id)).toMatchObject({ failure: 'SCOPE', attempts: 0 })
  expect(await shop.sends(review.id, 'Спасибо, поправим таблицу')).toMatchObject({ __typename: 'SendReplySuccess' })
  await shop.becomes(review.id, 'CONFIRMED')
})

test('a reply that waits while the key is withdrawn waits for another one, and leaves once with that', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 4, text: 'Молния тугая' })
  const review = await shop.item('Молния тугая')
  office.waitsBeforeSending(600)
  await shop.sends(review.id, 'Разработается за неделю')
  office.waitsBeforeSending(0)

  await shop.losesKey()
  await office.passes(601)

  const held = { state: 'QUEUED', failure: 'AUTH', attempts: 0, nextAt: null }
  await expect.poll(() => shop.replyTo(review.id), { timeout: 10_000 }).toMatchObject(held)
  for (let hour = 0; hour < 3; hour++) await office.passes(3600)
  expect(await shop.replyTo(review.id)).toMatchObject(held)
  expect(await shop.item('Молния тугая')).toMatchObject({ needsResponse: false, displayStatus: 'PENDING' })
  expect(await shop.applied()).toEqual([])

  await shop.connects()
  await shop.becomes(review.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Разработается за неделю'])
})

test('what moderation refuses later is told, and the item waits again with its former priority', async () => {
  const shop = await office.opensShop()
  await shop.meets({ moderationRejects: 1 })
  await shop.buyer('review', { rating: 2, text: 'Нитки торчат' })
  const review = await shop.item('Нитки торчат')

  await shop.sends(review.id, 'Плохой ответ')
  await shop.becomes(review.id, 'REJECTED')

  expect(await shop.replyTo(review.id)).toMatchObject({ failure: 'MODERATION', text: 'Плохой ответ' })
  expect(await shop.item('Нитки торчат')).toMatchObject({ needsResponse: true, priority: review.priority })
})

test('a key that WB stops accepting holds the reply that it cannot look for, in words and without a storm of calls', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Не грузится' })
  const review = await shop.item('Не грузится')
  await shop.fails({ path: '/api/v1/feedback', status: 401, times: 1000 })

  await shop.sends(review.id, 'Разберёмся')

  const held = { state: 'QUEUED', failure: 'AUTH', attempts: 0 }
  await expect.poll(() => shop.replyTo(review.id), { timeout: 15_000 }).toMatchObject(held)
  for (let minute = 0; minute < 5; minute++) await office.passes(61)
  expect(await shop.replyTo(review.id)).toMatchObject(held)
  expect(await shop.applied()).toEqual([])
  const asked = await shop.requests()
  await office.passes(3600)
  expect(await shop.requests()).toBe(asked)

  await shop.recovers()
  await shop.connects()
  await shop.becomes(review.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Разберёмся'])
})

test('WB that cannot be read before sending is tried again and then given up, not waited for without end', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Скрипит' })
  const review = await shop.item('Скрипит')
  await shop.fails({ path: '/api/v1/feedback', method: 'GET', status: 500, times: 1000 })

  await shop.sends(review.id, 'Смажем')
  await shop.becomes(review.id, 'RETRY_WAIT')
  // On a busy machine a pause may be over before the try of the one before has ended.
  for (let seconds = 11; seconds < 1000 && (await shop.replyTo(review.id))?.state !== 'FAILED'; seconds *= 2)
    await office.passes(seconds)

  await shop.becomes(review.id, 'FAILED')
  expect(await shop.replyTo(review.id)).toMatchObject({ failure: 'NETWORK' })
})

test('EX-43: WB limits the pace six times: the reply fails, the item waits with its former priority, nothing was sent', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Пахнет краской' })
  const review = await shop.item('Пахнет краской')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 429, times: 6, retrySeconds: 1 })

  await shop.sends(review.id, 'Проветрите')
  await shop.becomes(review.id, 'RETRY_WAIT')
  for (let seconds = 11; seconds < 1000 && (await shop.replyTo(review.id))?.state !== 'FAILED'; seconds *= 2)
    await office.passes(seconds)

  await shop.becomes(review.id, 'FAILED')
  expect(await shop.replyTo(review.id)).toMatchObject({ failure: 'RATE', attempts: 6 })
  expect(await shop.item('Пахнет краской')).toMatchObject({ needsResponse: true, priority: review.priority })
  expect(await shop.journal()).not.toContain('reply_sent')
})

test('a question whose answer was lost on the way is found, and answered once', async () => {
  const shop = await office.opensShop()
  await shop.buyer('question', { text: 'Подходит к дивану?' })
  const question = await shop.item('Подходит к дивану?')
  await shop.fails({ path: '/api/v1/questions', method: 'PATCH', status: 'reset', times: 1, appliedFirst: true })

  await shop.sends(question.id, 'Да, подходит')
  await shop.becomes(question.id, 'CONFIRMED')

  expect(await shop.applied()).toEqual(['Да, подходит'])
})

test('an answer that WB took but never shows is not sent again; the operator is asked', async () => {
  const shop = await office.opensShop()
  await shop.meets({ silentNoApply: true })
  await shop.buyer('question', { text: 'Какой вес?' })
  const question = await shop.item('Какой вес?')

  await shop.sends(question.id, 'Два килограмма')
  await shop.becomes(question.id, 'ACCEPTED')
  for (const seconds of [3, 10, 60, 300, 1800, 10_800]) await office.passes(seconds)

  await shop.becomes(question.id, 'NEEDS_ATTENTION')
  expect(await shop.item('Какой вес?')).toMatchObject({ needsResponse: true })
  expect(await shop.applied()).toEqual([])
})

test('of two messages waiting in a chat the first is taken back: the chat waits again only when the second is too', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Есть скидка?' })
  const chat = await shop.item('Есть скидка?')
  office.waitsBeforeSending(60)
  const first = await shop.sends(chat.id, 'Да')
  const second = await shop.sends(chat.id, 'Десять процентов')

  await shop.cancels(first.reply?.id ?? '')
  expect(await shop.item('Есть скидка?')).toMatchObject({ needsResponse: false })
  await shop.cancels(second.reply?.id ?? '')
  office.waitsBeforeSending(0)

  expect(await shop.item('Есть скидка?')).toMatchObject({ needsResponse: true, priority: chat.priority })
  expect(await shop.applied()).toEqual([])
})

test('a process that died during the call leaves a reply that is looked for, never sent again', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Шов разошёлся' })
  const review = await shop.item('Шов разошёлся')
  office.waitsBeforeSending(600)
  const sent = await shop.sends(review.id, 'Пришлём новый')
  await office.killsWhileSending(sent.reply?.id ?? '')
  office.waitsBeforeSending(0)

  await shop.becomes(review.id, 'UNKNOWN')
  await office.passes(60)
  expect(await shop.applied()).toEqual([])
})

test('a text that no database keeps is refused in words', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Алло' })
  const chat = await shop.item('Алло')

  expect(await shop.sends(chat.id, 'Да\u0000')).toMatchObject({ __typename: 'BadInput' })
  expect(await shop.sends(chat.id, '\u200b\u2060')).toMatchObject({ __typename: 'BadInput' })
})

test('EX-42: WB took the answer but its reply was lost: it is found, and sent once', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 3, text: 'Цвет не тот' })
  const review = await shop.item('Цвет не тот')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 502, times: 1, appliedFirst: true })

  await shop.sends(review.id, 'Проверим фотографии')
  await shop.becomes(review.id, 'CONFIRMED')

  expect(await shop.applied()).toEqual(['Проверим фотографии'])
  expect((await shop.journal()).filter((type) => type === 'reply_manual')).toHaveLength(1)
})

test('EX-43: a chat message whose fate is unknown is never repeated; the operator is asked', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Вы тут?' })
  const chat = await shop.item('Вы тут?')
  await shop.fails({ path: '/api/v1/seller/message', status: 503, times: 1 })

  await shop.sends(chat.id, 'Да, на связи')
  await shop.becomes(chat.id, 'UNKNOWN')
  // On a busy machine a minute may be over before its reading has ended.
  for (let minute = 0; minute < 30 && (await shop.replyTo(chat.id))?.state === 'UNKNOWN'; minute++)
    await office.passes(60)

  await shop.becomes(chat.id, 'NEEDS_ATTENTION')
  expect(await shop.applied()).toEqual([])
}, 120_000)

test('429 waits as long as WB says, then the reply goes out once', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Можно обменять?' })
  const chat = await shop.item('Можно обменять?')
  await shop.fails({ path: '/api/v1/seller/message', status: 429, times: 1, retrySeconds: 30 })

  await shop.sends(chat.id, 'Конечно')
  await shop.becomes(chat.id, 'RETRY_WAIT')
  await office.passes(31)

  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Конечно'])
})

const staleSign = { path: '/api/v1/seller/message', status: 400, body: '{"error":"Invalid signature"}' }

test('a stale sign while the chats cannot be listed is waited for, and the message goes out once', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Где чек?' })
  const chat = await shop.item('Где чек?')
  await shop.fails({ ...staleSign, times: 1 })
  await shop.fails({ path: '/api/v1/seller/chats', status: 503, times: 1000 })

  await shop.sends(chat.id, 'Пришлём на почту')
  await shop.becomes(chat.id, 'RETRY_WAIT')
  expect(await shop.replyTo(chat.id)).toMatchObject({ failure: 'NETWORK' })
  await shop.recovers()
  await office.passes(900)

  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Пришлём на почту'])
})

test('a sign that WB refuses although it is fresh is told as that, not as a chat that is gone', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Есть гарантия?' })
  const chat = await shop.item('Есть гарантия?')
  await shop.fails({ ...staleSign, times: 2 })

  await shop.sends(chat.id, 'Год')
  await shop.becomes(chat.id, 'FAILED')

  expect(await shop.replyTo(chat.id)).toMatchObject({ failure: 'STALE_SIGN', text: 'Год' })
  expect(await shop.item('Есть гарантия?')).toMatchObject({ needsResponse: true })
})

test('WB that takes longer over a message than a lease holds is waited for, and nothing becomes unknown', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Сколько ждать?' })
  const chat = await shop.item('Сколько ждать?')
  await shop.fails({ path: '/api/v1/seller/message', status: 'slow', delayMs: 6000, times: 1 })
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  await shop.sends(chat.id, 'Неделю')
  await shop.becomes(chat.id, 'SENDING')

  await office.passes(50)
  vi.advanceTimersByTime(15_000)
  vi.useRealTimers()
  await office.passes(30)

  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.journal()).not.toContain('reply_unknown')
})

async function sendsWithUndo(shop: Shop, input: object): Promise<Sent> {
  const query = 'mutation ($input: SendReplyInput!) { sendReply(input: $input) { __typename } }'
  const variables = { input: { key: randomUUID(), ...input } }
  return (await read<{ sendReply: Sent }>(office.app, shop, query, variables)).sendReply
}

/** Waits until somebody works on the reply: first he looks. */
async function isTaken(text: string): Promise<void> {
  const row = () => office.app.deps.db.prisma.replyOutbox.findFirstOrThrow({ where: { text } })
  await expect.poll(async () => (await row()).leaseOwner, { interval: 20, timeout: 10_000 }).not.toBeNull()
}
