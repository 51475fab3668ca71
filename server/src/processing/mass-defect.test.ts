import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IncomingItem } from '#domain/incoming.ts'
import { after, DAY, HOUR, MINUTE } from '#domain/time.ts'
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

test('the mark stays when the marketplace shows the item again, which is no news, and an old trouble does not count', async () => {
  const shop = await givenShop()
  const broken = { text: 'Сломался замок', rating: 3, nmId: '3', externalId: 'again' }
  await shop.receives({ ...broken, externalId: 'old', occurredAt: after(now, -8 * DAY) })
  await shop.receives(broken)
  await shop.receives({ ...broken, externalId: 'third' })
  await shop.looks()
  expect(await shop.marked()).toEqual([])

  await shop.receives({ ...broken, externalId: 'fourth' })
  await shop.looks()
  const before = await shop.standing()
  for (const minutes of [0, 20, 50]) {
    clock.set(after(now, minutes * MINUTE))
    await shop.receives(broken)
  }
  clock.set(now)

  expect(await shop.marked()).toHaveLength(3)
  expect(await shop.standing()).toEqual(before)
})

test('the mark ends by itself, to the millisecond, when so few are left within the seven days that it is chance', async () => {
  const shop = await givenShop()
  await shop.hasMarked({ text: 'Пришёл брак', nmId: '5' })
  // A day old it is urgent; nothing else is due at the end.
  clock.set(after(now, DAY))
  await judgeDue({ db, clock })

  clock.set(after(now, 1.5 * DAY - 1))
  await judgeDue({ db, clock })
  expect(await shop.marked()).toEqual(['Пришёл брак'])
  clock.set(after(now, 1.5 * DAY))
  await judgeDue({ db, clock })
  expect(await shop.marked()).toEqual([])
  clock.set(now)
})

test('the mark ends at its moment although the marketplace shows the item again and again, also just then', async () => {
  const shop = await givenShop()
  const item = await shop.hasMarked({ text: 'Пришёл брак', nmId: '6' })

  for (let minutes = 0; minutes < 36 * 60; minutes += 20) {
    clock.set(after(now, minutes * MINUTE))
    await shop.receives(item)
    await judgeDue({ db, clock })
  }
  clock.set(after(now, 1.5 * DAY - 1))
  await shop.receives(item)
  await judgeDue({ db, clock })
  expect(await shop.marked()).toEqual(['Пришёл брак'])

  clock.set(after(now, 1.5 * DAY))
  await shop.receives(item)
  await judgeDue({ db, clock })
  expect(await shop.marked()).toEqual([])
  clock.set(now)
})

test('who waits again after an answer is marked for as long as they are many', async () => {
  const shop = await givenShop()
  const item = await shop.hasMarked({ text: 'Пришёл брак', nmId: '7' })
  // All else that the clock brings to him before the end is behind him.
  clock.set(after(now, 25 * HOUR))
  await judgeDue({ db, clock })
  await shop.receives({ ...item, answer: { text: 'Заменим', at: now, state: 'shown', editable: null } })
  clock.set(after(now, 26 * HOUR))
  await shop.receives(item)

  await judgeDue({ db, clock })
  expect(await shop.marked()).toEqual(['Пришёл брак'])
  clock.set(after(now, 1.5 * DAY))
  await judgeDue({ db, clock })
  expect(await shop.marked()).toEqual([])
  clock.set(now)
})

test('a mark that is about to be given is not forgotten because the marketplace shows the item before', async () => {
  const shop = await givenShop()
  const item = { externalId: randomUUID(), text: 'Сломался замок', rating: 3, nmId: '8' }
  await shop.receives(item)
  await shop.receives({ text: 'Отклеилась подошва', rating: 3, nmId: '8' })
  await shop.receives({ text: 'Порвался шов', rating: 3, nmId: '8' })
  while (await findNextLinks({ db, clock }));

  await shop.receives(item)
  await judgeDue({ db, clock })

  expect(await shop.marked()).toHaveLength(3)
})

async function givenShop() {
  const { id } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  return {
    id,
    async receives(change: Partial<IncomingItem>) {
      const item = incomingReview({ externalId: randomUUID(), occurredAt: now, ...change })
      await receive({ db, clock }, { sellerId: id }, [item], async () => [])
    },
    /** The third with this trouble, who is marked until a day and a half from now: the two others, who wait too long, are for that. */
    async hasMarked(change: Pick<IncomingItem, 'text' | 'nmId'>) {
      const item = { ...change, externalId: randomUUID(), rating: 3 }
      await this.receives({ ...change, text: 'Сломался замок', rating: 3, occurredAt: after(now, -5.5 * DAY) })
      await this.receives({ ...change, text: 'Отклеилась подошва', rating: 3, occurredAt: after(now, -5 * DAY) })
      await this.receives(item)
      await this.looks()
      expect(await this.marked()).toEqual([item.text])
      return item
    },
    /** Of all its items, and of its journal, what changes when they do. */
    async standing() {
      const where = { sellerId: id }
      const items = await db.prisma.interaction.findMany({ where, orderBy: { id: 'asc' } })
      return { items, events: await db.prisma.journalEvent.count({ where }) }
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
