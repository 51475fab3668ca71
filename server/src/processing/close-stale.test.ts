import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IncomingMessage } from '#domain/incoming.ts'
import { receive } from '#ingestion/receive.ts'
import type { Db } from '#storage/db.ts'
import { eventsAfter } from '#storage/events.ts'
import { openTestDb, testClock } from '../../testkit/shop.ts'
import { closeStale } from './close-stale.ts'

let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(async () => await db.close())

test('EX-03: a chat answered on 1 March at noon is closed as inactive a moment after noon of the 11th, not before', async () => {
  const chat = await givenChat([from('buyer', '2026-03-01T11:00:00Z'), from('seller', '2026-03-01T12:00:00Z')])

  await closeStale({ db, clock: testClock('2026-03-11T12:00:00Z') })
  expect(await chat.now()).toMatchObject({ status: 'responded', closeReason: null })

  await closeStale({ db, clock: testClock('2026-03-11T12:00:00.001Z') })
  expect(await chat.now()).toMatchObject({
    status: 'closed',
    closeReason: 'inactive',
    needsResponse: false,
    closedAt: new Date('2026-03-11T12:00:00.001Z'),
    thread: { chatStatus: 'closed' },
  })
  expect(await chat.closings()).toMatchObject([{ details: { reason: 'inactive' }, actor: 'system' }])
})

test('a chat that waits for us is not closed by age, nor one to which a reply of ours is young or on its way', async () => {
  const answered = [from('buyer', '2026-03-01T11:00:00Z'), from('seller', '2026-03-01T12:00:00Z')]
  const [waiting, young, underway] = [
    await givenChat(answered.slice(0, 1)),
    await givenChat(answered),
    await givenChat(answered),
  ]
  const lastReplyAt = new Date('2026-05-01T11:59:00Z')
  await db.prisma.interaction.update({ where: { id: young.id }, data: { lastReplyAt } })
  const { sellerId, id: interactionId } = underway
  const reply = { sellerId, interactionId, channel: 'chat', idempotencyKey: 'key', text: 'Спасибо', state: 'unknown' }
  await db.prisma.replyOutbox.create({ data: reply })

  await closeStale({ db, clock: testClock('2026-05-01T12:00:00Z') })

  expect(await Promise.all([waiting, young, underway].map((chat) => chat.closings()))).toEqual([[], [], []])
})

test('two processes that look at once close a chat once', async () => {
  const chat = await givenChat([from('seller', '2026-03-01T12:00:00Z')])
  const deps = { db, clock: testClock('2026-04-01T12:00:00Z') }

  await Promise.all([closeStale(deps), closeStale(deps)])

  expect(await chat.closings()).toHaveLength(1)
})

test('who writes into a chat that was closed for silence opens it again', async () => {
  const chat = await givenChat([from('seller', '2026-03-01T12:00:00Z')])
  await closeStale({ db, clock: testClock('2026-04-01T12:00:00Z') })

  await chat.brings([from('buyer', '2026-04-02T12:00:00Z')])

  expect(await chat.now()).toMatchObject({ status: 'open', closeReason: null, closedAt: null })
})

async function givenChat(messages: IncomingMessage[]) {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  const externalId = randomUUID()
  const brings = async (news: IncomingMessage[]) => {
    const told = { replySign: null, replySignIsCurrent: false, customerName: null, customerId: null, nmId: null }
    const about = { ...told, productName: null, orderId: null, extra: {} }
    const chat = { channel: 'chat' as const, externalId, ...about, messages: news }
    await receive({ db, clock: testClock('2026-03-01T12:00:00Z') }, { sellerId }, [chat], async () => [])
  }
  await brings(messages)
  const { id } = await db.prisma.interaction.findFirstOrThrow({ where: { sellerId } })
  return {
    id,
    sellerId,
    brings,
    now: () => db.prisma.interaction.findUniqueOrThrow({ where: { id }, include: { thread: true } }),
    closings: async () => (await eventsAfter(db, sellerId, 0, 100)).filter(({ type }) => type === 'closed'),
  }
}

function from(author: 'buyer' | 'seller', at: string): IncomingMessage {
  return {
    externalMessageId: randomUUID(),
    author,
    text: 'Здравствуйте',
    attachments: [],
    sentAt: new Date(at),
    source: null,
  }
}
