import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ProductCard } from '#domain/product-card.ts'
import { DAY, MINUTE, SECOND } from '#domain/time.ts'
import { type LineUp, openLineUp } from '#processing/line-up-drafts.ts'
import { claimCards, readProductCard } from '#processing/read-product-cards.ts'
import { claimDrafts, writeDraft } from '#processing/write-draft.ts'
import { inTransaction } from '#storage/db.ts'
import { wantProductCards } from '#storage/product-cards.ts'
import { type Asker, ask, read } from '../testkit/ask.ts'
import { setsDrafts, writesAll, writtenForByModel } from '../testkit/drafts.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { type LanguageModel, startLanguageModel } from '../testkit/language-model.ts'
import { journalOf } from '../testkit/shop.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let model: LanguageModel
let app: TestApp
beforeAll(async () => {
  model = await startLanguageModel()
  app = await startApp({ llm: { url: model.url, key: model.key } })
})
afterAll(async () => {
  await app.close()
  await model.close()
})
// Whoever prepares drafts looks at all sellers: those of the tests before have nothing left to do.
beforeEach(async () => {
  await app.deps.db.prisma.draftTurn.deleteMany()
  await app.deps.db.prisma.interaction.updateMany({ data: { status: 'responded', needsResponse: false } })
})

test('a text that stood in for a model in trouble is renewed by itself, later each time it happens again', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ priority: 'urgent', text: 'Порвался шов', intent: 'quality_complaint' })
  model.answers({ status: 503 }, { status: 503 })
  const lineUp = openLineUp(app.deps)
  await lineUp.look()
  await writesAll(app, 'draftsAhead')
  const first = await app.deps.db.prisma.draft.findFirstOrThrow({ where: { sellerId: seller.sellerId } })
  expect(await holds(seller, id)).toEqual({ fallbackReason: 'UNAVAILABLE', outdatedBy: null })

  const looksAfter = async (minutes: number) => {
    app.clock.advance(minutes * MINUTE)
    const lined = await lineUp.look()
    await writesAll(app, 'draftsAhead')
    return lined
  }
  // What the journal has told of the draft leads to no other.
  expect(await looksAfter(0)).toBe(0)
  expect(await looksAfter(14)).toBe(0)
  app.clock.advance(MINUTE)
  expect(await holds(seller, id)).toEqual({ fallbackReason: 'UNAVAILABLE', outdatedBy: 'STOOD_IN' })
  expect(await looksAfter(0)).toBe(1)
  expect(await app.deps.db.prisma.draft.findFirstOrThrow({ where: { id: first.id } })).toMatchObject({ troubles: 1 })
  expect(await looksAfter(29)).toBe(0)
  expect(await looksAfter(1)).toBe(1)
  expect(await holds(seller, id)).toEqual({ fallbackReason: null, outdatedBy: null })
  expect(await looksAfter(600)).toBe(0)
})

test('what is on other terms than today’s is renewed by itself, at the pace of all that nobody asked for', async () => {
  const seller = await givenSeller(app)
  const items = await Promise.all(Array.from({ length: 25 }, () => seller.receives.review({ priority: 'urgent' })))
  const [first = '', second = ''] = items.map(({ id }) => id)
  for (const { id } of items) await generates(seller, id)
  await writesAll(app)
  const lineUp = openLineUp(app.deps)
  expect(await lineUp.look()).toBe(0)
  expect(await holds(seller, first)).toEqual({ fallbackReason: 'NO_CREDENTIALS', outdatedBy: null })

  await shows(seller, first)
  await setsDrafts(app, seller, { llmProvider: 'custom', tone: 'FORMAL' })
  expect(await holds(seller, second)).toEqual({ fallbackReason: 'NO_CREDENTIALS', outdatedBy: 'TERMS_CHANGED' })
  expect(await lineUp.look()).toBe(20)
  app.clock.advance(MINUTE)
  await writesAll(app, 'draftsAhead')
  await lineUp.look()
  app.clock.advance(MINUTE)
  await writesAll(app, 'draftsAhead')

  expect(await holds(seller, second)).toEqual({ fallbackReason: null, outdatedBy: null })
  // She has seen it, and may have it in her field: it is renewed when she asks.
  expect(await holds(seller, first)).toMatchObject({ outdatedBy: 'TERMS_CHANGED' })
  expect(await lineUp.look()).toBe(0)
})

test('terms that make no other text leave a draft as it is, and it holds again', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ priority: 'urgent' })
  await openLineUp(app.deps).look()
  await writesAll(app, 'draftsAhead')
  const asked = model.asked.length
  await app.deps.db.prisma.draftSettings.update({ where: { sellerId: seller.sellerId }, data: { llmEnabled: true } })
  expect(await holds(seller, id)).toMatchObject({ outdatedBy: 'TERMS_CHANGED' })

  await openLineUp(app.deps).look()
  app.clock.advance(SECOND)
  await writesAll(app, 'draftsAhead')
  expect(await holds(seller, id)).toMatchObject({ outdatedBy: null })
  expect(model.asked).toHaveLength(asked)
})

test('a card that comes after the draft renews it, once; the same card read again renews nothing', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.question({ priority: 'urgent', nmId: '7701', text: 'Из чего она?' })
  const lineUp = openLineUp(app.deps)
  await prepares(lineUp)
  expect(await holds(seller, id)).toEqual({ fallbackReason: null, outdatedBy: null })
  expect(await lineUp.look()).toBe(0)

  await readsCard(lineUp, '7701', { compositions: ['лён'] })
  expect(await holds(seller, id)).toMatchObject({ outdatedBy: 'CARD_CHANGED' })
  expect(await prepares(lineUp)).toBe(1)
  expect(model.asked.at(-1)?.body).toContain('лён')
  expect(await holds(seller, id)).toEqual({ fallbackReason: null, outdatedBy: null })

  const asked = model.asked.length
  app.clock.advance(DAY)
  await readsCard(lineUp, '7701', { compositions: ['лён'] })
  expect(await holds(seller, id)).toMatchObject({ outdatedBy: null })
  expect(await prepares(lineUp)).toBe(0)
  expect(model.asked).toHaveLength(asked)
})

test('the first item of a product waits a moment for the card, and is drafted once', async () => {
  const seller = await writtenForByModel(app)
  const now = app.clock.now()
  const { id } = await seller.receives.question({ priority: 'urgent', nmId: '7711', text: 'Из чего?', createdAt: now })
  const lineUp = openLineUp(withCards)
  const asked = model.asked.length
  expect(await lineUp.look()).toBe(0)
  app.clock.advance(5 * SECOND)
  expect(await lineUp.look()).toBe(0)

  await readsCard(lineUp, '7711', { compositions: ['лён'] })
  expect(await prepares(lineUp)).toBe(1)
  expect(model.asked.at(-1)?.body).toContain('лён')
  expect(await prepares(lineUp)).toBe(0)
  expect(model.asked).toHaveLength(asked + 1)
  expect(await holds(seller, id)).toEqual({ fallbackReason: null, outdatedBy: null })
})

test('no card is waited for longer than half a minute, nor one that could not be read', async () => {
  const seller = await writtenForByModel(app)
  const now = app.clock.now()
  await seller.receives.question({ priority: 'urgent', nmId: '7712', createdAt: now })
  const lineUp = openLineUp(withCards)
  expect(await lineUp.look()).toBe(0)
  await app.deps.db.prisma.productCard.create({ data: { nmId: '7713', wantedAt: now, dueAt: now, failures: 1 } })
  await seller.receives.question({ priority: 'urgent', nmId: '7713', createdAt: now })
  expect(await openLineUp(withCards).look()).toBe(1)

  app.clock.advance(29 * SECOND)
  expect(await lineUp.look()).toBe(0)
  app.clock.advance(SECOND)
  expect(await prepares(lineUp)).toBe(1)
})

test('a model in trouble takes no draft away because of a card: it stays, and another is tried for later', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.question({ priority: 'urgent', nmId: '7704' })
  const lineUp = openLineUp(app.deps)
  await prepares(lineUp)
  const before = await draftOf(seller, id)

  model.answers({ status: 503 })
  await readsCard(lineUp, '7704', { compositions: ['лён'] })
  expect(await prepares(lineUp)).toBe(1)
  expect(await draftOf(seller, id)).toEqual(before)
  expect(await holds(seller, id)).toEqual({ fallbackReason: null, outdatedBy: null })
  expect(await prepares(lineUp)).toBe(0)

  app.clock.advance(15 * MINUTE)
  expect(await holds(seller, id)).toMatchObject({ outdatedBy: 'CARD_CHANGED' })
  expect(await prepares(lineUp)).toBe(1)
  expect((await draftOf(seller, id))?.id).not.toBe(before?.id)
  expect(await holds(seller, id)).toEqual({ fallbackReason: null, outdatedBy: null })
  app.clock.advance(DAY)
  expect(await prepares(lineUp)).toBe(0)
})

test('a card that changes nothing of what a model is told leaves the draft, and it holds again', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.question({ priority: 'urgent', nmId: '7702' })
  const lineUp = openLineUp(app.deps)
  const told = 'Свободного кроя, с длинным рукавом. '.repeat(5)
  await readsCard(lineUp, '7702', { description: told })
  await prepares(lineUp)
  const asked = model.asked.length
  const before = await draftOf(seller, id)

  app.clock.advance(DAY)
  await readsCard(lineUp, '7702', { description: `${told} Стирать при 30 градусах.` })
  expect(await prepares(lineUp)).toBe(1)
  expect(model.asked).toHaveLength(asked)
  expect(await draftOf(seller, id)).toEqual(before)
  expect(await holds(seller, id)).toMatchObject({ outdatedBy: null })
})

test('a card renews neither what an operator has seen nor a text that no model wrote', async () => {
  const seller = await writtenForByModel(app)
  const seen = await seller.receives.question({ priority: 'urgent', nmId: '7703' })
  const other = await givenSeller(app)
  const stoodIn = await other.receives.question({ priority: 'urgent', nmId: '7703' })
  const lineUp = openLineUp(app.deps)
  await prepares(lineUp)
  await shows(seller, seen.id)
  await lineUp.look()

  await readsCard(lineUp, '7703', { compositions: ['хлопок'] })
  expect(await holds(seller, seen.id)).toMatchObject({ outdatedBy: 'CARD_CHANGED' })
  expect(await holds(other, stoodIn.id)).toEqual({ fallbackReason: 'NO_CREDENTIALS', outdatedBy: null })
  expect(await prepares(lineUp)).toBe(0)
})

test('a writing that breaks off again and again is tried later each time, told once, and put aside until somebody asks', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ priority: 'urgent', intent: 'quality_complaint' })
  const deps = { ...app.deps, askModel: () => Promise.reject(new Error('a bug')) }
  const lineUp = openLineUp(app.deps)
  await lineUp.look()
  const tries: number[] = []
  for (let seconds = 0; seconds < 3600; seconds += 15) {
    const turns = await claimDrafts(deps, 'draftsAhead', 5)
    for (const turn of turns) await writeDraft(deps, turn)
    if (turns.length > 0) tries.push(seconds)
    expect(await lineUp.look()).toBe(0)
    app.clock.advance(15 * SECOND)
  }

  expect(tries).toEqual([0, 30, 90, 210, 450])
  expect((await journalOf(app.deps.db, seller.sellerId)).filter((type) => type === 'draft_failed')).toHaveLength(1)
  await generates(seller, id)
  await writesAll(app)
  expect(await draftOf(seller, id)).toMatchObject({ origin: 'MODEL' })
})

test('what was put aside is tried once more a day later, told no second time, and then only when something has changed', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ priority: 'urgent', intent: 'quality_complaint' })
  await failsUntilAside(seller, id)
  const other = await seller.receives.review({ priority: 'urgent', text: 'Другой отзыв' })
  const lineUp = openLineUp(app.deps)

  // Nothing waits behind a turn of tomorrow.
  expect(await lineUp.look()).toBe(1)
  app.clock.advance(SECOND)
  await writesAll(app, 'draftsAhead')
  expect(await draftOf(seller, other.id)).toMatchObject({ origin: 'MODEL' })
  app.clock.advance(DAY - MINUTE)
  expect(await triesBroken()).toBe(0)
  app.clock.advance(MINUTE)
  expect(await triesBroken()).toBe(1)
  expect(await failuresTold(seller)).toBe(1)
  app.clock.advance(10 * DAY)
  expect(await lineUp.look()).toBe(0)
  expect(await triesBroken()).toBe(0)

  await setsDrafts(app, seller, { llmModel: 'another-model' })
  // The draft of the other item is on other terms too.
  expect(await lineUp.look()).toBe(2)
  await writesAll(app, 'draftsAhead')
  expect(await draftOf(seller, id)).toMatchObject({ origin: 'MODEL' })
})

test.each([
  ['the buyer writes again', async (_: GivenSeller, uuid: string) => rewrites(uuid, 'И ещё порвался рукав')],
  ['another model writes', async (seller: GivenSeller) => setsDrafts(app, seller, { llmModel: 'another-model' })],
] as const)(
  'what was put aside begins anew when %s, and is put aside again if that breaks off too',
  async (_, changes) => {
    const seller = await writtenForByModel(app)
    const { id, uuid } = await seller.receives.review({ priority: 'urgent', intent: 'quality_complaint' })
    await failsUntilAside(seller, id)
    const lineUp = openLineUp(app.deps)
    expect(await lineUp.look()).toBe(0)

    await changes(seller, uuid)
    // Whatever is prepared by itself: the turn is in the line already.
    await setsDrafts(app, seller, { preparesAhead: false })
    expect(await lineUp.look()).toBe(1)
    const tries: number[] = []
    for (let seconds = 0; seconds < 1800; seconds += 15) {
      if ((await triesBroken()) > 0) tries.push(seconds)
      expect(await lineUp.look()).toBe(0)
      app.clock.advance(15 * SECOND)
    }
    expect(tries).toEqual([0, 30, 90, 210, 450])
    expect(await failuresTold(seller)).toBe(2)
  },
)

test('what was put aside begins anew when the server reaches another model', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ priority: 'urgent', intent: 'quality_complaint' })
  await failsUntilAside(seller, id)
  expect(await openLineUp(app.deps).look()).toBe(0)

  const llm = { url: `${model.url}/`, key: model.key }
  expect(await openLineUp({ ...app.deps, config: { ...app.deps.config, llm } }).look()).toBe(1)
  await writesAll(app, 'draftsAhead')
  expect(await draftOf(seller, id)).toMatchObject({ origin: 'MODEL' })
})

/** Has the draft of an item lined up, and its writing break off until it is put aside. */
async function failsUntilAside(seller: GivenSeller, id: string): Promise<void> {
  await openLineUp(app.deps).look()
  for (let tries = 0; tries < 5; tries++) {
    if (tries > 0) app.clock.advance(4 * MINUTE)
    expect(await triesBroken()).toBe(1)
  }
  expect(await draftOf(seller, id)).toBeNull()
}

/** Takes whoever's turn it is, and has the writing break off. Returns how many. */
async function triesBroken(): Promise<number> {
  const deps = { ...app.deps, askModel: () => Promise.reject(new Error('a bug')) }
  const turns = await claimDrafts(deps, 'draftsAhead', 5)
  for (const turn of turns) await writeDraft(deps, turn)
  return turns.length
}

async function failuresTold(seller: GivenSeller): Promise<number> {
  return (await journalOf(app.deps.db, seller.sellerId)).filter((type) => type === 'draft_failed').length
}

async function rewrites(uuid: string, text: string): Promise<void> {
  await app.deps.db.prisma.interaction.update({ where: { id: uuid }, data: { text } })
}

/** A server that reads cards of products. */
const withCards = {
  get db() {
    return app.deps.db
  },
  get clock() {
    return app.deps.clock
  },
  get config() {
    return app.deps.config
  },
  cards: { find: async () => ({ kind: 'none' as const }) },
}

/** Everything that waits for a draft gets it. Returns how many items were lined up. */
async function prepares(lineUp: LineUp): Promise<number> {
  const linedUp = await lineUp.look()
  app.clock.advance(MINUTE)
  await writesAll(app, 'draftsAhead')
  return linedUp
}

/** The card of a product is read, and says this. */
async function readsCard(lineUp: LineUp, nmId: string, facts: Partial<ProductCard>): Promise<void> {
  const card: ProductCard = { ...emptyCard, ...facts }
  const deps = { ...app.deps, cards: { find: async () => ({ kind: 'card' as const, card }) } }
  await inTransaction(app.deps.db, (tx) => wantProductCards(tx, [nmId], app.clock.now()))
  for (const due of await claimCards(deps, 10)) await readProductCard(deps, due)
  lineUp.hearOfCard(nmId)
}

const nothingTold = { name: null, brand: null, category: null, subcategory: null, description: null, imageUrl: null }
const emptyCard: ProductCard = { ...nothingTold, options: [], compositions: [] }

async function generates(asker: Asker, id: string): Promise<void> {
  await ask(app, asker, 'mutation ($id: ID!) { generateDraft(input: { interactionId: $id }) { __typename } }', { id })
}

type Told = { id: string; origin: string }

async function draftOf(asker: Asker, id: string): Promise<Told | null> {
  const query = 'query ($id: ID!) { interaction(id: $id) { draft { id origin } } }'
  return (await read<{ interaction: { draft: Told | null } }>(app, asker, query, { id })).interaction.draft
}

/** Whose words the draft has, and whether it holds. */
async function holds(asker: Asker, id: string): Promise<object | null> {
  const query = 'query ($id: ID!) { interaction(id: $id) { draft { fallbackReason outdatedBy } } }'
  return (await read<{ interaction: { draft: object | null } }>(app, asker, query, { id })).interaction.draft
}

async function shows(asker: Asker, id: string): Promise<void> {
  const query = 'mutation ($id: ID!) { showDraft(input: { draftId: $id }) { __typename } }'
  await read(app, asker, query, { id: (await draftOf(asker, id))?.id })
}
