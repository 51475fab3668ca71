import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IncomingChat, IncomingItem } from '#domain/incoming.ts'
import { openConnectors } from '#sources/all.ts'
import type { Connector } from '#sources/connector.ts'
import { OutcomeUnknown, RefusedBySource } from '#sources/errors.ts'
import { type Simulation, simulate, sourceDepsFor } from '../../../testkit/shop.ts'
import { probe } from './probe.ts'
import { decodeToken } from './token.ts'

let simulator: Simulation

beforeAll(async () => {
  simulator = await simulate()
})

afterAll(() => simulator.close())

test('EX-11: a review brings the buyer’s words as one text, and what WB tells beside them', async () => {
  const shop = await openedShop()
  await simulator.act('POST buyer/review', {
    sid: shop.sid,
    rating: 4,
    text: 'Отлично',
    pros: 'Быстро',
    photos: 2,
    bables: ['качество'],
  })

  const [review] = await readAll<IncomingItem>(shop.reviews)

  expect(review).toMatchObject({
    text: 'Отлично\nПлюсы: Быстро',
    rating: 4,
    hasMedia: true,
    answer: null,
    processed: false,
    extra: { body: 'Отлично', pros: 'Быстро', cons: null, tags: ['качество'] },
  })
  expect(review?.extra.photos).toHaveLength(2)
})

test('an answer to a review is taken, and seen by its id', async () => {
  const shop = await openedShop()
  const { id } = await simulator.act<{ id: string }>('POST buyer/review', { sid: shop.sid, rating: 5, text: 'Супер' })
  const target = { externalId: id, replySign: null }

  await shop.reviews.reply(target, 'Спасибо!')

  expect(await shop.reviews.lookFor(target, 'rest')).toMatchObject({ answer: { text: 'Спасибо!' } })
})

test('WB takes an answer to nothing, and looking for it tells the truth', async () => {
  const shop = await openedShop()
  const target = { externalId: 'YX52RZEBhH9mrcYdEJuD', replySign: null }

  await shop.reviews.reply(target, 'Спасибо!')

  expect(await shop.reviews.lookFor(target, 'rest')).toBeNull()
})

test('an answer to a question is taken, seen, and changeable', async () => {
  const shop = await openedShop()
  const { id } = await simulator.act<{ id: string }>('POST buyer/question', {
    sid: shop.sid,
    text: 'Есть размер M?',
    isWarned: true,
  })
  const target = { externalId: id, replySign: null }

  await shop.questions.reply(target, 'Есть')

  expect(await shop.questions.lookFor(target, 'rest')).toMatchObject({
    text: 'Есть размер M?',
    answer: { text: 'Есть', state: 'shown' },
  })
  expect(await shop.questions.lookFor({ externalId: 'nobody', replySign: null }, 'rest')).toBeNull()
})

test('a question WB does not know cannot be answered', async () => {
  const shop = await openedShop()
  const error = await failureOf(shop.questions.reply({ externalId: 'nobody', replySign: null }, 'Есть'))
  expect(error).toMatchObject({ reason: 'not_found' })
})

test('a message goes out with the sign of its chat, and with an old sign it surely does not', async () => {
  const shop = await openedShop()
  const { chatID } = await simulator.act<{ chatID: string }>('POST buyer/chat', {
    sid: shop.sid,
    text: 'Когда придёт?',
  })
  const target = { externalId: chatID, replySign: null }
  const replySign = await shop.chats.replySign(target)

  const receipt = await shop.chats.reply({ ...target, replySign }, 'Завтра')
  await simulator.act('POST rotate-sign', { sid: shop.sid })

  expect(receipt.sentAt).toBeInstanceOf(Date)
  expect(await failureOf(shop.chats.reply({ ...target, replySign }, 'Завтра'))).toMatchObject({ reason: 'stale_sign' })
  expect(await failureOf(shop.chats.reply(target, 'Завтра'))).toMatchObject({ reason: 'stale_sign' })
})

test.each([
  ['a reset', { status: 'reset', appliedFirst: true }],
  ['a fault', { status: 502, appliedFirst: true }],
  ['half an answer', { status: 'truncated', appliedFirst: true }],
  ['an empty 200', { status: 'empty', appliedFirst: true }],
  ['a page of a web site', { status: 'html', appliedFirst: true }],
])('a write whose answer was lost by %s is unknown in every channel', async (_, trouble) => {
  const shop = await openedShop()
  const { id } = await simulator.act<{ id: string }>('POST buyer/question', { sid: shop.sid, text: 'Есть M?' })
  const { chatID } = await simulator.act<{ chatID: string }>('POST buyer/chat', { sid: shop.sid, text: 'Ау' })
  const replySign = await shop.chats.replySign({ externalId: chatID, replySign: null })

  await simulator.act('POST fail', { sid: shop.sid, method: 'PATCH', ...trouble })
  await simulator.act('POST fail', { sid: shop.sid, path: '/api/v1/seller/message', ...trouble })
  const lost = [
    await failureOf(shop.questions.reply({ externalId: id, replySign: null }, 'Есть')),
    await failureOf(shop.chats.reply({ externalId: chatID, replySign }, 'Да')),
  ]

  expect(lost.map((error) => error instanceof OutcomeUnknown)).toEqual([true, true])
})

test('a key that may only read reads everything and writes nothing', async () => {
  const shop = await openedShop({ readOnly: true })
  await simulator.act('POST buyer/review', { sid: shop.sid, rating: 5, text: 'Супер' })

  expect(await readAll(shop.reviews)).toHaveLength(1)
  expect(await failureOf(shop.reviews.reply({ externalId: 'x', replySign: null }, 'Спасибо'))).toBeInstanceOf(
    RefusedBySource,
  )
})

test.each([
  ['everything', {}, {}, { feedbacks: 'granted', chats: 'granted' }],
  ['reviews only', { categories: [7] }, {}, { feedbacks: 'granted', chats: 'denied' }],
  ['nothing any more', {}, { path: '/', status: 401, times: 2 }, { feedbacks: 'rejected', chats: 'rejected' }],
  [
    'what cannot be reached',
    {},
    { path: '/api/v1/seller', status: 'reset' },
    { feedbacks: 'granted', chats: 'unreachable' },
  ],
  ...['error', 'additional', 402, 404, 409, 422].map((status): [string, object, object, object] => [
    `what WB stumbles over once with ${status}`,
    {},
    { path: '/api/v1/', status, times: 2 },
    { feedbacks: 'unreachable', chats: 'unreachable' },
  ]),
  [
    'what is asked too often',
    {},
    { path: '/api/v1/seller', status: 429 },
    { feedbacks: 'granted', chats: { until: expect.any(Date) } },
  ],
])('before a key is kept it is tried: it opens %s', async (_, wish, trouble, opened) => {
  const sid = randomUUID()
  const { token } = await simulator.act<{ token: string }>('POST token', { sid, ...wish })
  if ('path' in trouble) await simulator.act('POST fail', { sid, ...trouble })

  expect(await probe(sourceDepsFor(simulator.url), decodeToken(token, new Date()))).toEqual(opened)
})

async function openedShop(wish: object = {}) {
  const sid = randomUUID()
  const { token } = await simulator.act<{ token: string }>('POST token', { sid, ...wish })
  const opened = openConnectors(sourceDepsFor(simulator.url), decodeToken(token, new Date()))
  const find = (channel: string) => {
    const connector = opened.find((each) => each.channel === channel)
    if (!connector) throw new Error(`the key does not open ${channel}`)
    return connector
  }
  return { sid, reviews: find('review'), questions: find('question'), chats: find('chat') }
}

async function readAll<Item extends IncomingItem | IncomingChat>(connector: Connector): Promise<Item[]> {
  const items: Item[] = []
  for await (const page of connector.pages(null)) items.push(...(page.items as Item[]))
  return items
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return await call.then(
    () => null,
    (error: unknown) => error,
  )
}
