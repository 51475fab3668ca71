import { afterAll, beforeAll, expect, test } from 'vitest'
import { after, HOUR } from '#domain/time.ts'
import { openTestDb } from '../../testkit/shop.ts'
import type { Db } from './db.ts'
import { dueStatement } from './due-changes.ts'
import { refreshStatistics } from './statistics.ts'

const now = new Date('2026-03-04T12:00:00Z')
let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(async () => await db.close())

test('however many items there are, a look for what the clock changes touches those that are due and no other', async () => {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  await fill(sellerId, { answered: 20_000, waiting: 2_000, due: 3 })
  await refreshStatistics(db)

  const plan = await planned(dueStatement, [now, 50])

  const [scan] = plan.filter(({ 'Relation Name': relation }) => relation === 'interaction')
  expect(scan).toMatchObject({ 'Index Name': 'interaction_next_change_idx', 'Actual Rows': 3 })
  expect(scan?.['Rows Removed by Filter']).toBeUndefined()
})

type Node = { 'Relation Name'?: string; Plans?: Node[]; [fact: string]: unknown }

/** The steps that the database took. */
async function planned(text: string, values: unknown[]): Promise<Node[]> {
  const statement = { name: 'due_plan', text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}` }
  const [row] = await db.query<{ 'QUERY PLAN': { Plan: Node }[] }>(statement, values)
  return steps(row?.['QUERY PLAN'][0]?.Plan)
}

function steps(node: Node | undefined): Node[] {
  return node ? [node, ...(node.Plans ?? []).flatMap(steps)] : []
}

async function fill(sellerId: string, counts: { answered: number; waiting: number; due: number }): Promise<void> {
  await add(sellerId, counts.answered, null)
  await add(sellerId, counts.waiting, after(now, HOUR))
  await add(sellerId, counts.due, now)
}

/** So many reviews in one statement; what never changes by itself is answered. */
async function add(sellerId: string, count: number, nextChangeAt: Date | null): Promise<void> {
  const status = nextChangeAt ? 'open' : 'responded'
  await db.prisma.$executeRaw`
    INSERT INTO interaction
      (id, seller_id, channel, external_id, status, needs_response, priority, priority_rank, occurred_at, updated_at, next_change_at)
    SELECT gen_random_uuid(), ${sellerId}::uuid, 'review', gen_random_uuid()::text, ${status}, ${status} = 'open', 'low', 0,
           ${now}, ${now}, ${nextChangeAt}
    FROM generate_series(1, ${count}::int)`
}
