import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Room, roomIn } from '#domain/lane-share.ts'
import { after, MINUTE, SECOND } from '#domain/time.ts'
import { openTestDb } from '../../testkit/shop.ts'
import { forgetClaims } from './claim.ts'
import type { Db } from './db.ts'
import { claimReplies, nextReplyDueAt } from './reply-claims.ts'

let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(() => db.close())
beforeEach(async () => {
  await db.prisma.replyOutbox.deleteMany()
})

const noon = new Date('2026-11-22T12:00:00.000Z')
const plenty: Room = { ...roomIn(100, new Map()), share: 100 }
const claim = (owner: string, { now = noon, room = plenty } = {}) =>
  claimReplies(db, 'chats', room, { owner, now, until: after(now, MINUTE) })

test('claims made at the same time share the replies, and nobody gets one twice', async () => {
  await givenReplies(40)

  const few = { ...plenty, withinShare: 15 }
  const claimed = (
    await Promise.all(['one', 'two', 'three', 'four'].map((owner) => claim(owner, { room: few })))
  ).flat()
  const rest = await claim('five')

  const ids = [...claimed, ...rest].map(({ id }) => id)
  expect(ids).toHaveLength(40)
  expect(new Set(ids).size).toBe(40)
})

test('replies to the one host are not among those to the other', async () => {
  await givenReplies(2)

  const claimant = { owner: 'one', now: after(noon, SECOND), until: after(noon, MINUTE) }
  expect(await claimReplies(db, 'feedbacks', plenty, claimant)).toEqual([])
  expect(await nextReplyDueAt(db, 'feedbacks', plenty, noon)).toBeNull()
  expect(await claim('one')).toHaveLength(2)
})

test('the only process on a database lets go of what the dead held', async () => {
  await givenReplies(1)
  await claim('the dead')
  await forgetClaims(db)

  expect(await claim('the living')).toHaveLength(1)
})

test('a seller with many replies that were due earlier gets half of the places, another the other half', async () => {
  const many = await givenReplies(20, { dueAt: after(noon, -MINUTE) })
  const other = await givenReplies(6)

  const claimed = await claim('one', { room: roomIn(8, new Map()) })

  expect(countOf(claimed, many)).toBe(4)
  expect(countOf(claimed, other)).toBe(4)
})

test('a seller alone gets every place, and so does one beside few others', async () => {
  const many = await givenReplies(20, { dueAt: after(noon, -MINUTE) })
  expect(countOf(await claim('one', { room: roomIn(8, new Map()) }), many)).toBe(8)

  const other = await givenReplies(1)
  const claimed = await claim('two', { room: roomIn(8, new Map()) })
  expect(countOf(claimed, other)).toBe(1)
  expect(countOf(claimed, many)).toBe(7)
})

test('whoever holds the whole lane gets no more of it, and who comes then finds half a lane', async () => {
  const hanging = await givenReplies(5, { dueAt: after(noon, -MINUTE) })
  const room = roomIn(8, new Map([[hanging, 8]]))
  expect(await claim('one', { room })).toEqual([])
  expect(await nextReplyDueAt(db, 'chats', room, noon)).toBeNull()

  const other = await givenReplies(6)
  expect(await nextReplyDueAt(db, 'chats', room, noon)).toEqual(noon)
  expect(countOf(await claim('one', { room }), other)).toBe(4)
  expect(await nextReplyDueAt(db, 'chats', roomIn(8, new Map([...room.held, [other, 4]])), noon)).toBeNull()
})

test('what a seller holds already counts against its share', async () => {
  const busy = await givenReplies(5, { dueAt: after(noon, -MINUTE) })
  const other = await givenReplies(9)

  const claimed = await claim('one', { room: roomIn(8, new Map([[busy, 3]])) })

  expect(countOf(claimed, busy)).toBe(1)
  expect(countOf(claimed, other)).toBe(4)
})

function countOf(claimed: readonly { sellerId: string }[], seller: string): number {
  return claimed.filter(({ sellerId }) => sellerId === seller).length
}

/** Messages that are due, of a shop of their own. */
async function givenReplies(count: number, { dueAt = noon } = {}): Promise<string> {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Магазин' } })
  const facts = { sellerId, channel: 'chat', status: 'open', needsResponse: true, priority: 'normal', priorityRank: 1 }
  const { id: interactionId } = await db.prisma.interaction.create({
    data: { ...facts, externalId: randomUUID(), occurredAt: noon },
  })
  await db.prisma.replyOutbox.createMany({
    data: Array.from({ length: count }, () => ({
      ...{ sellerId, interactionId, channel: 'chat', text: 'Да', dueAt },
      idempotencyKey: randomUUID(),
    })),
  })
  return sellerId
}
