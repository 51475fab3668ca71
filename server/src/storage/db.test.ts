import { afterAll, beforeAll, expect, test } from 'vitest'
import { heapMb } from '../../testkit/heap.ts'
import { openTestDb } from '../../testkit/shop.ts'
import type { Db } from './db.ts'

let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(async () => await db.close())

test('statements of ever new shapes do not fill the memory', async () => {
  await writeShapes(0, 200)
  const before = await heapMb()

  await writeShapes(200, 500)

  const grown = (await heapMb()) - before
  expect(grown).toBeLessThan(1)
}, 120_000)

const names = [
  'text',
  'nmId',
  'subject',
  'closeReason',
  'priorityReason',
  'lastReplyText',
  'intent',
  'productName',
  'status',
]

/** Each number is another choice of columns, which is another statement to the database client. */
async function writeShapes(from: number, to: number): Promise<void> {
  for (let shape = from; shape < to; shape += 1) {
    const data = Object.fromEntries(names.filter((_, bit) => shape & (1 << bit)).map((name) => [name, 'open']))
    await db.prisma.interaction.updateMany({ where: { externalId: 'nobody' }, data })
  }
}
