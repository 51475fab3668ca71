import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OutgoingFile } from '#sources/connector.ts'
import type { Db } from '#storage/db.ts'
import {
  depsFor,
  givenShop,
  openTestDb,
  type Simulation,
  simulate,
  syncChannel,
  testClock,
} from '../../testkit/shop.ts'

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

test('a buyer asks, and the chat waits with its words, its order and its deadline', async () => {
  const shop = await openedShop()
  const chat = await shop.buyerWrites({ text: 'Можно вернуть?', clientName: 'Алёна' })

  await shop.sync()

  const row = await shop.row(chat)
  expect(row).toMatchObject({ status: 'open', text: 'Можно вернуть?', customerName: 'Алёна', customerIdKind: 'none' })
  expect(row.subject).toMatch(/^Чат · Алёна/)
  expect(row.orderId).toEqual(expect.any(String))
  expect(row.thread).toMatchObject({ chatStatus: 'waiting', unreadCount: 1, replySign: expect.stringContaining(chat) })
})

test('EX-01: buyer, colleague in the portal, buyer again: the client has replied', async () => {
  const shop = await openedShop()
  const chatID = await shop.buyerWrites({ text: 'Когда будет 48 размер?' })
  await simulator.act('POST portal/message', { sid: shop.sid, chatID, text: 'В пятницу' })
  await shop.sync()
  expect(await shop.row(chatID)).toMatchObject({
    status: 'responded',
    lastReplyText: 'В пятницу',
    lastReplySource: 'wb_cabinet',
  })

  await shop.buyerWrites({ chatID, text: 'А точно?' })
  await shop.sync()

  expect(await shop.row(chatID)).toMatchObject({
    status: 'open',
    thread: { chatStatus: 'client_replied', unreadCount: 1 },
  })
  expect(await shop.history(chatID)).toMatchObject([{ text: 'В пятницу', source: 'wb_cabinet' }])
})

test('EX-02: a message of WB itself answers nothing', async () => {
  const shop = await openedShop()
  const chatID = await shop.buyerWrites({ text: 'Где мой заказ?' })
  await shop.buyerWrites({ chatID, text: 'Оцените товар', sender: 'wb' })

  await shop.sync()

  expect(await shop.row(chatID)).toMatchObject({
    status: 'open',
    text: 'Где мой заказ?',
    thread: { chatStatus: 'waiting' },
  })
})

test('how a model read a chat outlives what WB and the shop write, until the buyer writes again', async () => {
  const shop = await openedShop()
  const chatID = await shop.buyerWrites({ text: 'Где мой заказ?' })
  await shop.sync()
  await shop.modelReads(chatID, { urgency: 'critical', sentiment: 'negative' })

  await shop.buyerWrites({ chatID, text: 'Оцените товар', sender: 'wb' })
  await shop.sync()
  expect(await shop.row(chatID)).toMatchObject({ status: 'open', priority: 'urgent', sentiment: 'negative' })

  await simulator.act('POST portal/message', { sid: shop.sid, chatID, text: 'Уже едет' })
  await shop.sync()
  expect(await shop.row(chatID)).toMatchObject({ status: 'responded', sentiment: 'negative' })

  await shop.buyerWrites({ chatID, text: 'Когда доставят?' })
  await shop.sync()
  expect(await shop.row(chatID)).toMatchObject({ status: 'open', priority: 'normal', sentiment: 'neutral' })
})

test('of replies with the same words the echo belongs to the one with as many files', async () => {
  const shop = await openedShop()
  const chatID = await shop.buyerWrites({ text: 'Есть схема?' })
  await shop.sync()
  const replies = []
  for (const count of [2, 0, 1]) replies.push(await shop.weReply(chatID, 'Вот', pdfs(count)))

  await shop.sendNow(chatID, 'Вот', pdfs(1))
  await shop.sync()

  expect(await Promise.all(replies.map(shop.stateOf))).toMatchObject([
    { state: 'sending' },
    { state: 'sending' },
    { state: 'confirmed', lostFileCount: 0 },
  ])
})

test('a message that lacks files of the reply is it all the same; one that has more is not', async () => {
  const shop = await openedShop()
  const chatID = await shop.buyerWrites({ text: 'Есть схема?' })
  await shop.sync()
  const reply = await shop.weReply(chatID, 'Вот', pdfs(2))

  await shop.sendNow(chatID, 'Вот', pdfs(3))
  await shop.sync()
  expect(await shop.stateOf(reply)).toMatchObject({ state: 'sending' })

  await shop.sendNow(chatID, 'Вот', pdfs(1))
  await shop.sync()
  expect(await shop.stateOf(reply)).toMatchObject({ state: 'confirmed', lostFileCount: 1 })
})

test('our reply stands as said until its echo comes, and then it is the echo', async () => {
  const shop = await openedShop()
  const chatID = await shop.buyerWrites({ text: 'Есть скидка?' })
  await shop.sync()
  const reply = await shop.weReply(chatID, 'Да, 10 %')
  await shop.sync()
  expect(await shop.row(chatID)).toMatchObject({ status: 'responded', wbSyncState: 'pending' })

  await shop.sendNow(chatID, 'Да, 10 %')
  await shop.sync()

  expect(await shop.row(chatID)).toMatchObject({
    status: 'responded',
    wbSyncState: 'confirmed',
    lastReplySource: 'agentiq',
  })
  expect(await db.prisma.replyOutbox.findUnique({ where: { id: reply } })).toMatchObject({ state: 'confirmed' })
  expect(await db.prisma.chatMessage.findFirst({ where: { replyId: reply } })).toMatchObject({
    author: 'seller',
    text: 'Да, 10 %',
  })
  expect(await shop.history(chatID)).toMatchObject([{ text: 'Да, 10 %', source: 'agentiq' }])
})

test.each(['accepted', 'sending'])(
  'of two replies with the same words the echo belongs to the one that is %s, not to an older one that was given up',
  async (state) => {
    const shop = await openedShop()
    const chatID = await shop.buyerWrites({ text: 'Есть скидка?' })
    await shop.sync()
    const givenUp = await shop.weReply(chatID, 'Да, 10 %')
    await db.prisma.replyOutbox.update({ where: { id: givenUp }, data: { state: 'needs_attention' } })
    const again = await shop.weReply(chatID, 'Да, 10 %')
    await db.prisma.replyOutbox.update({ where: { id: again }, data: { state } })

    await shop.sendNow(chatID, 'Да, 10 %')
    await shop.sync()

    const stateOf = async (id: string) => (await db.prisma.replyOutbox.findUniqueOrThrow({ where: { id } })).state
    expect(await stateOf(again)).toBe('confirmed')
    expect(await stateOf(givenUp)).toBe('needs_attention')
  },
)

test('the buyer writes while our reply is on its way: the chat is open, whatever the clocks say', async () => {
  const shop = await openedShop()
  const chatID = await shop.buyerWrites({ text: 'Есть скидка?' })
  await shop.sync()
  await shop.weReply(chatID, 'Да, 10 %')

  await shop.buyerWrites({ chatID, text: 'И доставка?' })
  await shop.sync()

  expect(await shop.row(chatID)).toMatchObject({
    status: 'open',
    text: 'И доставка?',
    thread: { chatStatus: 'client_replied' },
  })
})

test.each([
  ['as WB says it is', {}],
  ['with an inclusive bound', { nextInclusive: true }],
  ['with pages in any order', { shuffleWithinPage: true, duplicateEvents: true }],
  ['with empty answers of another shape', { emptyNext: 'absent', emptyEvents: 'absent' }],
  ['with nulls', { emptyNext: 'zero', emptyEvents: 'null' }],
  ['with fields of the past and the future', { clientID: true, extraFields: true }],
  ['without a list of chats', { hideChats: true }],
])('the stream is read whole: %s', async (_, knobs) => {
  const shop = await openedShop()
  await simulator.act('POST seed', { sid: shop.sid, seed: 'shop' })
  await simulator.act('POST knobs', { sid: shop.sid, eventsPageSize: 20, ...knobs })
  const truth = await simulator.act<{ chats: { events: { eventID: string }[] }[] }>(`GET state?sid=${shop.sid}`)

  for (let run = 0; run < 2; run += 1) await shop.sync()

  expect((await shop.messageIds()).sort()).toEqual(
    truth.chats.flatMap(({ events }) => events.map(({ eventID }) => eventID)).sort(),
  )
})

test('a backlog that is cut by a dying process goes on from the last stored page, and nothing is lost or doubled', async () => {
  const shop = await openedShop()
  const chats = Array.from({ length: 20 }, (_, chat) => ({
    chatID: `1:${randomUUID()}`,
    messages: Array.from({ length: 500 }, (_each, number) => ({
      sender: 'client',
      text: `слово ${number}`,
      addTimestamp: 1_790_000_000_000 + Math.floor((number * 20 + chat) / 2),
    })),
  }))
  await simulator.act('POST seed', { sid: shop.sid, chats })
  await simulator.act('POST knobs', { sid: shop.sid, eventsPageSize: 700 })

  let asked = 0
  const dying = shop.depsWith((request) => {
    asked += 1
    if (asked === 7) throw new Error(`the process died at ${request}`)
  })
  await syncChannel(dying, shop.sellerId, 'chat', 'background')
  const stored = (await shop.messageIds()).length
  await shop.sync()
  await shop.sync()

  expect(stored).toBeGreaterThan(2000)
  expect(stored).toBeLessThan(10_000)
  expect(new Set(await shop.messageIds()).size).toBe(10_000)
  expect((await shop.messageIds()).length).toBe(10_000)
  expect(await shop.row(chats[0]?.chatID ?? '')).toMatchObject({ text: 'слово 499', thread: { unreadCount: 500 } })
}, 60_000)

test('events of a kind that nobody knows are kept as they came, and what can be read of them is in the chat', async () => {
  const shop = await openedShop()
  await shop.buyerWrites({ text: 'Здравствуйте' })
  await simulator.act('POST knobs', { sid: shop.sid, unknownValue: 'eventType' })

  await shop.sync()

  const kept = await db.prisma.unreadableRecord.findMany({ where: { sellerId: shop.sellerId } })
  expect(kept.map(({ payload }) => JSON.parse(payload))).toMatchObject([{ eventType: 'unheardOf' }])
  expect(await shop.messageIds()).toHaveLength(1)
})

test('on a poor key the chats of today are here with the first request, though their events are hours away', async () => {
  const shop = await openedShop({ acc: 1 })
  const old = await shop.buyerWrites({ text: 'первое', addTimestamp: 1_790_000_000_000 })
  for (let number = 1; number <= 8; number += 1)
    await shop.buyerWrites({ chatID: old, text: `слово ${number}`, addTimestamp: 1_790_000_000_000 + number })
  const today = await shop.buyerWrites({ text: 'Где мой заказ?' })
  await simulator.act('POST knobs', { sid: shop.sid, eventsPageSize: 4 })

  await shop.sync()

  expect(await shop.row(today)).toMatchObject({ text: 'Где мой заказ?' })
})

test.each([
  [503, 'marketplace'],
  [404, 'marketplace'],
])(
  'a list of chats that WB answers with %i leaves the words of the buyers, and is told with the run',
  async (status, errorCode) => {
    const shop = await openedShop()
    const chat = await shop.buyerWrites({ text: 'Есть скидка на второй?' })
    await simulator.act('POST fail', { sid: shop.sid, path: '/api/v1/seller/chats', status, times: 9 })

    await shop.sync()

    expect(await shop.row(chat)).toMatchObject({ text: 'Есть скидка на второй?', status: 'open' })
    const run = await db.prisma.syncRun.findFirst({ where: { sellerId: shop.sellerId } })
    expect(run).toMatchObject({ outcome: 'success', errorCode })
  },
)

test('a run reads twenty pages at most and says that there is more', async () => {
  const shop = await openedShop()
  const chatID = await shop.buyerWrites({ text: 'первое', addTimestamp: 1_790_000_000_000 })
  for (let number = 1; number <= 50; number += 1) {
    await shop.buyerWrites({ chatID, text: `слово ${number}`, addTimestamp: 1_790_000_000_000 + number * 1000 })
  }
  await simulator.act('POST knobs', { sid: shop.sid, eventsPageSize: 2 })

  const first = await syncChannel(shop.deps, shop.sellerId, 'chat', 'background')
  expect(first?.ending).toBe('unfinished')
  for (let run = 0; run < 3; run += 1) await shop.sync()

  expect((await shop.messageIds()).length).toBe(51)
})

test('a sign from the list of chats is the current one, whatever old events say', async () => {
  const shop = await openedShop()
  const chatID = await shop.buyerWrites({ text: 'Здравствуйте' })
  await shop.sync()
  const before = (await shop.row(chatID)).thread?.replySign

  await simulator.act('POST rotate-sign', { sid: shop.sid, chatID })
  await shop.sync()

  expect((await shop.row(chatID)).thread?.replySign).not.toBe(before)
})

async function openedShop(token: object = {}) {
  const shop = await givenShop(db, simulator, { token })
  const clock = testClock(new Date().toISOString())
  const deps = depsFor(db, simulator.url, { clock })
  const where = { sellerId: shop.sellerId }
  const row = (externalId: string) =>
    db.prisma.interaction.findFirstOrThrow({ where: { ...where, externalId }, include: { thread: true } })

  return {
    ...shop,
    deps,
    row,
    async sync() {
      clock.set(new Date())
      return await syncChannel(deps, shop.sellerId, 'chat', 'background')
    },
    /** The same deps, but somebody watches each page that is about to be asked for. */
    depsWith(watch: (page: string) => void) {
      return {
        ...deps,
        connectors: async (sellerId: string) =>
          (await deps.connectors(sellerId)).map((connector) => ({
            ...connector,
            async *pages(cursor: unknown) {
              for await (const page of connector.pages(cursor)) {
                watch(connector.channel)
                yield page
              }
            },
          })),
      }
    },
    async buyerWrites(message: object): Promise<string> {
      const { chatID } = await simulator.act<{ chatID: string }>('POST buyer/chat', { sid: shop.sid, ...message })
      return chatID
    },
    async messageIds() {
      const messages = await db.prisma.chatMessage.findMany({ where: { thread: where } })
      return messages.map(({ externalMessageId }) => externalMessageId)
    },
    history: async (chatID: string) =>
      db.prisma.responseHistory.findMany({
        where: { interactionId: (await row(chatID)).id },
        orderBy: { createdAt: 'asc' },
      }),
    /** Our reply, as the dispatcher leaves it while the call is being made. */
    async weReply(chatID: string, text: string, files: OutgoingFile[] = []): Promise<string> {
      const { id: interactionId, thread } = await row(chatID)
      const now = new Date()
      const { id } = await db.prisma.replyOutbox.create({
        data: {
          ...{
            sellerId: shop.sellerId,
            interactionId,
            channel: 'chat',
            idempotencyKey: crypto.randomUUID(),
            text,
            files: files.map(({ name, type }, at) => ({ id: String(at), name, type, size: 1, hash: name })),
            createdAt: now,
          },
          ...{
            state: 'sending',
            attempts: 1,
            sentAt: now,
            preImage: { newestMessageAt: thread?.lastMessageAt?.toISOString() ?? null },
          },
        },
      })
      await db.prisma.interaction.update({
        where: { id: interactionId },
        data: {
          ...{ status: 'responded', needsResponse: false, priority: 'low', priorityRank: 0, slaDueAt: null },
          ...{ wbSyncState: 'pending', lastReplyText: text, lastReplyAt: now, lastReplySource: 'agentiq' },
        },
      })
      return id
    },
    /** How a model read the chat as it is, when it wrote a draft. */
    async modelReads(chatID: string, reading: { urgency: string; sentiment: string }) {
      const { id: interactionId } = await row(chatID)
      const read = await db.prisma.chatMessage.findFirstOrThrow({ where: { thread: { interactionId } } })
      const versions = { promptVersion: '1', policyVersion: '1', contentHash: '', subjectHash: '', latencyMs: 1 }
      const draft = { text: 'Уже едет', origin: 'model', lastBuyerMessageId: read.id, createdAt: new Date() }
      await db.prisma.draft.create({ data: { ...where, interactionId, ...versions, ...draft, ...reading } })
    },
    stateOf: (id: string) => db.prisma.replyOutbox.findUniqueOrThrow({ where: { id } }),
    async sendNow(chatID: string, text: string, files: OutgoingFile[] = []) {
      const chat = (await deps.connectors(shop.sellerId)).find(({ channel }) => channel === 'chat')
      const { thread } = await row(chatID)
      await chat?.reply({ externalId: chatID, replySign: thread?.replySign ?? null }, text, files)
      await new Promise((resolve) => setTimeout(resolve, 450))
    },
  }
}

function pdfs(count: number): OutgoingFile[] {
  const bytes = Buffer.from('%PDF-1.7')
  return Array.from({ length: count }, (_, at) => ({ name: `${at}.pdf`, type: 'application/pdf', bytes }))
}
