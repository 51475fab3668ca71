import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { after, MINUTE, SECOND } from '#domain/time.ts'
import { openTestDb } from '../../testkit/shop.ts'
import { claimDue, forgetClaims, nextDueAt } from './claim.ts'
import type { Db } from './db.ts'

let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(() => db.close())
beforeEach(async () => {
  await db.prisma.replyOutbox.deleteMany()
})

const noon = new Date('2026-11-22T12:00:00.000Z')
const claim = (owner: string, now = noon, limit = 100) =>
  claimDue<{ id: string }>(db, 'chatReplies', now, { owner, leaseMs: MINUTE }, limit)

test('claims made at the same time share the rows, and nobody gets one twice', async () => {
  await givenReplies(40, noon)

  const claimed = (await Promise.all(['one', 'two', 'three', 'four'].map((owner) => claim(owner, noon, 15)))).flat()
  const rest = await claim('five')

  const ids = [...claimed, ...rest].map(({ id }) => id)
  expect(ids).toHaveLength(40)
  expect(new Set(ids).size).toBe(40)
})

test('what is held is nobody else’s until its lease ends', async () => {
  await givenReplies(1, noon)
  await claim('one')

  expect(await claim('two', after(noon, MINUTE - SECOND))).toEqual([])
  expect(await claim('two', after(noon, MINUTE + SECOND))).toHaveLength(1)
})

test('what is not due yet is not claimed, and the next due time is known', async () => {
  await givenReplies(1, after(noon, 5 * SECOND))

  expect(await claim('one')).toEqual([])
  expect(await nextDueAt(db, 'chatReplies', noon)).toEqual(after(noon, 5 * SECOND))
})

test('replies to the one host are not among those to the other', async () => {
  await givenReplies(2, noon)

  expect(await claimDue(db, 'feedbackReplies', after(noon, SECOND), { owner: 'one', leaseMs: MINUTE }, 100)).toEqual([])
  expect(await nextDueAt(db, 'feedbackReplies', noon)).toBeNull()
  expect(await claim('one')).toHaveLength(2)
})

test('the only process on a database lets go of what the dead held', async () => {
  await givenReplies(1, noon)
  await claim('the dead')
  await forgetClaims(db)

  expect(await claim('the living')).toHaveLength(1)
})

async function givenReplies(count: number, dueAt: Date): Promise<void> {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Магазин' } })
  const facts = { sellerId, channel: 'chat', status: 'open', needsResponse: true, priority: 'normal', priorityRank: 1 }
  const { id: interactionId } = await db.prisma.interaction.create({
    data: { ...facts, externalId: randomUUID(), occurredAt: noon },
  })
  await db.prisma.replyOutbox.createMany({
    data: Array.from({ length: count }, () => ({
      sellerId,
      interactionId,
      channel: 'chat',
      idempotencyKey: randomUUID(),
      text: 'Да',
      dueAt,
    })),
  })
}
