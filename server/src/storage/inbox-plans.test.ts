import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDb } from '../../testkit/shop.ts'
import { countAnswering, countInteractions, countOpen } from './counts.ts'
import type { Db } from './db.ts'
import { inboxPage } from './inbox.ts'
import type { InboxFilter } from './inbox-filter.ts'

// Of a big shop little waits, and of that an answer is on its way to little: an index leads to each.

const now = new Date('2026-11-22T12:00:00Z')
let db: Db
let sellerId: string

beforeAll(async () => {
  db = await openTestDb()
  sellerId = (await db.prisma.seller.create({ data: { name: 'Flax Store' } })).id
  await fill(20_000)
})
afterAll(async () => await db.close())

test.each([
  ['urgent', null, 'interaction_open_idx'],
  ['waiting', null, 'interaction_open_idx'],
  ['waiting', 'review', 'interaction_open_channel_idx'],
  ['processed', null, 'interaction_newest_idx'],
] as const)('a page of %s in channel %s comes out of an index', async (section, channel, index) => {
  const filter = asked({ section, channel })

  const plan = await planOf((heard) => inboxPage(heard, { filter, sort: 'urgency', first: 50, after: null, now }))

  expect(plan).toContain(`using ${index} on interaction`)
  expect(plan).not.toContain('Seq Scan on interaction')
})

test('what waits is counted by an index alone', async () => {
  for (const count of [
    (heard: Db) => countOpen(heard, asked({}), now),
    (heard: Db) => countInteractions(heard, asked({ section: 'waiting' }), now),
  ])
    expect(await planOf(count)).toMatch(/Index Only Scan using interaction_open(_channel)?_idx/)
})

test('what an answer is on its way to is known to an index of its own', async () => {
  const plan = await planOf((heard) => countAnswering(heard, asked({ section: 'waiting' }), now))

  expect(plan).toContain('interaction_answering_idx')
})

const asked = (wish: Partial<InboxFilter>): InboxFilter => ({
  ...{ sellerIds: [sellerId], channel: null, section: null, needsResponse: null, search: null, nmId: null },
  ...{ ratings: null, product: null, priorities: null, sources: null, hasPhotos: null, hasDraft: null },
  ...{ since: null, until: null },
  ...wish,
})

/** How the database goes about the first thing that is asked of it. */
async function planOf(ask: (heard: Db) => Promise<unknown>): Promise<string> {
  const heard: Parameters<Db['query']>[] = []
  const query = async (...question: Parameters<Db['query']>) => {
    heard.push(question)
    return await db.query(...question)
  }
  await ask({ ...db, query } as Db)
  const [[statement, values] = []] = heard
  if (!statement) throw new Error('Nothing was asked.')

  const lines = await db.query<{ 'QUERY PLAN': string }>(
    { name: `explained_${statement.name}`, text: `EXPLAIN ${statement.text}` },
    values ?? [],
  )
  return lines.map((line) => line['QUERY PLAN']).join('\n')
}

/** One of twenty waits; to one of a hundred of those an answer is on its way. */
async function fill(count: number): Promise<void> {
  const text = `
    INSERT INTO interaction (id, seller_id, channel, external_id, status, needs_response, answering_since, priority, priority_rank,
                             sla_due_at, occurred_at, updated_at)
    SELECT gen_random_uuid(), $1::uuid, (ARRAY['review', 'question', 'chat'])[n % 3 + 1], n::text,
           CASE WHEN waits THEN 'open' ELSE 'responded' END, waits, CASE WHEN n % 2000 = 19 THEN $2::timestamptz END,
           'normal', CASE WHEN n % 20 < 2 THEN n / 20 % 4 ELSE 0 END, $2::timestamptz + n * interval '1 minute',
           $2::timestamptz - n * interval '1 minute', $2::timestamptz
    FROM generate_series(1, $3::int) AS n, LATERAL (SELECT n % 20 = 1 AS waits) AS it`
  await db.query({ name: 'fill', text }, [sellerId, now, count])
  await db.query({ name: 'look_at_it', text: 'VACUUM ANALYZE interaction' }, [])
}
