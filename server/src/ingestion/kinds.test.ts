import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Channel } from '#domain/interaction.ts'
import { openConnection } from '#storage/connections.ts'
import type { Db } from '#storage/db.ts'
import { depsFor, givenShop, openTestDb, type Simulation, seal, simulate, testClock } from '../../testkit/shop.ts'
import { runChannel } from './run-channel.ts'

// Kinds of items that are easily taken for others, as they come over HTTP (domain §2).

let db: Db
let simulator: Simulation

beforeAll(async () => {
  db = await openTestDb()
  simulator = await simulate()
})
afterAll(async () => {
  await simulator.close()
  await db.close()
})

test('EX-04: stars without a word are closed, low, and answered by nobody', async () => {
  const shop = await openedShop()
  await shop.act('buyer/review', { rating: 5 })

  expect(await shop.only('review')).toMatchObject({
    status: 'closed',
    closeReason: 'no_text',
    needsResponse: false,
    priority: 'low',
    lastReplyText: null,
    rating: 5,
  })
})

test('stars with a picture, or with a word in the fields beside the text, wait for an answer', async () => {
  const shop = await openedShop()
  await shop.act('buyer/review', { rating: 5, photos: 1 })
  await shop.act('buyer/review', { rating: 2, cons: 'Маломерит' })

  expect(await shop.statuses('review')).toEqual(['open', 'open'])
})

test('what WB holds as done without an answer is closed as archived, and not counted as answered', async () => {
  const shop = await openedShop()
  const { id } = await shop.act('buyer/review', { rating: 4, text: 'Хорошая вещь' })
  const review = {
    id,
    text: 'Хорошая вещь',
    productValuation: 4,
    createdDate: '2026-11-01T10:00:00Z',
    state: 'wbRu',
    answer: null,
  }
  // The count, what waits, what is done.
  for (const list of [[], [], [review]]) await shop.answersNext('/api/v1/feedbacks', list)

  expect(await shop.only('review')).toMatchObject({
    status: 'closed',
    closeReason: 'wb_archived',
    needsResponse: false,
    lastReplyText: null,
    firstResponseAt: null,
  })
})

test('a supplement is an item of its own and knows its first part, which knows it', async () => {
  const shop = await openedShop()
  const first = await shop.act('buyer/review', { rating: 5, text: 'Отлично' })
  const second = await shop.act('buyer/review', {
    rating: 1,
    text: 'Через неделю сломалось',
    parentFeedbackId: first.id,
  })

  const rows = await shop.rows('review')
  const by = (id: string) => rows.find(({ externalId }) => externalId === id)
  expect([by(first.id)?.status, by(second.id)?.status]).toEqual(['open', 'open'])
  expect(by(second.id)?.extra).toMatchObject({ parentFeedbackId: first.id })
  expect(by(first.id)?.extra).toMatchObject({ childFeedbackId: second.id })
})

test('a question that was rejected is closed as that; the reason given is no answer', async () => {
  const shop = await openedShop()
  const { id } = await shop.act('buyer/question', { text: 'Позвоните мне' })
  expect(await shop.only('question')).toMatchObject({ status: 'open' })

  await shop.rejects(id, 'Вопрос не о товаре')
  shop.clock.pass(60_000)

  expect(await shop.only('question')).toMatchObject({
    status: 'closed',
    closeReason: 'rejected',
    needsResponse: false,
    lastReplyText: null,
    extra: { rejectionText: 'Вопрос не о товаре' },
  })
})

test('EX-02: a message of WB itself is no answer, and the buyer goes on waiting', async () => {
  const shop = await openedShop()
  const { chatID } = await shop.act('buyer/chat', { text: 'Где мой заказ?' })
  await shop.act('buyer/chat', { chatID, sender: 'wb', text: 'Мы передали вопрос продавцу' })

  expect(await shop.only('chat')).toMatchObject({ status: 'open', needsResponse: true, text: 'Где мой заказ?' })
  expect(await shop.thread()).toMatchObject({
    chatStatus: 'waiting',
    unreadCount: 1,
    messages: [{ author: 'buyer' }, { author: 'system' }],
  })
})

test('a chat that WB opened by itself waits for nobody’s answer', async () => {
  const shop = await openedShop()
  await shop.act('buyer/chat', { sender: 'wb', text: 'Покупатель поставил низкую оценку' })
  await shop.only('chat')

  expect(await shop.thread()).toMatchObject({ chatStatus: 'waiting', unreadCount: 0 })
})

async function openedShop() {
  const { sellerId, sid } = await givenShop(db, simulator)
  const clock = testClock(new Date().toISOString())
  const deps = depsFor(db, simulator.url, { clock })

  async function rows(channel: Channel) {
    await runChannel(deps, { sellerId, channel })
    return await db.prisma.interaction.findMany({ where: { sellerId, channel } })
  }
  return {
    clock,
    rows,
    act: (path: string, body: object) =>
      simulator.act<{ id: string; chatID: string }>(`POST ${path}`, { sid, ...body }),
    async only(channel: Channel) {
      const found = await rows(channel)
      expect(found).toHaveLength(1)
      return found[0]
    },
    statuses: async (channel: Channel) => (await rows(channel)).map(({ status }) => status),
    thread: () =>
      db.prisma.chatThread.findFirstOrThrow({
        where: { sellerId },
        include: { messages: { orderBy: [{ sentAt: 'asc' }, { arrival: 'asc' }] } },
      }),
    /** What WB answers to the next request to this path, in the place of what it holds. */
    answersNext: (path: string, feedbacks: object[]) =>
      simulator.act('POST fail', {
        sid,
        path,
        status: 200,
        body: JSON.stringify({ data: { countUnanswered: 0, countArchive: 1, feedbacks }, error: false, errorText: '' }),
      }),
    /** As the seller does it in the portal: by WB's own method. */
    async rejects(id: string, text: string) {
      const connection = await openConnection({ db, seal }, sellerId)
      const response = await fetch(`${simulator.url}/api/v1/questions`, {
        method: 'PATCH',
        headers: { Authorization: connection?.token ?? '', 'Content-Type': 'application/json' },
        body: JSON.stringify({ id, answer: { text }, state: 'none' }),
      })
      expect(response.status).toBe(200)
    },
  }
}
