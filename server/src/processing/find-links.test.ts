import { randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IncomingItem } from '#domain/incoming.ts'
import type { LinkSide } from '#domain/link.ts'
import { isShown, linkBetween } from '#domain/link-policy.ts'
import { after, DAY, HOUR } from '#domain/time.ts'
import type { Viewer } from '#domain/viewer.ts'
import { receive } from '#ingestion/receive.ts'
import { type Db, inTransaction } from '#storage/db.ts'
import { askForAllLinks, askForLinks } from '#storage/link-work.ts'
import { linksOf, neighboursOf, saveDifferent, saveVerdict, sideColumns } from '#storage/links.ts'
import { incomingReview, journalOf, openTestDb, testClock } from '../../testkit/shop.ts'
import { judgeLink } from '../actions/judge-link.ts'
import { findNextLinks } from './find-links.ts'
import { readSide } from './read-side.ts'

const asked = new Date('2026-03-04T09:00:00Z')
const clock = testClock(asked.toISOString())
let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(async () => await db.close())

test('EX-24: a review and the question after it are linked once, and both cards show the same link', async () => {
  const shop = await givenShop()
  const review = await shop.receives({ customerName: 'Анна К.', text: 'Сломался замок' })
  const question = await shop.receives({
    channel: 'question',
    customerName: 'Анна К.',
    text: 'Пришёл брак, что делать?',
    occurredAt: after(asked, 2 * HOUR),
  })

  await worksThrough()

  const [mine, yours] = [await shop.linksOf(review), await shop.linksOf(question)]
  expect(mine).toMatchObject([{ otherId: question, linkType: 'probabilistic', confidence: 95 }])
  expect(yours).toMatchObject([{ otherId: review, id: mine[0]?.id }])
  expect((await journalOf(db, shop.sellerId)).filter((type) => type === 'linked')).toHaveLength(1)
})

test('EX-28, EX-29: an order leads over two months, a product over a week', async () => {
  const shop = await givenShop()
  const review = await shop.receives({ text: 'Сломался замок' })
  const [chat, later] = [await shop.chat('rid-1', asked), await shop.chat('rid-1', after(asked, 60 * DAY))]
  const late = await shop.receives({ channel: 'question', text: 'Сломался замок', occurredAt: after(asked, 8 * DAY) })

  await worksThrough()

  expect(await shop.linksOf(chat)).toMatchObject([{ otherId: later, matchReason: 'order_id_exact', confidence: 99 }])
  expect(await shop.linksOf(review)).toEqual([])
  expect(await shop.linksOf(late)).toEqual([])
})

test('EX-25: trouble of the same kind with a product is kept, and shown once somebody has said that it is one buyer’s', async () => {
  const shop = await givenShop()
  const review = await shop.receives({ rating: 1, text: 'Сломался замок' })
  const question = await shop.receives({
    channel: 'question',
    text: 'Пришёл брак, что делать?',
    occurredAt: after(asked, 30 * HOUR),
  })

  await worksThrough()

  expect(await shop.linksOf(review)).toEqual([])
  expect(await journalOf(db, shop.sellerId)).not.toContain('linked')
  const [kept] = await db.prisma.linkCandidate.findMany({ where: { sellerId: shop.sellerId } })
  expect(kept).toMatchObject({ confidence: 65, isShown: false, signals: ['nm_id_within_7d', 'semantic_match'] })

  await inTransaction(db, (tx) => saveVerdict(tx, kept?.id ?? '', 'correct', randomUUID()))
  expect(await shop.linksOf(review)).toMatchObject([{ otherId: question, verdict: 'correct' }])
})

test('EX-26: what is too unsure to show is kept for the figures, and not told', async () => {
  const shop = await givenShop()
  const review = await shop.receives({ customerName: 'Ольга', text: 'Ужасное качество', rating: 1 })
  await shop.receives({
    channel: 'question',
    customerName: 'Ольга',
    text: 'Какой размер?',
    occurredAt: after(asked, 5 * DAY),
  })

  await worksThrough()

  expect(await shop.linksOf(review)).toEqual([])
  expect(await shop.kept()).toMatchObject([{ confidence: 55, signals: ['nm_id_within_7d', 'name_match'] }])
  expect(await journalOf(db, shop.sellerId)).not.toContain('linked')
})

test('a supplement leads to its review, whichever came in first', async () => {
  const shop = await givenShop()
  const supplement = await shop.receives({ externalId: 'second', extra: { parentFeedbackId: 'first' } })
  await worksThrough()
  const review = await shop.receives({ externalId: 'first', extra: { childFeedbackId: 'second' } })
  await worksThrough()

  expect(await shop.linksOf(supplement)).toMatchObject([{ otherId: review, matchReason: 'feedback_chain_exact' }])
})

test('found out anew nothing changes; when the words change the link does, and goes when nothing speaks for it', async () => {
  const shop = await givenShop()
  const review = await shop.receives({ externalId: 'r', text: 'Сломался замок' })
  await shop.receives({ channel: 'question', text: 'Пришёл брак', occurredAt: after(asked, 30 * HOUR) })
  await worksThrough()
  const before = await shop.kept()
  expect(before).toMatchObject([{ confidence: 65 }])

  await shop.asksAgain(review)
  expect(await shop.kept()).toEqual(before)

  await shop.receives({ externalId: 'r', text: 'Всё хорошо, спасибо', rating: 5 })
  await worksThrough()
  expect(await shop.kept()).toEqual([])
})

test('a pair that no card would show is not among those that can be brought back', async () => {
  const shop = await givenShop()
  const review = await shop.receives({ externalId: 'r', text: 'Сломался замок' })
  const question = await shop.receives({ channel: 'question', externalId: 'q', nmId: '1', text: 'Какой размер?' })
  await worksThrough()

  const pair: [string, string] = [review, question]
  await inTransaction(db, (tx) => saveDifferent(tx, { ...shop.only, pair, by: 'anna' }, clock.now()))

  expect(await shop.kept()).toMatchObject([{ verdict: 'incorrect' }])
  expect(await shop.hiddenOf(review)).toEqual([])
})

test('neither is a sure one that cards hide, until they would show it', async () => {
  const shop = await givenShop()
  const review = await shop.receives({ externalId: 'r', text: 'Сломался замок' })
  await shop.receives({ channel: 'question', externalId: 'q', text: 'Замок сломался' })
  await worksThrough()
  const [link] = await shop.linksOf(review)
  await inTransaction(db, (tx) => saveVerdict(tx, link?.id ?? '', 'incorrect', 'anna'))
  const isShown = (shown: boolean) =>
    db.prisma.linkCandidate.update({ where: { id: link?.id ?? '' }, data: { isShown: shown } })

  await isShown(false)
  expect(await shop.hiddenOf(review)).toEqual([])
  await isShown(true)
  expect(await shop.hiddenOf(review)).toHaveLength(1)
})

test('a pair that was said to be wrong stays away while both are what they were, and a right one stays right', async () => {
  const shop = await givenShop()
  const review = await shop.receives({ externalId: 'r', text: 'Сломался замок' })
  const question = await shop.receives({ channel: 'question', externalId: 'q', text: 'Замок сломался' })
  await worksThrough()
  const [link] = await shop.linksOf(review)

  await inTransaction(db, (tx) => saveVerdict(tx, link?.id ?? '', 'incorrect', 'anna'))
  await shop.asksAgain(review)
  await shop.asksAgain(question)
  expect(await shop.linksOf(review)).toEqual([])
  expect(await shop.hiddenOf(review)).toMatchObject([{ id: link?.id, otherId: question }])

  await shop.receives({ channel: 'question', externalId: 'q', text: 'Замок сломался, верните деньги' })
  await worksThrough()
  expect(await shop.linksOf(review)).toMatchObject([{ verdict: 'none' }])
  expect(await shop.hiddenOf(review)).toEqual([])

  await inTransaction(db, (tx) => saveVerdict(tx, link?.id ?? '', 'correct', 'anna'))
  await shop.receives({ channel: 'question', externalId: 'q', text: 'Какой размер?' })
  await worksThrough()
  expect(await shop.kept()).toMatchObject([{ verdict: 'correct', confidence: 65 }])
})

test('in whichever order items are looked at anew, the pairs kept are those among the best of either side', async () => {
  const shop = await givenShop()
  const chance = randomFrom(7)
  const kinds = ['Сломался замок', 'Пришёл брак', 'Какой размер?', 'Замок сломался на второй день', 'Спасибо!']
  const oneOf = <Each>(list: readonly Each[]) => list[Math.floor(chance() * list.length)] as Each
  for (let number = 0; number < 76; number += 1) {
    const facts = { rating: 1, text: oneOf(kinds), customerName: oneOf(['Анна К.', 'Ольга', null]) }
    const occurredAt = after(asked, Math.floor(chance() * 6) * 12 * HOUR)
    await shop.receives({ ...facts, channel: oneOf(['review', 'question'] as const), occurredAt })
  }

  await worksThrough()
  const best = await bestOfEither(shop.sellerId)
  expect(best.size).toBeGreaterThan(600)
  expect(best.size).toBeLessThan(1500)
  expect(await shop.pairs()).toEqual(best)

  const ids = (await db.prisma.interaction.findMany({ where: shop.only, select: { id: true } })).map(({ id }) => id)
  for (const id of ids.sort(() => chance() - 0.5).slice(0, 5)) {
    await shop.asksAgain(id)
    expect(await shop.pairs()).toEqual(best)
  }
  await inTransaction(db, (tx) => askForAllLinks(tx, shop.sellerId, clock.now()))
  await worksThrough()
  expect(await shop.pairs()).toEqual(best)
}, 120_000)

test('when an item of a crowded product changes, goes or is judged, others take its place among the best', async () => {
  const shop = await givenShop()
  for (let hour = 34; hour > 0; hour -= 1)
    for (const channel of ['question', 'review'] as const)
      await shop.receives({
        channel,
        externalId: `${channel} ${hour}`,
        text: 'Брак',
        occurredAt: after(asked, hour * HOUR),
      })
  await worksThrough()
  expect(await shop.pairs()).toEqual(await bestOfEither(shop.sellerId))

  await shop.receives({
    channel: 'question',
    externalId: 'question 20',
    text: 'Какой размер?',
    occurredAt: after(asked, 20 * HOUR),
  })
  await worksThrough()
  expect(await shop.pairs()).toEqual(await bestOfEither(shop.sellerId))

  await shop.receives({ externalId: 'new', text: 'Брак', occurredAt: after(asked, 20.5 * HOUR) })
  await worksThrough()
  expect(await shop.pairs()).toEqual(await bestOfEither(shop.sellerId))

  const { sellerId } = shop
  const names = { kind: 'operator', name: 'Анна', email: 'anna@example.com' } as const
  const operator: Viewer = { ...names, userId: randomUUID(), sellers: [{ sellerId, role: 'operator' }] }
  for (const { id } of (await shop.kept()).slice(0, 3))
    await judgeLink({ db, clock }, operator, { linkId: id, verdict: 'correct' })
  await worksThrough()
  expect(await shop.pairs()).toEqual(await bestOfEither(shop.sellerId))
}, 120_000)

test('a chat is compared by what the buyer said in it, whatever the seller answers and the buyer adds', async () => {
  const shop = await givenShop()
  const review = await shop.receives({ rating: 1, text: 'Молния на куртке сломалась, собачка слетела на второй день' })
  const chat = await shop.talks('chat', 'buyer', 'У куртки сломалась молния, собачка слетела', 30)
  await worksThrough()
  const before = await shop.linksOf(review)
  expect(before).toMatchObject([{ otherId: chat }])

  await shop.talks('chat', 'seller', 'Здравствуйте! Оформите, пожалуйста, заявку в личном кабинете WB.', 31)
  await worksThrough()
  expect(await shop.linksOf(review)).toEqual(before)

  for (const [at, text] of ['Оформила вчера вечером', 'Ау, вы ответите мне сегодня или завтра?', 'Жду'].entries())
    await shop.talks('chat', 'buyer', text, 32 + at)
  await worksThrough()
  expect(await shop.linksOf(review)).toMatchObject([{ otherId: chat, signals: before[0]?.signals }])
})

test('a seller whose links are all found out anew holds up neither what comes in nor the others', async () => {
  const [shop, other] = [await givenShop(), await givenShop()]
  for (let number = 0; number < 4; number += 1) await shop.receives({ text: 'Сломался замок' })
  await other.receives({ text: 'Сломался замок' })
  await worksThrough()
  for (const { sellerId } of [shop, other]) await inTransaction(db, (tx) => askForAllLinks(tx, sellerId, clock.now()))
  const fresh = await shop.receives({ text: 'Порвался шов' })
  const waited = await shop.receives({ externalId: 'waits' })
  await inTransaction(db, (tx) => askForLinks(tx, shop.sellerId, [waited], clock.now()))

  const turns = { lastSeller: null }
  const left = async () => await db.prisma.linkWork.findMany({ select: { interactionId: true, sellerId: true } })
  for (let step = 0; step < 2; step += 1) await findNextLinks({ db, clock }, turns)
  expect((await left()).map(({ interactionId }) => interactionId)).not.toEqual(expect.arrayContaining([fresh]))
  expect((await left()).map(({ interactionId }) => interactionId)).not.toEqual(expect.arrayContaining([waited]))
  for (let step = 0; step < 2; step += 1) await findNextLinks({ db, clock }, turns)
  expect((await left()).filter(({ sellerId }) => sellerId === other.sellerId)).toEqual([])
  await worksThrough()
})

test('what waits only to be found out anew goes first once something about it is new', async () => {
  const shop = await givenShop()
  const items = [await shop.receives({}), await shop.receives({})]
  await worksThrough()
  await inTransaction(db, (tx) => askForAllLinks(tx, shop.sellerId, clock.now()))
  const [, second = ''] = items
  await inTransaction(db, (tx) => askForLinks(tx, shop.sellerId, [second], clock.now()))

  await findNextLinks({ db, clock })
  expect(await db.prisma.linkWork.findMany({ select: { interactionId: true } })).toEqual([{ interactionId: items[0] }])
  await worksThrough()
})

test('other shops and sample data have nothing to do with each other', async () => {
  const [shop, other] = [await givenShop(), await givenShop()]
  const facts = { text: 'Сломался замок', customerName: 'Анна К.' }
  await shop.receives(facts)
  await other.receives({ ...facts, channel: 'question' })
  const sample = await shop.receives({ ...facts, channel: 'question' })
  await db.prisma.interaction.update({ where: { id: sample }, data: { source: 'demo' } })

  await worksThrough()

  expect([await shop.kept(), await other.kept()]).toEqual([[], []])
})

test('a card shows five links: the surest, and among equals the nearest', async () => {
  const shop = await givenShop()
  const review = await shop.receives({ text: 'Сломался замок', customerName: 'Анна' })
  const named = await shop.receives({ channel: 'question', text: 'Замок — брак', customerName: 'Анна' })
  const nearer: string[] = []
  for (const hours of [5, 4, 3, 2, 1])
    nearer.unshift(
      await shop.receives({ channel: 'question', text: 'Замок — брак', occurredAt: after(asked, hours * HOUR) }),
    )

  await worksThrough()

  expect((await shop.linksOf(review)).map(({ otherId }) => otherId)).toEqual([named, ...nearer.slice(0, 4)])
})

test('of a buyer with more items than are looked at, all of the order are, and else the nearest', async () => {
  const shop = await givenShop()
  const buyer = { channel: 'chat', customerId: 'anna', customerIdKind: 'wb_customer' }
  const [self = ''] = await shop.has([{ ...buyer, orderId: 'rid-1', occurredAt: asked }])
  await shop.has(Array.from({ length: 160 }, (_, day) => ({ ...buyer, occurredAt: after(asked, (100 - day) * DAY) })))
  const [ordered = ''] = await shop.has([{ ...buyer, orderId: 'rid-1', occurredAt: after(asked, 900 * DAY) }])
  const [supplement = ''] = await shop.has([{ ...buyer, channel: 'review', occurredAt: after(asked, 800 * DAY) }])
  const { externalId } = await db.prisma.interaction.findUniqueOrThrow({ where: { id: supplement } })
  await db.prisma.interaction.update({ where: { id: self }, data: { extra: { childFeedbackId: externalId } } })

  const near = await shop.neighboursOf(self)

  expect(near.size).toBe(150)
  expect([near.has(ordered), near.has(supplement)]).toEqual([true, true])
  const times = [...near.values()].map((at) => Math.abs(at.getTime() - asked.getTime()) / DAY)
  expect(times.filter((days) => days < 800).sort((one, other) => other - one)[0]).toBe(88)
})

test('of more than are looked at around a product the nearest are, on both sides in time', async () => {
  const shop = await givenShop()
  const [self = ''] = await shop.has([{ occurredAt: asked }])
  const hours = Array.from({ length: 160 }, (_, number) => (number % 2 === 0 ? 1 : -1) * (161 - number))
  const others = hours.map((each) => ({ channel: 'question', occurredAt: after(asked, each * HOUR) }))
  await shop.has(others)

  const near = await shop.neighboursOf(self)

  const times = [...near.values()].map((at) => Math.abs(at.getTime() - asked.getTime()) / HOUR)
  expect(times.sort((one, other) => one - other)).toEqual(Array.from({ length: 150 }, (_, number) => number + 2))
})

test('seven days to the millisecond are within a week of a product, before it and after it', async () => {
  const shop = await givenShop()
  const [self = ''] = await shop.has([{ occurredAt: asked }])
  const within = [-7 * DAY, 7 * DAY]
  const instants = [...within, -7 * DAY - 1, 7 * DAY + 1]
  await shop.has(instants.map((each) => ({ channel: 'question', occurredAt: after(asked, each) })))

  const near = await shop.neighboursOf(self)

  expect([...near.values()].map((at) => at.getTime() - asked.getTime()).sort((a, b) => a - b)).toEqual(within)
})

test('a name or an order that is told later is looked at anew', async () => {
  const shop = await givenShop()
  const review = await shop.receives({ externalId: 'r', text: 'Сломался замок' })
  await shop.receives({ channel: 'question', text: 'Замок сломался', customerName: 'Анна К.' })
  const [chat, other] = [await shop.chat('rid-1', asked), await shop.chat(null, asked, 'told-later')]
  await worksThrough()
  const [nameless] = await shop.linksOf(review)
  expect(await shop.linksOf(chat)).toEqual([])

  await shop.receives({ externalId: 'r', text: 'Сломался замок', customerName: 'Анна К.' })
  await shop.chat('rid-1', null, 'told-later')
  await worksThrough()

  expect(await shop.linksOf(review)).toMatchObject([{ confidence: (nameless?.confidence ?? 0) + 10 }])
  expect(await shop.linksOf(chat)).toMatchObject([{ otherId: other, matchReason: 'order_id_exact' }])
})

test('several processes find every pair once, and none waits for another in a circle', async () => {
  const shop = await givenShop()
  for (let number = 0; number < 8; number += 1) {
    await shop.receives({ text: 'Сломался замок' })
    await shop.receives({ channel: 'question', text: 'Пришёл брак', occurredAt: after(asked, number * HOUR) })
  }

  await Promise.all([worksThrough(), worksThrough(), worksThrough()])

  const pairs = (await shop.kept()).map(({ aId, bId }) => `${aId} ${bId}`)
  expect(pairs).toHaveLength(64)
  expect(new Set(pairs).size).toBe(64)
})

test('nothing is lost when the work fails half-way', async () => {
  const shop = await givenShop()
  await shop.receives({ text: 'Сломался замок' })
  const broken = {
    ...db,
    prisma: db.prisma.$extends({ query: { $allOperations: failing('INSERT INTO link_candidate') } }),
  }

  await expect(findNextLinks({ db: broken as unknown as Db, clock })).resolves.toBe(true)
  await shop.receives({ channel: 'question', text: 'Брак' })
  await expect(findNextLinks({ db: broken as unknown as Db, clock })).rejects.toThrow('on purpose')
  await worksThrough()

  expect(await shop.kept()).toHaveLength(1)
})

function failing(words: string) {
  return async ({ args, query }: { args: unknown; query: (args: unknown) => Promise<unknown> }) => {
    if (JSON.stringify(args ?? '').includes(words)) throw new Error('It fails on purpose.')
    return await query(args)
  }
}

async function worksThrough(): Promise<void> {
  while (await findNextLinks({ db, clock }));
}

/** What a reader of the rule would do: each item's thirty best guesses, and all that somebody has judged. */
async function bestOfEither(sellerId: string): Promise<Set<string>> {
  const text = `
    SELECT ${sideColumns}, coalesce(i.buyer_words, i.text) AS text FROM interaction AS i WHERE seller_id = $1::uuid`
  const rows = await db.query<LinkSide>({ name: 'every_side', text }, [sellerId])
  const sides = rows.map(readSide)
  const judged = await db.prisma.linkCandidate.findMany({ where: { sellerId, verdict: { not: 'none' } } })
  const best = new Set(judged.map(({ aId, bId }) => `${aId} ${bId}`))
  const isJudged = new Set(best)
  for (const self of sides) {
    const guesses = sides.flatMap((other) => {
      const link = linkBetween(self, other)
      const [aId, bId] = [self.id, other.id].sort()
      if (!link || isJudged.has(`${aId} ${bId}`)) return []
      const distance = Math.abs((self.occurredAt?.getTime() ?? 0) - (other.occurredAt?.getTime() ?? 0))
      const worth = (isShown(self, other, link) ? 1e12 : 0) + link.confidence * 1e9 - distance
      return [{ pair: `${aId} ${bId}`, worth, id: other.id }]
    })
    guesses.sort((one, other) => other.worth - one.worth || (one.id < other.id ? -1 : 1))
    for (const { pair } of guesses.slice(0, 30)) best.add(pair)
  }
  return best
}

/** Numbers that look like chance and are the same each time. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

type Facts = { occurredAt: Date; channel?: string; customerId?: string; customerIdKind?: string; orderId?: string }

const storedItem = {
  ...{ channel: 'review', status: 'open', needsResponse: true, priority: 'normal', priorityRank: 1, nmId: '987654321' },
  ...{ text: 'Сломался замок', intent: 'defect_not_working' },
}

async function givenShop() {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  const take = async (item: Parameters<typeof receive>[2][number]) => {
    await receive({ db, clock }, { sellerId }, [item], async () => [])
    const { externalId } = item
    return (await db.prisma.interaction.findFirstOrThrow({ where: { sellerId, externalId } })).id
  }
  return {
    sellerId,
    receives: async (change: Partial<IncomingItem>) =>
      await take(incomingReview({ externalId: randomUUID(), occurredAt: asked, ...change })),
    /** With one message of the buyer; without a time only the chat itself is told. */
    async chat(orderId: string | null, sentAt: Date | null, externalId: string = randomUUID()) {
      const message = { externalMessageId: randomUUID(), author: 'buyer' as const, text: 'Где заказ', attachments: [] }
      const told = {
        replySign: null,
        replySignIsCurrent: false,
        customerName: null,
        customerId: null,
        productName: null,
      }
      const about = { channel: 'chat' as const, externalId, nmId: null, orderId, extra: {} }
      return await take({ ...about, ...told, messages: sentAt ? [{ ...message, sentAt, source: null }] : [] })
    },
    /** One message of a chat, so many hours after the review. */
    async talks(externalId: string, author: 'buyer' | 'seller', text: string, hours: number) {
      const sentAt = after(asked, hours * HOUR)
      const message = { externalMessageId: randomUUID(), author, text, attachments: [], sentAt, source: null }
      const told = { replySign: null, replySignIsCurrent: false, customerName: null, customerId: null, orderId: null }
      const about = { channel: 'chat' as const, externalId, nmId: '987654321', productName: null, extra: {} }
      return await take({ ...about, ...told, messages: [message] })
    },
    /** Has items as they are stored, in this order. */
    async has(items: Facts[]): Promise<string[]> {
      const facts = { ...storedItem, sellerId }
      const rows = items.map((item) => ({ ...facts, id: uuidv7(), externalId: randomUUID(), ...item }))
      await db.prisma.interaction.createMany({ data: rows })
      return rows.map(({ id }) => id)
    },
    /** Which are looked at for an item, and when they were written. */
    async neighboursOf(id: string): Promise<Map<string, Date>> {
      const found = await inTransaction(db, (tx) => neighboursOf(tx, sellerId, id))
      return new Map(found?.others.map(({ side }) => [side.id, side.occurredAt ?? new Date(0)]))
    },
    linksOf: async (id: string) => (await linksOf(db, [sellerId], [id])).get(id)?.shown ?? [],
    hiddenOf: async (id: string) => (await linksOf(db, [sellerId], [id])).get(id)?.hidden ?? [],
    only: { sellerId },
    kept: async () => await db.prisma.linkCandidate.findMany({ where: { sellerId } }),
    async pairs() {
      const kept = await db.prisma.linkCandidate.findMany({ where: { sellerId } })
      return new Set(kept.map(({ aId, bId }) => `${aId} ${bId}`))
    },
    async asksAgain(id: string) {
      await inTransaction(db, (tx) => askForLinks(tx, sellerId, [id], clock.now()))
      await worksThrough()
    },
  }
}
