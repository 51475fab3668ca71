import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { ProductCard } from '#domain/product-card.ts'
import { receive } from '#ingestion/receive.ts'
import type { Connector } from '#sources/connector.ts'
import type { FoundCard, ProductCards } from '#sources/product-cards.ts'
import { saveConnection } from '#storage/connections.ts'
import { type Db, inTransaction } from '#storage/db.ts'
import { ownTermsOf } from '#storage/draft-terms.ts'
import { findDraftSubject } from '#storage/drafts.ts'
import { requestSync } from '#storage/sync-states.ts'
import { depsFor, incomingReview, openTestDb, scriptedReviews, testClock, withoutOthers } from '../testkit/shop.ts'
import { startTimetable, type Timetable } from './schedule.ts'

const clock = testClock('2026-11-22T12:00:00Z')
let db: Db
let timetable: Timetable

beforeAll(async () => {
  db = await openTestDb()
})
afterEach(async () => {
  await timetable.stop()
  await db.prisma.syncState.deleteMany()
})
afterAll(async () => await db.close())

test('one look is enough for everything that is due, however many shops there are', async () => {
  await givenShops(24)
  timetable = timetableWith(readsAtOnce)

  timetable.tick()
  await timetable.idle()

  expect(await readChannels()).toEqual({ chat: 24, question: 24, review: 24 })
})

test('while chats hang, reviews and questions are read', async () => {
  await givenShops(8)
  const hanging = untilTold()
  timetable = timetableWith((channel) => (channel === 'chat' ? waitsFor(hanging.told) : readsAtOnce(channel)))

  timetable.tick()
  await vi.waitFor(async () => expect(await readChannels()).toEqual({ question: 8, review: 8 }), { timeout: 10_000 })

  hanging.tell()
  await timetable.idle()
  expect(await readChannels()).toEqual({ chat: 8, question: 8, review: 8 })
})

test('a timetable that stops ends what it is reading and begins nothing new', async () => {
  await givenShops(8)
  const hanging = untilTold()
  let begun = 0
  timetable = timetableWith(() => (cursor) => {
    begun += 1
    return waitsFor(hanging.told)(cursor)
  })
  timetable.tick()
  await vi.waitFor(() => expect(begun).toBe(12), { timeout: 10_000 })

  const stopped = timetable.stop()
  hanging.tell()
  await stopped

  expect(begun).toBe(12)
  expect(Object.values(await readChannels()).reduce((sum, count) => sum + count)).toBe(12)
})

test('a run that waits for a slow marketplace keeps its channel for longer than a lease holds', async () => {
  await givenShops(1)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const hanging = untilTold()
  let asked = 0
  timetable = timetableWith(() => (cursor) => {
    asked += 1
    return waitsFor(hanging.told)(cursor)
  })
  timetable.tick()
  await vi.waitFor(() => expect(asked).toBe(3), { timeout: 10_000 })

  clock.pass(50_000)
  vi.advanceTimersByTime(15_000)
  vi.useRealTimers()

  const renewed = new Date(clock.now().getTime() + 60_000)
  await vi.waitFor(async () => expect(await leases()).toEqual([renewed, renewed, renewed]), { timeout: 10_000 })
  hanging.tell()
  await timetable.idle()
  expect(await readChannels()).toEqual({ chat: 1, question: 1, review: 1 })
})

test('keys are watched by the minute: one that ends in the night is closed without anybody asking', async () => {
  await givenShops(1)
  await db.prisma.marketplaceConnection.updateMany({ data: { expiresAt: new Date(clock.now().getTime() + 61_000) } })
  timetable = timetableWith(readsAtOnce)
  timetable.tick()
  await timetable.idle()

  clock.pass(61_000)
  timetable.tick()
  await timetable.idle()

  expect(await db.prisma.marketplaceConnection.count({ where: { state: 'accepted' } })).toBe(0)
  await db.prisma.marketplaceConnection.deleteMany()
})

test('a card that was read is news to the drafts that knew none', async () => {
  const { id: interactionId } = await givenDraftWithoutCard('8801')
  let found: FoundCard = { kind: 'none' }
  timetable = timetableWith(readsAtOnce, { find: async () => found })
  await looks()
  expect(await db.prisma.productCard.findUnique({ where: { nmId: '8801' } })).toMatchObject({ fetchedAt: null })

  found = { kind: 'card', card: linen }
  await db.prisma.productCard.updateMany({ where: { nmId: '8801' }, data: { dueAt: clock.now() } })
  expect(await db.prisma.draft.count({ where: { interactionId } })).toBe(1)
  await looks()

  expect(await db.prisma.draft.count({ where: { interactionId } })).toBe(2)
})

/** What one look finds out, the next one acts upon. */
async function looks(): Promise<void> {
  for (let look = 0; look < 3; look += 1) {
    timetable.tick()
    await timetable.idle()
  }
}

const linen: ProductCard = {
  ...{ name: 'Рубашка', brand: null, category: null, subcategory: null, description: null, imageUrl: null },
  ...{ options: [], compositions: ['лён'] },
}

/** An urgent review with a draft that holds, written by a model while there was no card of the product. */
async function givenDraftWithoutCard(nmId: string): Promise<{ id: string }> {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  await receive(
    { db, clock },
    { sellerId },
    [incomingReview({ nmId, occurredAt: clock.now(), rating: 1 })],
    async () => [],
  )
  const { id } = await db.prisma.interaction.findFirstOrThrow({ where: { sellerId } })
  const subject = await findDraftSubject(db, id, ownTermsOf(depsFor(db, 'http://localhost', { clock }).config))
  const versions = { promptVersion: '1', policyVersion: '1', contentHash: '', latencyMs: 1 }
  const draft = { ...versions, ...subject?.stand, text: 'Заменим', origin: 'model', createdAt: clock.now() }
  await db.prisma.draft.create({ data: { sellerId, interactionId: id, subjectHash: '', ...draft } })
  return { id }
}

async function leases(): Promise<(Date | null)[]> {
  return (await db.prisma.syncState.findMany()).map(({ leaseUntil }) => leaseUntil)
}

function untilTold() {
  let tell = () => {}
  const told = new Promise<void>((resolve) => {
    tell = resolve
  })
  return { told, tell: () => tell() }
}

type Pages = Connector['pages']

const readsAtOnce = (_channel: Connector['channel']): Pages => scriptedReviews([{}]).pages

/** A marketplace that answers nothing until then. */
function waitsFor(answer: Promise<void>): Pages {
  return async function* () {
    await answer
    yield { items: [], unreadable: [], cursor: null, expected: null }
  }
}

function timetableWith(
  pagesOf: (channel: Connector['channel']) => Pages,
  cards: ProductCards | null = null,
): Timetable {
  const connectors = async () =>
    (['review', 'question', 'chat'] as const).map((channel) => ({
      ...scriptedReviews([]),
      channel,
      pages: pagesOf(channel),
    }))
  return startTimetable({
    ...depsFor(db, 'http://localhost', { clock }),
    ...withoutOthers,
    connectors,
    cards,
  })
}

async function givenShops(count: number): Promise<void> {
  for (let shop = 0; shop < count; shop += 1) {
    const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
    const key = { sealedToken: 'sealed', tokenMask: 'eyJh••••3f9c', tokenType: 'personal', readOnly: false }
    const opens = { opensFeedbacks: true, opensChats: true, expiresAt: null }
    await inTransaction(db, async (tx) => {
      await saveConnection(tx, { sellerId, marketplaceSellerId: randomUUID(), ...key, ...opens }, clock.now())
      await requestSync(tx, sellerId, { mode: 'first' }, clock.now())
    })
  }
}

async function readChannels(): Promise<Record<string, number>> {
  const groups = await db.prisma.syncState.groupBy({ by: ['channel'], where: { status: 'success' }, _count: true })
  return Object.fromEntries(groups.map(({ channel, _count }) => [channel, _count]))
}
