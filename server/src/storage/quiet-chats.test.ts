import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStorage } from '../../testkit/database.ts'
import type { Db } from './db.ts'
import type { Storage } from './open.ts'
import { listQuietChats } from './quiet-chats.ts'

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
})
afterAll(async () => await storage.close())

test('among thousands of answered chats only the long silent ones are read, the longest silent first', async () => {
  const { db } = storage
  await givenChats(db, 5000)
  const since = new Date('2026-01-01T00:03:20Z')

  const quiet = await listQuietChats(db, since, 50)

  const found = await db.prisma.interaction.findMany({ where: { id: { in: quiet } }, orderBy: { occurredAt: 'asc' } })
  expect(found.map(({ externalId }) => externalId)).toEqual(['1', '2', '3'])
  expect(found.map(({ id }) => id)).toEqual(quiet)
  const plan = await planOf(db, (watched) => listQuietChats(watched, since, 50))
  expect(plan).toContain('interaction_answered_chat_idx')
  expect(plan).not.toMatch(/Seq Scan on (interaction|chat_thread)/)
})

/** Answered chats, one a minute from the first minute of 2026 on. */
async function givenChats(db: Db, count: number): Promise<void> {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Магазин' } })
  await db.prisma.$executeRaw`
    INSERT INTO interaction
      (id, seller_id, channel, external_id, status, needs_response, priority, priority_rank, occurred_at, updated_at)
    SELECT gen_random_uuid(), ${sellerId}::uuid, 'chat', minute::text, 'responded', false, 'low', 0,
           timestamptz '2026-01-01T00:00:00Z' + minute * interval '1 minute', now()
    FROM generate_series(1, ${count}::int) AS minute`
  await db.prisma.$executeRaw`
    INSERT INTO chat_thread (id, seller_id, interaction_id, chat_external_id, chat_status, last_message_at)
    SELECT gen_random_uuid(), seller_id, id, external_id, 'responded', occurred_at FROM interaction`
  await db.prisma.$executeRaw`ANALYZE interaction, chat_thread`
}

/** How the database goes about the statement that `ask` makes. */
async function planOf(db: Db, ask: (watched: Db) => Promise<unknown>): Promise<string> {
  const lines: string[] = []
  await ask({
    ...db,
    query: async ({ name, text }, values) => {
      const rows = await db.query<{ 'QUERY PLAN': string }>({ name: `${name}_plan`, text: `EXPLAIN ${text}` }, values)
      lines.push(...rows.map((row) => row['QUERY PLAN']))
      return []
    },
  })
  return lines.join('\n')
}
