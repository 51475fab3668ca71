import { afterAll, beforeAll, expect, test } from 'vitest'
import { after, DAY } from '#domain/time.ts'
import type { Db } from '#storage/db.ts'
import { openTestDb, testClock } from '../../testkit/shop.ts'
import { forgetRuns } from './forget-runs.ts'

let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(async () => await db.close())

test('runs are kept for thirty days', async () => {
  const clock = testClock('2026-11-22T12:00:00Z')
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  for (const days of [1, 29.9, 30.1, 400])
    await db.prisma.syncRun.create({
      data: {
        sellerId,
        channel: 'chat',
        mode: 'background',
        startedAt: after(clock.now(), -days * DAY),
        fetched: Math.round(days),
      },
    })

  expect(await forgetRuns({ db, clock })).toBe(true)

  const left = await db.prisma.syncRun.findMany({ orderBy: { fetched: 'asc' } })
  expect(left.map(({ fetched }) => fetched)).toEqual([1, 30])
})
