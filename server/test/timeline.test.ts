import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Verdict } from '#domain/link.ts'
import { after, DAY } from '#domain/time.ts'
import { ask, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller, type Received } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let seller: GivenSeller
beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
})
afterAll(() => app.close())

test('EX-31: a question about a product has its story, with why, how sure, and where it stands at WB', async () => {
  const question = await seller.receives.question({ nmId: '100', occurredAt: days(0), text: 'Есть размер M?' })
  const review = await seller.receives.review({ nmId: '100', occurredAt: days(-20), lastReplyText: 'Передали мастеру' })
  const chat = await seller.receives.chat({ nmId: '100', occurredAt: days(3) })
  await seller.receives.review({ nmId: '100', occurredAt: days(-60) })

  expect(await timelineOf(question)).toMatchObject({
    scope: 'PRODUCT',
    orderId: null,
    nmId: '100',
    channels: ['CHAT', 'QUESTION', 'REVIEW'],
    steps: [
      {
        interaction: { id: review.id },
        matchReason: 'NM_ID_TIME_WINDOW',
        confidence: 0.82,
        actionMode: 'ASSIST_ONLY',
        autoActionAllowed: false,
        policyReason: 'DETERMINISTIC_BELOW_CONFIDENCE_THRESHOLD',
        lastReplyText: 'Передали мастеру',
        wbUrl: 'https://seller.wildberries.ru/communication/reviews',
        isCurrent: false,
      },
      { interaction: { id: question.id }, matchReason: 'CURRENT_INTERACTION', confidence: 1, isCurrent: true },
      { interaction: { id: chat.id }, wbUrl: 'https://seller.wildberries.ru/communication/chats' },
    ],
  })
})

test('EX-32: what has no key at all stands alone', async () => {
  const { steps, scope } = await timelineOf(await seller.receives.question({ nmId: null }))

  expect(scope).toBe('SINGLE')
  expect(steps).toMatchObject([{ isCurrent: true, confidence: 1 }])
})

test('a review and its supplement are in each other’s story, however long after, though only the supplement names the other', async () => {
  const first = await seller.receives.review({ externalId: 'first', nmId: '250', occurredAt: days(-60) })
  const extra = { parentFeedbackId: 'first' }
  const second = await seller.receives.review({ externalId: 'second', nmId: '250', extra, occurredAt: days(0) })

  for (const side of [first, second])
    expect((await timelineOf(side)).steps).toMatchObject([
      { interaction: { id: first.id }, matchReason: side === first ? 'CURRENT_INTERACTION' : 'FEEDBACK_CHAIN_EXACT' },
      { interaction: { id: second.id }, matchReason: side === first ? 'FEEDBACK_CHAIN_EXACT' : 'CURRENT_INTERACTION' },
    ])
})

test('the supplements of a review are found by an index of their own', async () => {
  const plan = await app.deps.db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`
    return await tx.$queryRaw`
      EXPLAIN SELECT id FROM interaction
      WHERE seller_id = ${seller.sellerId}::uuid AND extra ->> 'parentFeedbackId' = 'first'`
  })
  expect(JSON.stringify(plan)).toContain('interaction_supplement_idx')
})

test('an order leads across products and months; another buyer’s chat about the product is not in the story', async () => {
  const chat = await seller.receives.chat({ nmId: '200', orderId: 'rid-1', occurredAt: days(0) })
  const before = await seller.receives.chat({ nmId: '300', orderId: 'rid-1', occurredAt: days(-60) })
  await seller.receives.chat({ nmId: '200', orderId: 'rid-2', occurredAt: days(-1) })

  const { scope, steps } = await timelineOf(chat)

  expect(scope).toBe('CUSTOMER_ORDER')
  expect(steps).toMatchObject([
    { interaction: { id: before.id }, matchReason: 'ORDER_ID_EXACT', confidence: 0.99, actionMode: 'AUTO_ALLOWED' },
    { interaction: { id: chat.id }, isCurrent: true },
  ])
})

test('a link that an operator has called wrong is out of both stories, though an order says so', async () => {
  const chat = await seller.receives.chat({ nmId: null, orderId: 'rid-judged' })
  const review = await seller.receives.review({ nmId: null, orderId: 'rid-judged' })
  await linked(chat, review, { verdict: 'incorrect' })

  for (const side of [chat, review]) expect((await timelineOf(side)).steps).toMatchObject([{ isCurrent: true }])
})

test('of a long story the nearest steps are told, within the window asked for', async () => {
  const current = await seller.receives.question({ nmId: '400', occurredAt: days(0) })
  for (let day = 1; day <= 12; day += 1) await seller.receives.review({ nmId: '400', occurredAt: days(-day) })

  expect((await timelineOf(current, { maxItems: 5 })).steps).toHaveLength(5)
  expect((await timelineOf(current, { windowDays: 3 })).steps).toHaveLength(4)
  expect((await ask(app, seller, timelineQuery, { id: current.id, maxItems: 301 })).errors).toMatchObject([
    { message: '`maxItems` is 1 to 300, not 301.' },
  ])
})

test('of the many items of a buyer or of an order the nearest are told, whichever came in first', async () => {
  for (const key of [{ customerId: 'anna', customerIdKind: 'wb_customer' }, { orderId: 'rid-many' }]) {
    const current = await seller.receives.chat({ ...key, nmId: null, occurredAt: days(0) })
    const ids = new Map([[0, current.id]])
    for (let day = 12; day >= 1; day -= 1)
      for (const at of [-day, day])
        ids.set(at, (await seller.receives.chat({ ...key, nmId: null, occurredAt: days(at) })).id)

    const { steps } = await timelineOf(current, { maxItems: 5 })
    expect(steps.map(({ interaction }) => interaction.id)).toEqual([-2, -1, 0, 1, 2].map((at) => ids.get(at)))
  }
})

test('a step offers the seller’s answer as a template, else its current draft, and none where a person must answer', async () => {
  const question = await seller.receives.question({ nmId: '450', occurredAt: days(0) })
  const drafted = await seller.receives.review({ nmId: '450', occurredAt: days(-1) })
  await seller.receives.review({ nmId: '450', occurredAt: days(-2), lastReplyText: 'Передали мастеру' })
  const stopped = await seller.receives.review({ nmId: '450', occurredAt: days(-3), escalationReason: 'legal' })
  await proposed(drafted, 'Прежний', { supersededAt: days(0) })
  await proposed(drafted, 'Нам жаль')
  await proposed(stopped, 'Нам жаль')

  const { steps } = await timelineOf(question)

  const templates = steps.map(({ templateText }) => templateText)
  expect(templates).toEqual([null, 'Передали мастеру', 'Нам жаль', null])
})

test('a stranger’s items are in nobody’s story', async () => {
  const stranger = await givenSeller(app)
  await stranger.receives.review({ nmId: '500' })

  expect((await timelineOf(await seller.receives.question({ nmId: '500' }))).steps).toHaveLength(1)
})

test('a card with its story, links and conversation costs seven statements at most, however long they are', async () => {
  const [brief, long] = [await cardOf('600', 8), await cardOf('700', 60)]
  await costOf(brief)

  // Where both come at the same moment the items of the links and those of the story are read together.
  expect([6, 7]).toContain(await costOf(brief))
  expect([6, 7]).toContain(await costOf(long))
})

async function proposed({ uuid }: Received, text: string, facts: { supersededAt?: Date } = {}): Promise<void> {
  const versions = { promptVersion: '1', policyVersion: '1', contentHash: '', subjectHash: '', latencyMs: 1 }
  const about = { sellerId: seller.sellerId, interactionId: uuid, origin: 'model', createdAt: app.clock.now() }
  await app.deps.db.prisma.draft.create({ data: { ...about, ...versions, text, ...facts } })
}

/** A question about a product with so many reviews, of which the first five are linked to it. */
async function cardOf(nmId: string, reviews: number): Promise<Received> {
  const question = await seller.receives.question({ nmId })
  const items = await Promise.all(Array.from({ length: reviews }, () => seller.receives.review({ nmId })))
  for (const item of items.slice(0, 5)) await linked(question, item)
  return question
}

async function linked(one: Received, other: Received, judged: { verdict?: Verdict } = {}): Promise<void> {
  const [aId = '', bId = ''] = [one.uuid, other.uuid].sort()
  const facts = { linkType: 'probabilistic', signals: ['nm_id_within_7d'], confidence: 85, legacyOnly: false }
  const row = { sellerId: seller.sellerId, aId, bId, fingerprint: '', computedAt: new Date(), ...facts, ...judged }
  await app.deps.db.prisma.linkCandidate.create({ data: row })
}

/** How many statements a whole card takes. */
async function costOf({ id }: Received): Promise<number> {
  const { query } = app.deps.db
  let count = 0
  app.deps.db.query = (...asked) => {
    count += 1
    return query(...asked)
  }
  await read(app, seller, cardQuery, { id })
  app.deps.db.query = query
  return count
}

type Story = { scope: string; steps: { interaction: { id: string }; templateText: string | null }[] }

async function timelineOf({ id }: Received, limits: object = {}): Promise<Story> {
  return (await read<{ interaction: { timeline: Story } }>(app, seller, timelineQuery, { id, ...limits })).interaction
    .timeline
}

const story = `
  scope orderId customerId nmId productArticle channels
  steps {
    interaction { id channel status priority rating source occurredAt preview } isCurrent textPreview lastReplyText templateText matchReason
    confidence actionMode autoActionAllowed policyReason wbUrl
  }`
const timelineQuery = `query ($id: ID!, $maxItems: Int, $windowDays: Int) {
  interaction(id: $id) { timeline(maxItems: $maxItems, windowDays: $windowDays) { ${story} } }
}`
const cardQuery = `query ($id: ID!) {
  interaction(id: $id) {
    id text messages { author text } links { id confidence interaction { id preview } } timeline { ${story} }
  }
}`

function days(count: number): Date {
  return after(app.clock.now(), count * DAY)
}
