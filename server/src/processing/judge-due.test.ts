import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IncomingItem, IncomingMessage } from '#domain/incoming.ts'
import type { Priority } from '#domain/interaction.ts'
import { after, HOUR, MINUTE } from '#domain/time.ts'
import { receive } from '#ingestion/receive.ts'
import { answeredByUs, giveBack, rememberBefore } from '#storage/answered.ts'
import { type Db, inTransaction } from '#storage/db.ts'
import { eventsAfter } from '#storage/events.ts'
import type { UnfinishedReply } from '#storage/replies.ts'
import { saveTarget } from '#storage/sla-targets.ts'
import { saveDecision, savePriority } from '#storage/standing.ts'
import { incomingReview, openTestDb, testClock } from '../../testkit/shop.ts'
import { judgeDue } from './judge-due.ts'

const asked = new Date('2026-03-04T09:00:00Z')
let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(async () => await db.close())

test('EX-20: a question that nobody answers is raised and told at its moments, once each, and at no other', async () => {
  const clock = testClock(asked.toISOString())
  const shop = await givenShop(clock)
  await shop.receives(question({ text: 'Есть в наличии?' }))

  const told: [string, string[]][] = []
  for (const time of ['09:59:59.999', '10:00:00.000', '10:29:59.999', '10:30:00.000', '11:00:00.000', '11:00:00.001']) {
    clock.set(`2026-03-04T${time}Z`)
    const before = (await shop.journal()).length
    await judgeDue({ db, clock })
    await judgeDue({ db, clock })
    told.push([time, (await shop.journal()).slice(before)])
  }

  expect(told).toEqual([
    ['09:59:59.999', []],
    ['10:00:00.000', ['sla_due_soon']],
    ['10:29:59.999', []],
    ['10:30:00.000', ['classified']],
    ['11:00:00.000', []],
    ['11:00:00.001', ['sla_overdue']],
  ])
  expect(await shop.item()).toMatchObject({ priority: 'urgent', priorityRank: 3, priorityReason: 'sla_near_breach' })
  // Whoever has chosen it meanwhile, to answer or close it with others, finds what was chosen.
  expect(await shop.item()).toMatchObject({ version: 1 })
})

test('it says when the next change is due, to the millisecond', async () => {
  const clock = testClock(asked.toISOString())
  const shop = await givenShop(clock)
  await shop.receives(question({ text: 'Есть в наличии?' }))
  const next = after(asked, HOUR)

  expect(await judgeDue({ db, clock })).toEqual(next)
  clock.set(next)
  expect(await judgeDue({ db, clock })).toEqual(after(asked, 1.5 * HOUR))
  await shop.answers()
})

test('what falls due while a page is worked off is due at once, not at the next look', async () => {
  const clock = testClock(asked.toISOString())
  const shop = await givenShop(clock)
  await shop.receives(question({ text: 'Есть в наличии?' }))
  await shop.receives(question({ text: 'Есть в наличии?', occurredAt: after(asked, 5) }))
  const instants = [after(asked, HOUR), after(asked, HOUR), after(asked, HOUR + 10)]

  const next = await judgeDue({ db, clock: { now: () => instants.shift() ?? after(asked, HOUR + 10) } })

  expect(next).toEqual(after(asked, HOUR + 5))
  await shop.answers()
})

test('the event tells what was due, and the item says what it has become', async () => {
  const clock = testClock(asked.toISOString())
  const shop = await givenShop(clock)
  await shop.receives(question({ text: 'Какой состав?' }))

  clock.set(after(asked, 7.5 * HOUR))
  await judgeDue({ db, clock })

  const { id } = await shop.item()
  const dueAt = after(asked, 8 * HOUR).toISOString()
  expect((await eventsAfter(db, shop.sellerId, 0, 10)).slice(1)).toMatchObject([
    {
      type: 'classified',
      interactionId: id,
      channel: 'question',
      actor: 'system',
      details: { from: 'normal', to: 'urgent', reason: 'sla_near_breach' },
    },
    { type: 'sla_due_soon', interactionId: id, channel: 'question', details: { dueAt } },
  ])
})

test('what the marketplace shows again at any moment is told neither twice nor never', async () => {
  const clock = testClock(asked.toISOString())
  const shop = await givenShop(clock)
  const item = question({ text: 'Есть в наличии?' })

  for (let minutes = 0; minutes <= 130; minutes += 5) {
    clock.set(after(asked, minutes * MINUTE))
    await shop.receives(item)
    if (minutes % 2 === 0) await judgeDue({ db, clock })
    await shop.receives(item)
  }
  await judgeDue({ db, clock })

  expect(await shop.news()).toEqual(['sla_due_soon', 'sla_overdue'])
})

test('what came in too late is told as new and not as overdue; after a pause of the server the last state is told', async () => {
  const clock = testClock(asked.toISOString())
  const [late, watched] = [await givenShop(clock), await givenShop(clock)]
  await watched.receives(question({ text: 'Есть в наличии?' }))
  clock.set(after(asked, 5 * HOUR))
  await late.receives(question({ text: 'Есть в наличии?' }))

  await judgeDue({ db, clock })

  expect(await late.news()).toEqual([])
  expect(await watched.news()).toEqual(['sla_overdue'])
})

test('an answered item has nothing to wait for; if the answer comes to nothing it goes on, and is not told again', async () => {
  const clock = testClock(asked.toISOString())
  const shop = await givenShop(clock)
  await shop.receives(question({ text: 'Есть в наличии?' }))
  clock.set(after(asked, 61 * MINUTE))
  await judgeDue({ db, clock })

  const before = JSON.parse(JSON.stringify(rememberBefore(await shop.item())))
  await shop.answers()
  clock.set(after(asked, 100 * MINUTE))
  await judgeDue({ db, clock })
  expect(await shop.item()).toMatchObject({ nextChangeAt: null, priority: 'low' })

  const { id } = await shop.item()
  await inTransaction(db, (tx) =>
    giveBack(tx, { id, interactionId: id, before } as unknown as UnfinishedReply, 'failed'),
  )
  await judgeDue({ db, clock })

  expect(await shop.item()).toMatchObject({ priority: 'urgent', priorityReason: 'sla_near_breach' })
  clock.set(after(asked, 121 * MINUTE))
  await judgeDue({ db, clock })
  expect(await shop.news()).toEqual(['sla_due_soon', 'sla_overdue'])
})

test('a buyer who writes again after an answer waits anew, and that is told anew', async () => {
  const clock = testClock(asked.toISOString())
  const shop = await givenShop(clock)
  const externalId = randomUUID()
  await shop.receives(chat(externalId, [said('buyer', asked)]))
  clock.set(after(asked, 5 * HOUR))
  await judgeDue({ db, clock })

  const again = [said('seller', after(asked, 5 * HOUR)), said('buyer', after(asked, 6 * HOUR))]
  clock.set(after(asked, 6 * HOUR))
  await shop.receives(chat(externalId, again))
  clock.set(after(asked, 9 * HOUR))
  await judgeDue({ db, clock })

  expect(await shop.news()).toEqual(['sla_overdue', 'sla_due_soon'])
})

test('pages of several shops are worked off, each item once, though two processes look at the same moment', async () => {
  const clock = testClock(asked.toISOString())
  const shops = [await givenShop(clock), await givenShop(clock)]
  for (const shop of shops) {
    await shop.receives(...Array.from({ length: 70 }, () => question({ text: 'Есть в наличии?' })))
    await shop.receives(question({ text: 'Какой размер?' }))
  }
  const untouched = await db.prisma.interaction.findMany({ where: { intent: 'sizing_fit' } })

  clock.set(after(asked, HOUR))
  await Promise.all([judgeDue({ db, clock }), judgeDue({ db, clock })])

  for (const shop of shops) expect(await shop.news()).toEqual(Array(70).fill('sla_due_soon'))
  expect(await db.prisma.interaction.findMany({ where: { intent: 'sizing_fit' } })).toEqual(untouched)
})

test('a priority that is set when the time for an intent is longer, and nobody has judged by it yet, brings the new deadline too', async () => {
  const clock = testClock(asked.toISOString())
  const shop = await givenShop(clock)
  await shop.receives(question({ text: 'Есть в наличии?' }))
  clock.set(after(asked, 70 * MINUTE))
  await judgeDue({ db, clock })

  const target = { channel: 'question', intent: 'availability_delivery', priority: null, minutes: 1200 } as const
  await inTransaction(db, (tx) => saveTarget(tx, shop.sellerId, target))
  await shop.sets('high')

  expect(await shop.item()).toMatchObject({ priority: 'high', slaTargetMinutes: 1200 })
  expect((await shop.item()).slaDueAt).toEqual(after(asked, 1200 * MINUTE))
  clock.set(after(asked, 500 * MINUTE))
  await judgeDue({ db, clock })
  expect(await shop.news()).toEqual(['sla_due_soon'])
})

test('a priority that is set when a buyer has waited for too long marks him', async () => {
  const clock = testClock(asked.toISOString())
  const shop = await givenShop(clock)
  await shop.receives(question({ text: 'Какой состав?' }))
  clock.set(after(asked, 71 * HOUR))
  await judgeDue({ db, clock })

  clock.set(after(asked, 72 * HOUR + 500))
  await shop.sets('high')

  const marked = { priority: 'high', priorityReason: 'manual', needsEscalation: true, escalationReason: 'repeat' }
  expect(await shop.item()).toMatchObject(marked)
})

test('a priority that is set knows how long the mark of many holds', async () => {
  const clock = testClock(asked.toISOString())
  const shop = await givenShop(clock)
  const broken = { text: 'Пришёл брак, что делать?', nmId: '9' }
  await shop.receives(question(broken), question(broken), question(broken))
  await shop.sets('low')

  expect(await shop.item()).toMatchObject({ escalationReason: 'mass_defect' })
})

test('who is closed waits no more: the mark of those who wait too long goes, what he said stays', async () => {
  const clock = testClock(asked.toISOString())
  const [waiting, suing] = [await givenShop(clock), await givenShop(clock)]
  await waiting.receives(question({ text: 'Какой состав?' }))
  await suing.receives(question({ text: 'Верните деньги, или подам в суд' }))
  clock.set(after(asked, 73 * HOUR))
  await judgeDue({ db, clock })
  expect(await waiting.item()).toMatchObject({ escalationReason: 'repeat' })

  await waiting.decides({ status: 'closed', closeReason: 'manual' })
  await suing.decides({ status: 'closed', closeReason: 'manual' })

  expect(await waiting.item()).toMatchObject({ needsEscalation: false, escalationReason: null, slaDueAt: null })
  expect(await suing.item()).toMatchObject({ needsEscalation: true, escalationReason: 'legal' })
  await waiting.decides({ status: 'open' })
  expect(await waiting.item()).toMatchObject({ needsEscalation: true, escalationReason: 'repeat' })
})

async function givenShop(clock: ReturnType<typeof testClock>) {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  const journal = async () => (await eventsAfter(db, sellerId, 0, 10_000)).map(({ type }) => type)
  return {
    sellerId,
    journal,
    /** Only what the clock has to tell. */
    news: async () => (await journal()).filter((type) => type.startsWith('sla_')),
    receives: async (...items: Parameters<typeof receive>[2]) =>
      void (await receive({ db, clock }, { sellerId }, items, async () => [])),
    item: async () => await db.prisma.interaction.findFirstOrThrow({ where: { sellerId }, orderBy: { id: 'asc' } }),
    sets: async (priority: Priority) => {
      const item = await db.prisma.interaction.findFirstOrThrow({ where: { sellerId }, orderBy: { id: 'asc' } })
      await inTransaction(db, (tx) => savePriority(tx, item, priority, clock.now()))
    },
    async decides(decision: Parameters<typeof saveDecision>[2]) {
      const item = await db.prisma.interaction.findFirstOrThrow({ where: { sellerId } })
      await inTransaction(db, (tx) => saveDecision(tx, item, decision, clock.now()))
    },
    async answers() {
      await db.prisma.interaction.updateMany({ where: { sellerId }, data: answeredByUs('Да', clock.now()) as object })
    },
  }
}

function question(change: Partial<IncomingItem>): IncomingItem {
  return incomingReview({ channel: 'question', externalId: randomUUID(), occurredAt: asked, rating: null, ...change })
}

function chat(externalId: string, messages: IncomingMessage[]) {
  const told = { replySign: null, replySignIsCurrent: false, customerName: null, customerId: null, nmId: null }
  return { channel: 'chat' as const, externalId, ...told, productName: null, orderId: null, extra: {}, messages }
}

function said(author: 'buyer' | 'seller', sentAt: Date): IncomingMessage {
  return { externalMessageId: randomUUID(), author, text: 'Здравствуйте', attachments: [], sentAt, source: null }
}
