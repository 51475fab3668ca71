import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IncomingItem } from '#domain/incoming.ts'
import { receive } from '#ingestion/receive.ts'
import type { Db } from '#storage/db.ts'
import { incomingReview, openTestDb, testClock } from '../../testkit/shop.ts'
import { countNextProductDays } from './count-product-days.ts'

const clock = testClock('2026-03-04T12:00:00Z')
let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(async () => await db.close())

test('what comes in is counted on its day in the seller’s zone, one row for each channel', async () => {
  const shop = await givenShop()
  await shop.receives({ occurredAt: new Date('2026-03-03T20:59:00Z'), text: 'Сломался замок', rating: 1 })
  await shop.receives({ occurredAt: new Date('2026-03-03T21:00:00Z'), text: 'Спасибо, отлично', rating: 5 })
  await shop.receives({ channel: 'question', text: 'Какой размер?', rating: null })

  await counts()

  expect(await shop.figures()).toMatchObject([
    { day: '2026-03-03', channel: 'review', total: 1, ratingSum: 1, complaints: { defect_not_working: 1 } },
    { day: '2026-03-04', channel: 'question', total: 1, unanswered: 1, ratedCount: 0, intents: { sizing_fit: 1 } },
    { day: '2026-03-04', channel: 'review', total: 1, ratedCount: 1, ratingSum: 5, complaints: {} },
  ])
})

test('an answer, another product and another day show in the figures of every day they touch', async () => {
  const shop = await givenShop()
  const { id } = await shop.receives({ text: 'Сломался замок', rating: 1 })
  await counts()
  expect(await shop.figures()).toMatchObject([{ nmId: '987654321', unanswered: 1 }])

  await db.prisma.interaction.update({ where: { id }, data: { needsResponse: false } })
  await counts()
  expect(await shop.figures()).toMatchObject([{ unanswered: 0, total: 1 }])

  await db.prisma.interaction.update({
    where: { id },
    data: { nmId: '5', occurredAt: new Date('2026-03-01T12:00:00Z') },
  })
  await counts()
  expect(await shop.figures()).toMatchObject([{ nmId: '5', day: '2026-03-01', total: 1 }])
})

test('what the clock or an operator changes beside the figures makes no work', async () => {
  const shop = await givenShop()
  const { id } = await shop.receives({})
  await counts()

  await db.prisma.interaction.update({ where: { id }, data: { nextChangeAt: clock.now(), priority: 'urgent' } })

  expect(await db.prisma.productContextWork.count()).toBe(0)
})

test('a whole page of one product is noted by the day, not by the item', async () => {
  const shop = await givenShop()

  await shop.receivesAtOnce(Array.from({ length: 50 }, () => ({})))

  expect(await db.prisma.productContextWork.count({ where: { sellerId: shop.sellerId } })).toBeLessThanOrEqual(2)
  await counts()
  expect(await shop.figures()).toMatchObject([{ total: 50 }])
})

test('two at once count nothing twice and leave nothing', async () => {
  const shop = await givenShop()
  for (let product = 0; product < 20; product += 1) await shop.receives({ nmId: String(product) })

  await Promise.all([counts(), counts(), counts()])
  await counts()

  expect((await shop.figures()).map(({ total }) => total)).toEqual(Array(20).fill(1))
})

test('a day on which nothing is left any more has no row', async () => {
  const shop = await givenShop()
  const { id } = await shop.receives({})
  await counts()

  await db.prisma.interaction.update({ where: { id }, data: { nmId: null } })
  await counts()

  expect(await shop.figures()).toEqual([])
})

test('a seller who goes takes the figures along', async () => {
  const shop = await givenShop()
  await shop.receives({})
  await counts()
  await shop.receives({})

  await db.prisma.seller.delete({ where: { id: shop.sellerId } })

  expect(await db.prisma.productContextDaily.count({ where: { sellerId: shop.sellerId } })).toBe(0)
  expect(await countNextProductDays({ db, clock })).toBe(false)
})

async function counts(): Promise<void> {
  while (await countNextProductDays({ db, clock }));
}

async function givenShop() {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  const incoming = (change: Partial<IncomingItem>) =>
    incomingReview({ externalId: randomUUID(), occurredAt: clock.now(), ...change })
  return {
    sellerId,
    async receives(change: Partial<IncomingItem>) {
      const item = incoming(change)
      await receive({ db, clock }, { sellerId }, [item], async () => [])
      return await db.prisma.interaction.findFirstOrThrow({ where: { sellerId, externalId: item.externalId } })
    },
    receivesAtOnce: (changes: Partial<IncomingItem>[]) =>
      receive({ db, clock }, { sellerId }, changes.map(incoming), async () => []),
    async figures() {
      const rows = await db.prisma.productContextDaily.findMany({
        where: { sellerId },
        orderBy: [{ date: 'asc' }, { channel: 'asc' }, { nmId: 'asc' }],
      })
      return rows.map(({ date, ...row }) => ({ day: date.toISOString().slice(0, 10), ...row }))
    },
  }
}
