import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY, MINUTE } from '#domain/time.ts'
import { receive } from '#ingestion/receive.ts'
import { createLog } from '#log.ts'
import type { FoundCard } from '#sources/product-cards.ts'
import type { Db } from '#storage/db.ts'
import { productCardsOf } from '#storage/product-cards.ts'
import { incomingReview, openTestDb, testClock } from '../../testkit/shop.ts'
import { countNextProductDays } from './count-product-days.ts'
import { type CardDeps, claimCards, readProductCard } from './read-product-cards.ts'

const clock = testClock('2026-03-04T12:00:00Z')
let db: Db
let deps: CardDeps
let answer: FoundCard
let asked: string[]
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(async () => await db.close())
beforeEach(async () => {
  await db.prisma.productCard.deleteMany()
  answer = { kind: 'card', card: cardNamed('Пазл') }
  asked = []
  const find = async (nmId: string) => {
    asked.push(nmId)
    return answer
  }
  deps = { db, clock, log: createLog('silent'), owner: randomUUID(), cards: { find } }
})

test('a product that somebody writes about gets its card, once for all who write, and anew after a day', async () => {
  await writes('1')
  await writes('1')
  await reads()
  expect(asked).toEqual(['1'])
  expect(await card('1')).toMatchObject({
    name: 'Пазл',
    options: [{ name: 'Вес', value: '1 кг' }],
    compositions: ['фанера'],
  })

  clock.pass(DAY - 1)
  await reads()
  expect(asked).toHaveLength(1)
  clock.pass(1)
  answer = { kind: 'card', card: cardNamed('Пазл новый') }
  await reads()

  expect(await card('1')).toMatchObject({ name: 'Пазл новый', fetchedAt: clock.now() })
})

test('while it cannot be read the old one stays, and it is tried again later and later', async () => {
  await writes('2')
  await reads()
  answer = { kind: 'failed', detail: 'no answer' }
  clock.pass(DAY)
  await reads()
  expect(await card('2')).toMatchObject({ name: 'Пазл' })

  clock.pass(MINUTE)
  await reads()
  clock.pass(MINUTE)
  await reads()
  expect(asked).toHaveLength(3)
  clock.pass(MINUTE)
  await reads()
  expect(asked).toHaveLength(4)
})

test('a product without a card has none, and nobody is told of an error', async () => {
  await writes('3')
  answer = { kind: 'none' }
  await reads()

  expect(await card('3')).toBeUndefined()
  expect(await db.prisma.journalEvent.count({ where: { type: { contains: 'card' } } })).toBe(0)
})

test('of what was written long ago no card is read, and of a product that nobody writes about any more not again', async () => {
  await writes('4', new Date('2025-11-01T12:00:00Z'))
  await reads()
  expect(asked).toEqual([])

  await writes('5')
  await reads()
  clock.pass(91 * DAY)
  await reads()
  clock.pass(2 * DAY)
  await reads()
  expect(asked).toEqual(['5', '5'])
})

function cardNamed(name: string) {
  const facts = { brand: null, category: null, subcategory: null, description: null, imageUrl: null }
  return { name, ...facts, options: [{ name: 'Вес', value: '1 кг' }], compositions: ['фанера'] }
}

async function writes(nmId: string, occurredAt = clock.now()): Promise<void> {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  const review = incomingReview({ externalId: randomUUID(), nmId, occurredAt })
  await receive({ db, clock }, { sellerId }, [review], async () => [])
  while (await countNextProductDays({ db, clock }));
}

async function reads(): Promise<void> {
  for (const due of await claimCards(deps, 10)) await readProductCard(deps, due)
}

async function card(nmId: string) {
  return (await productCardsOf(db, [nmId])).get(nmId)
}
