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
  await db.prisma.productCard.deleteMany()
})

const noon = new Date('2026-11-22T12:00:00.000Z')
const claim = (owner: string, now = noon, limit = 100) =>
  claimDue<{ nmId: string }>(db, 'cards', now, { owner, leaseMs: MINUTE }, limit)

test('claims made at the same time share the rows, and nobody gets one twice', async () => {
  await givenCards(40, noon)

  const claimed = (await Promise.all(['one', 'two', 'three', 'four'].map((owner) => claim(owner, noon, 15)))).flat()
  const rest = await claim('five')

  const ids = [...claimed, ...rest].map(({ nmId }) => nmId)
  expect(ids).toHaveLength(40)
  expect(new Set(ids).size).toBe(40)
})

test('what is held is nobody else’s until its lease ends', async () => {
  await givenCards(1, noon)
  await claim('one')

  expect(await claim('two', after(noon, MINUTE - SECOND))).toEqual([])
  expect(await claim('two', after(noon, MINUTE + SECOND))).toHaveLength(1)
})

test('what is not due yet is not claimed, and the next due time is known', async () => {
  await givenCards(1, after(noon, 5 * SECOND))

  expect(await claim('one')).toEqual([])
  expect(await nextDueAt(db, 'cards', noon)).toEqual(after(noon, 5 * SECOND))
})

test('the only process on a database lets go of what the dead held', async () => {
  await givenCards(1, noon)
  await claim('the dead')
  await forgetClaims(db)

  expect(await claim('the living')).toHaveLength(1)
})

async function givenCards(count: number, dueAt: Date): Promise<void> {
  await db.prisma.productCard.createMany({
    data: Array.from({ length: count }, () => ({ nmId: randomUUID(), wantedAt: noon, dueAt })),
  })
}
