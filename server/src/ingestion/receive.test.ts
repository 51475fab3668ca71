import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IncomingAnswer, IncomingItem } from '#domain/incoming.ts'
import type { Db } from '#storage/db.ts'
import { incomingReview, journalOf, openTestDb, testClock } from '../../testkit/shop.ts'
import { receive, receiveItems } from './receive.ts'

let db: Db

beforeAll(async () => {
  db = await openTestDb()
})

afterAll(() => db.close())

test('a review comes in judged, with its subject, its deadline and its event', async () => {
  const shop = await openedShop()

  await shop.receives(review({ rating: 1, text: 'Сломался на второй день', productName: 'Чайник' }))

  expect(await shop.row()).toMatchObject({
    status: 'open',
    needsResponse: true,
    priority: 'urgent',
    priorityRank: 3,
    intent: 'defect_not_working',
    subject: 'Отзыв 1★ · Чайник',
    slaTargetMinutes: 60,
    slaDueAt: new Date('2026-11-22T10:30:00Z'),
  })
  expect(await journalOf(db, shop.sellerId)).toEqual(['ingested'])
})

test('EX-04: five stars without a word are closed and wait for nobody', async () => {
  const shop = await openedShop()

  await shop.receives(review({ rating: 5, text: null, processed: true }))

  expect(await shop.row()).toMatchObject({
    status: 'closed',
    closeReason: 'no_text',
    needsResponse: false,
    priority: 'low',
  })
})

test('EX-05: an hour after our reply WB shows none yet: it stays answered', async () => {
  const shop = await openedShop({ windowMinutes: 180 })
  await shop.receives(review())
  await shop.weReplied('Заменим бесплатно')

  shop.clock.pass(60 * minute)
  await shop.receives(review())

  expect(await shop.row()).toMatchObject({
    status: 'responded',
    wbSyncState: 'pending',
    lastReplyText: 'Заменим бесплатно',
  })
})

test('EX-06: past the window of half an hour WB still shows none: it waits for an answer again, judged anew', async () => {
  const shop = await openedShop({ windowMinutes: 30 })
  await shop.receives(review({ rating: 2 }))
  await shop.weReplied('Заменим бесплатно')

  shop.clock.pass(60 * minute)
  await shop.receives(review({ rating: 2 }))

  expect(await shop.row()).toMatchObject({
    status: 'open',
    wbSyncState: 'unconfirmed',
    priority: 'urgent',
    needsResponse: true,
  })
  expect(await journalOf(db, shop.sellerId)).toEqual(['ingested', 'updated', 'reopened'])
})

test('EX-07: an answer from the seller portal was deleted: there is no window', async () => {
  const shop = await openedShop()
  await shop.receives(review({ answer: shown('Спасибо!') }))
  expect(await shop.row()).toMatchObject({ status: 'responded', lastReplySource: 'wb_cabinet' })

  shop.clock.pass(10 * minute)
  await shop.receives(review({ answer: null }))

  expect(await shop.row()).toMatchObject({ status: 'open', lastReplyText: null, lastReplySource: null })
})

test('EX-09: A, B and B again are two, and once more the same two', async () => {
  const shop = await openedShop()
  const [a, b] = [review({ externalId: 'A' }), review({ externalId: 'B' })]

  expect(await shop.receives(a, b, b)).toMatchObject({ created: 2, known: 0 })
  expect(await shop.receives(a, b, b)).toMatchObject({ created: 0, known: 2, events: [] })
})

test('our answer under moderation is awaited, shown it is confirmed, and nobody else gave it', async () => {
  const shop = await openedShop()
  await shop.receives(review())
  const reply = await shop.weReplied('Заменим бесплатно')

  await shop.receives(review({ answer: { ...shown('Заменим бесплатно'), state: 'moderated' }, processed: true }))
  expect(await shop.row()).toMatchObject({ status: 'responded', wbSyncState: 'pending', lastReplySource: 'agentiq' })
  await shop.receives(review({ answer: shown(' Заменим бесплатно\r\n'), processed: true }))

  expect(await shop.row()).toMatchObject({ status: 'responded', wbSyncState: 'confirmed', lastReplySource: 'agentiq' })
  expect(await shop.reply(reply)).toMatchObject({ state: 'confirmed' })
  expect(await shop.history()).toMatchObject([{ text: 'Заменим бесплатно', source: 'agentiq' }])
})

test('an answer that moderation refused opens the review again, with our text at hand', async () => {
  const shop = await openedShop()
  await shop.receives(review())
  const reply = await shop.weReplied('Пишите на почту')

  await shop.receives(review({ answer: { ...shown('Пишите на почту'), state: 'rejected' } }))

  expect(await shop.row()).toMatchObject({ status: 'open', wbSyncState: 'rejected', lastReplyText: 'Пишите на почту' })
  expect(await shop.reply(reply)).toMatchObject({ state: 'rejected' })
  expect(await journalOf(db, shop.sellerId)).toContain('reply_rejected')
})

test('a colleague answered in the portal while our reply waited: the colleague has the word, ours is not sent', async () => {
  const shop = await openedShop()
  await shop.receives(review())
  const reply = await shop.weReplied('Заменим', { state: 'queued', attempts: 0 })

  await shop.receives(review({ answer: shown('Уже заменили'), processed: true }))

  expect(await shop.row()).toMatchObject({
    status: 'responded',
    lastReplyText: 'Уже заменили',
    lastReplySource: 'wb_cabinet',
  })
  expect(await shop.reply(reply)).toMatchObject({ state: 'answered_elsewhere' })
  expect(await shop.history()).toMatchObject([{ text: 'Уже заменили', source: 'wb_cabinet' }])
})

test('a list that lags behind does not undo what was just confirmed', async () => {
  const shop = await openedShop()
  await shop.receives(review())
  await shop.weReplied('Заменим')
  await shop.receives(review({ answer: shown('Заменим') }))

  shop.clock.pass(3000)
  await shop.receives(review({ answer: null }))

  expect(await shop.row()).toMatchObject({ status: 'responded', wbSyncState: 'confirmed' })
})

test('every answer that was seen stays in the history, each version once, nothing cut', async () => {
  const shop = await openedShop()
  const long = 'Спасибо! '.repeat(500)
  await shop.receives(review({ answer: shown('Первый') }))
  await shop.receives(review({ answer: shown('Первый') }))
  await shop.receives(review({ answer: shown(long) }))

  expect(await shop.history()).toMatchObject([
    { text: 'Первый', version: 1 },
    { text: long, version: 2 },
  ])
})

test('what an operator said stays: his priority until the answer, his closing until the buyer changes something', async () => {
  const shop = await openedShop()
  await shop.receives(review({ rating: 5 }))
  await shop.set({ priority: 'urgent', priorityRank: 3, priorityReason: 'manual' })
  await shop.receives(review({ rating: 5, customerName: 'Анна' }))
  expect(await shop.row()).toMatchObject({ priority: 'urgent', priorityReason: 'manual', customerName: 'Анна' })

  await shop.set({ status: 'closed', needsResponse: false, closeReason: 'manual' })
  await shop.receives(review({ rating: 5 }))
  expect(await shop.row()).toMatchObject({ status: 'closed', closeReason: 'manual' })
  await shop.receives(review({ rating: 1 }))
  expect(await shop.row()).toMatchObject({ status: 'open' })
})

test('a review without a time stands where we first saw it, and its clock runs from there', async () => {
  const shop = await openedShop()
  await shop.receives(review({ occurredAt: null, rating: 1 }))
  shop.clock.pass(minute)
  await shop.receives(review({ occurredAt: null, rating: 1 }))

  expect(await shop.row()).toMatchObject({
    occurredAt: new Date('2026-11-22T10:00:00Z'),
    slaDueAt: new Date('2026-11-22T11:00:00Z'),
    extra: { occurredAtUnknown: true },
  })
})

test('a hidden question is closed; one that is answered says until when the answer may be changed', async () => {
  const shop = await openedShop()
  await shop.receives(question({ externalId: 'hidden', rejected: true }))
  await shop.receives(
    question({
      externalId: 'answered',
      answer: { ...shown('Да'), editable: true, at: new Date('2026-01-01T10:00:00Z') },
    }),
  )

  expect(await shop.row('hidden')).toMatchObject({ status: 'closed', closeReason: 'rejected' })
  expect(await shop.row('answered')).toMatchObject({
    status: 'responded',
    firstResponseAt: new Date('2026-01-01T10:00:00Z'),
    answerEditableUntil: new Date('2026-03-02T10:00:00Z'),
  })
})

test('what nobody sees of an item is put right without a word: it is no other version, and no news', async () => {
  const shop = await openedShop()
  await shop.receives(review())
  const before = await shop.row()
  const unseen = { slaSince: null, nextChangeAt: null, updatedAt: before.updatedAt }
  await shop.set(unseen)

  shop.clock.pass(minute)
  await shop.receives(review())

  expect(await shop.row()).toEqual(before)
  expect(await journalOf(db, shop.sellerId)).toEqual(['ingested'])
})

test('what belongs together is written together: when the cursor cannot be kept, neither is the page', async () => {
  const shop = await openedShop()

  const failing = receive(shop.deps, { sellerId: shop.sellerId }, [review()], async () =>
    Promise.reject(new Error('the lease is lost')),
  )

  await expect(failing).rejects.toThrow('the lease is lost')
  expect(await db.prisma.interaction.count({ where: { sellerId: shop.sellerId } })).toBe(0)
  expect(await journalOf(db, shop.sellerId)).toEqual([])
})

test('items read one by one go the same way', async () => {
  const shop = await openedShop()
  await receiveItems(shop.deps, shop.sellerId, [review()])

  expect(await journalOf(db, shop.sellerId)).toEqual(['ingested'])
})

test('a hundred items are taken in quickly', async () => {
  const shop = await openedShop()
  const page = Array.from({ length: 100 }, (_, number) =>
    review({ externalId: `r${number}`, rating: 1 + (number % 5) }),
  )

  const started = performance.now()
  await shop.receives(...page)

  expect(performance.now() - started).toBeLessThan(3000)
})

const minute = 60_000

const review = incomingReview

function question(change: Partial<IncomingItem>): IncomingItem {
  return review({ channel: 'question', rating: null, text: 'Есть размер M?', ...change })
}

function shown(text: string): IncomingAnswer {
  return { text, state: 'shown', editable: null, at: null }
}

async function openedShop({ windowMinutes = 180 } = {}) {
  const clock = testClock('2026-11-22T10:00:00Z')
  const { id: sellerId } = await db.prisma.seller.create({
    data: { name: 'Flax Store', replyPendingWindowMinutes: windowMinutes },
  })
  const deps = { db, clock }
  const find = (externalId = 'YX52RZEBhH9mrcYdEJuD') =>
    db.prisma.interaction.findFirstOrThrow({ where: { sellerId, externalId } })

  return {
    sellerId,
    clock,
    deps,
    row: find,
    receives: (...items: IncomingItem[]) => receive(deps, { sellerId }, items, async () => []),
    set: async (data: object) => void (await db.prisma.interaction.update({ where: { id: (await find()).id }, data })),
    history: async () =>
      db.prisma.responseHistory.findMany({ where: { interactionId: (await find()).id }, orderBy: { version: 'asc' } }),
    reply: (id: string) => db.prisma.replyOutbox.findUniqueOrThrow({ where: { id } }),
    /** Our reply, as the dispatcher leaves it once WB has taken it. */
    async weReplied(text: string, change: object = {}): Promise<string> {
      const { id: interactionId } = await find()
      const now = clock.now()
      const { id } = await db.prisma.replyOutbox.create({
        data: {
          ...{ sellerId, interactionId, channel: 'review', idempotencyKey: crypto.randomUUID(), text, createdAt: now },
          ...{ state: 'accepted', attempts: 1, sentAt: now, acceptedAt: now, ...change },
        },
      })
      await db.prisma.interaction.update({
        where: { id: interactionId },
        data: {
          ...{ status: 'responded', needsResponse: false, priority: 'low', priorityRank: 0, slaDueAt: null },
          ...{ wbSyncState: 'pending', lastReplyText: text, lastReplyAt: now, lastReplySource: 'agentiq' },
        },
      })
      return id
    },
  }
}
