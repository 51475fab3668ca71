import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDb } from '../../testkit/shop.ts'
import type { Db } from './db.ts'
import { refreshStatistics } from './statistics.ts'

let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(async () => await db.close())

test('a table that has grown is looked at again, so that a few items of many are read without reading all of them', async () => {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  await knownOf(sellerId, ['A'])
  await fill(sellerId, 0, 5000)

  await refreshStatistics(db)

  const plan = (await explained(sellerId, ['review-17', 'review-4711'])).join('\n')
  expect(plan).toMatch(/Index Cond: .*external_id = ANY/)
  expect(await rowsKnownOf('interaction')).toBe(5000)
})

test('a table that has hardly grown is left alone', async () => {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  await refreshStatistics(db)
  await fill(sellerId, 5000, 1000)

  await refreshStatistics(db)

  expect(await rowsKnownOf('interaction')).toBe(5000)
})

async function fill(sellerId: string, from: number, count: number): Promise<void> {
  const row = { sellerId, channel: 'review', occurredAt: new Date(), status: 'open', priority: 'low', priorityRank: 0 }
  const facts = { needsResponse: false, source: 'wb_api', text: 'Порвался шов' }
  const data = Array.from({ length: count }, (_, number) => ({
    ...row,
    ...facts,
    id: randomUUID(),
    externalId: `review-${from + number}`,
  }))
  for (let at = 0; at < count; at += 500) await db.prisma.interaction.createMany({ data: data.slice(at, at + 500) })
}

const known = `
  SELECT id FROM interaction
  WHERE seller_id = $1::uuid AND marketplace = 'wb' AND channel = 'review' AND external_id = ANY($2::text[])`

async function knownOf(sellerId: string, externalIds: string[]): Promise<unknown[]> {
  return await db.query({ name: 'known', text: known }, [sellerId, externalIds])
}

async function explained(sellerId: string, externalIds: string[]): Promise<string[]> {
  const lines = await db.query<{ 'QUERY PLAN': string }>({ name: 'explained', text: `EXPLAIN ${known}` }, [
    sellerId,
    externalIds,
  ])
  return lines.map((line) => line['QUERY PLAN'])
}

/** How many rows the database believes that the table has. */
async function rowsKnownOf(table: string): Promise<number> {
  const [row] = await db.query<{ rows: number }>(
    { name: 'rows_known', text: 'SELECT reltuples::int AS rows FROM pg_class WHERE relname = $1' },
    [table],
  )
  return row?.rows ?? -1
}
