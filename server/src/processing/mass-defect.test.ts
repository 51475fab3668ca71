import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IncomingItem } from '#domain/incoming.ts'
import { after, DAY } from '#domain/time.ts'
import { receive } from '#ingestion/receive.ts'
import type { Db } from '#storage/db.ts'
import { incomingReview, openTestDb, testClock } from '../../testkit/shop.ts'
import { findNextLinks } from './find-links.ts'
import { judgeDue } from './judge-due.ts'

const now = new Date('2026-03-04T09:00:00Z')
const clock = testClock(now.toISOString())
let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(async () => await db.close())

test('the third buyer with trouble about a product within a week marks all three who wait, and makes nothing more urgent', async () => {
  const shop = await givenShop()
  await shop.receives({ text: 'Сломался замок', rating: 3, nmId: '1' })
  await shop.receives({ channel: 'question', text: 'Пришёл брак, что делать?', rating: null, nmId: '1' })
  await shop.receives({ text: 'Спасибо, отлично', rating: 5, nmId: '1' })
  await shop.looks()
  expect(await shop.marked()).toEqual([])

  await shop.receives({ text: 'Отклеилась подошва', rating: 3, nmId: '1' })
  await shop.receives({ text: 'Порвался шов', rating: 3, nmId: '2' })
  await shop.looks()

  expect(await shop.marked()).toEqual(['Отклеилась подошва', 'Пришёл брак, что делать?', 'Сломался замок'])
  const review = await db.prisma.interaction.findFirstOrThrow({ where: { sellerId: shop.id, text: 'Сломался замок' } })
  expect(review).toMatchObject({ needsEscalation: true, escalationReason: 'mass_defect', priority: 'normal' })
})

test('the mark stays when the marketplace shows the item again, and an old trouble does not count', async () => {
  const shop = await givenShop()
  const broken = { text: 'Сломался замок', rating: 3, nmId: '3', externalId: 'again' }
  await shop.receives({ ...broken, externalId: 'old', occurredAt: after(now, -8 * DAY) })
  await shop.receives(broken)
  await shop.receives({ ...broken, externalId: 'third' })
  await shop.looks()
  expect(await shop.marked()).toEqual([])

  await shop.receives({ ...broken, externalId: 'fourth' })
  await shop.looks()
  await shop.receives(broken)

  expect(await shop.marked()).toHaveLength(3)
})

test('the mark ends by itself, to the millisecond, when so few are left within the seven days that it is chance', async () => {
  const shop = await givenShop()
  const broken = { rating: 3, nmId: '5' }
  await shop.receives({ ...broken, text: 'Сломался замок', occurredAt: after(now, -6 * DAY) })
  await shop.receives({ ...broken, text: 'Отклеилась подошва', occurredAt: after(now, -5 * DAY) })
  await shop.receives({ ...broken, text: 'Пришёл брак' })
  await shop.looks()
  // The two others are marked for having waited too long.
  expect(await shop.marked()).toEqual(['Пришёл брак'])

  clock.set(after(now, DAY - 1))
  await judgeDue({ db, clock })
  expect(await shop.marked()).toEqual(['Пришёл брак'])
  clock.set(after(now, DAY))
  await judgeDue({ db, clock })
  expect(await shop.marked()).toEqual([])
  clock.set(now)
})

async function givenShop() {
  const { id } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  return {
    id,
    async receives(change: Partial<IncomingItem>) {
      const item = incomingReview({ externalId: randomUUID(), occurredAt: now, ...change })
      await receive({ db, clock }, { sellerId: id }, [item], async () => [])
    },
    async looks() {
      while (await findNextLinks({ db, clock }));
      await judgeDue({ db, clock })
    },
    async marked() {
      const rows = await db.prisma.interaction.findMany({ where: { sellerId: id, escalationReason: 'mass_defect' } })
      return rows.map(({ text }) => text).sort()
    },
  }
}
