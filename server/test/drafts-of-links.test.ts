import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lineWords } from '#domain/phrases/draft-prompt.ts'
import { DAY, HOUR, MINUTE } from '#domain/time.ts'
import { encodeId } from '#graphql/ids.ts'
import { findNextLinks } from '#processing/find-links.ts'
import { type LineUp, openLineUp } from '#processing/line-up-drafts.ts'
import { claimDrafts, writeDraft } from '#processing/write-draft.ts'
import { inTransaction } from '#storage/db.ts'
import { askForLinks } from '#storage/link-work.ts'
import { modelReadingsOf } from '#storage/model-readings.ts'
import { type Asker, ask, read } from '../testkit/ask.ts'
import { writesAll, writtenForByModel } from '../testkit/drafts.ts'
import type { GivenSeller, Received } from '../testkit/given.ts'
import { type LanguageModel, startLanguageModel } from '../testkit/language-model.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

// What a draft is based on may change without a word of its buyer: others are answered, and operators say who is who.

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
beforeEach(async () => {
  await app.deps.db.prisma.draftTurn.deleteMany()
  await app.deps.db.prisma.interaction.updateMany({ data: { status: 'responded', needsResponse: false } })
})

test('what an operator denies leaves the draft at once, and another is written without it', async () => {
  const seller = await writtenForByModel(app)
  const order = { orderId: 'srid-1' }
  const promised = await seller.receives.review({ ...order, status: 'responded', lastReplyText: 'Вернём половину' })
  const asks = await seller.receives.chat({ ...order, priority: 'urgent', intent: 'delivery_status' })
  await linksFound(seller, asks)
  const lineUp = openLineUp(app.deps)
  await prepares(lineUp)
  expect(model.asked.at(-1)?.body).toContain('половину')
  await shows(seller, asks.id)

  await judges(seller, promised, asks, 'INCORRECT')
  expect(await draftOf(seller, asks.id)).toBeNull()
  // What the model took the chat for, told of another buyer, counts no more either.
  const readings = await inTransaction(app.deps.db, (tx) => modelReadingsOf(tx, [asks.uuid]))
  const { nextChangeAt } = await app.deps.db.prisma.interaction.findUniqueOrThrow({ where: { id: asks.uuid } })
  expect([readings.size, nextChangeAt]).toEqual([0, app.clock.now()])
  expect(await prepares(lineUp)).toBe(1)
  expect(model.asked.at(-1)?.body).not.toContain('половину')
  expect(await draftOf(seller, asks.id)).toMatchObject({ origin: 'MODEL', outdatedBy: null })
})

test('a link that is denied while the draft is written comes into none', async () => {
  const seller = await writtenForByModel(app)
  const order = { orderId: 'srid-2' }
  const promised = await seller.receives.review({ ...order, status: 'responded', lastReplyText: 'Вернём половину' })
  const asks = await seller.receives.chat({ ...order, intent: 'delivery_status' })
  await linksFound(seller, asks)
  await generates(seller, asks.id)
  const [turn] = await claimDrafts(app.deps, 'askedDrafts', 1)
  const askModel: typeof app.deps.askModel = async (question) => {
    await judges(seller, promised, asks, 'INCORRECT')
    return await app.deps.askModel(question)
  }
  if (turn) await writeDraft({ ...app.deps, askModel }, turn)

  expect(await draftOf(seller, asks.id)).toBeNull()
  await generates(seller, asks.id)
  await writesAll(app)
  expect(model.asked.at(-1)?.body).not.toContain('половину')
  expect(await draftOf(seller, asks.id)).toMatchObject({ origin: 'MODEL' })
})

test('a link that is confirmed renews the draft with what it tells; one that tells nothing new leaves it', async () => {
  const seller = await writtenForByModel(app)
  const oldId = { customerId: 'old-3', customerIdKind: 'legacy_client_id' }
  const names = ['Марина Котова', 'Ирина Седова', 'Ольга Белая']
  const [maiden, married, none] = names as [string, string, string]
  const promised = await seller.receives.chat({
    ...oldId,
    customerName: maiden,
    lastReplyText: 'Пришлём новую',
    status: 'responded',
  })
  const silent = await seller.receives.chat({ ...oldId, customerName: none, status: 'responded', text: null })
  const asks = await seller.receives.chat({
    ...oldId,
    customerName: married,
    priority: 'urgent',
    intent: 'delivery_status',
  })
  await linksFound(seller, asks)
  const lineUp = openLineUp(app.deps)
  await prepares(lineUp)
  expect(model.asked.at(-1)?.body).not.toContain('Пришлём')
  const before = await draftOf(seller, asks.id)

  await judges(seller, silent, asks, 'INCORRECT')
  expect(await draftOf(seller, asks.id)).toEqual({ ...before, outdatedBy: 'LINKS_JUDGED' })
  const asked = model.asked.length
  await prepares(lineUp)
  expect(model.asked).toHaveLength(asked)
  expect(await draftOf(seller, asks.id)).toEqual(before)

  await judges(seller, promised, asks, 'CORRECT')
  expect(await prepares(lineUp)).toBe(1)
  expect(model.asked.at(-1)?.body).toContain('Пришлём новую')
  expect(await draftOf(seller, asks.id)).toMatchObject({ outdatedBy: null })
})

test('of what the same buyer wrote the best is told, however much newer there is of others by the same old number', async () => {
  const seller = await writtenForByModel(app)
  const oldId = { customerId: 'old-4', customerIdKind: 'legacy_client_id' }
  const at = (hours: number) => new Date(app.clock.now().getTime() - hours * HOUR)
  const mine = { ...oldId, customerName: 'Марина Котова', occurredAt: at(90), lastReplyText: 'Пришлём новую' }
  await seller.receives.chat({ ...mine, status: 'responded' })
  for (let hour = 1; hour <= 60; hour += 1)
    await seller.receives.chat({ ...oldId, customerName: 'Игорь Седов', occurredAt: at(hour), status: 'responded' })
  const asks = await seller.receives.chat({ ...oldId, customerName: 'Марина К', intent: 'delivery_status' })

  await generates(seller, asks.id)
  await writesAll(app)
  expect(model.asked.at(-1)?.body).toContain('Пришлём новую')
})

test('how often a buyer has written is told by an id that is his own, and never by the old number', async () => {
  const seller = await writtenForByModel(app)
  const told = []
  for (const customerIdKind of ['wb_customer', 'legacy_client_id']) {
    const buyer = { customerId: `often-${customerIdKind}`, customerIdKind, status: 'responded' }
    await seller.receives.chat(buyer)
    const asks = await seller.receives.chat({ ...buyer, status: 'open', intent: 'delivery_status' })
    await generates(seller, asks.id)
    await writesAll(app)
    told.push(model.asked.at(-1)?.body.includes(lineWords.items))
  }

  expect(told).toEqual([true, false])
})

test('newer answers about a product renew the drafts that nobody has seen, once they are half an hour old', async () => {
  const seller = await writtenForByModel(app)
  const [waits, seen] = [await asksOf(seller, 'Садится ли?'), await asksOf(seller, 'Выгорает ли?')]
  const lineUp = openLineUp(app.deps)
  await prepares(lineUp)
  const before = await draftOf(seller, waits.id)
  await shows(seller, seen.id)
  await lineUp.look()

  await answers(seller, 'Не садится, если стирать при тридцати.')
  expect(await prepares(lineUp)).toBe(0)
  expect(await draftOf(seller, waits.id)).toEqual(before)

  app.clock.advance(30 * MINUTE)
  expect(await prepares(lineUp)).toBe(1)
  expect(model.asked.at(-1)?.body).toContain('Не садится')
  expect((await draftOf(seller, waits.id))?.id).not.toBe(before?.id)
  app.clock.advance(HOUR)
  expect(await prepares(lineUp)).toBe(0)
})

test('an answer in words that the model was told already leaves a draft as it is', async () => {
  const seller = await writtenForByModel(app)
  for (let number = 0; number < 5; number += 1) await answers(seller, `Ответ ${number} на тот же вопрос.`, 'sizing_fit')
  const waits = await asksOf(seller, 'Маломерит?', 'sizing_fit')
  const lineUp = openLineUp(app.deps)
  await prepares(lineUp)
  const [before, asked] = [await draftOf(seller, waits.id), model.asked.length]

  await answers(seller, 'Гарантия год.', 'compliance_safety')
  app.clock.advance(HOUR)
  expect(await prepares(lineUp)).toBe(1)
  expect(model.asked).toHaveLength(asked)
  expect(await draftOf(seller, waits.id)).toEqual(before)
  app.clock.advance(HOUR)
  expect(await prepares(lineUp)).toBe(0)
})

test('newer answers take no more than half of the drafts of a day', async () => {
  const seller = await writtenForByModel(app)
  const waits = await asksOf(seller, 'Садится ли?')
  const lineUp = openLineUp(app.deps)
  await prepares(lineUp)
  const draft = await app.deps.db.prisma.draft.findFirstOrThrow({ where: { interactionId: waits.uuid } })
  const { id: _, ...written } = { ...draft, explanation: {}, supersededAt: app.clock.now() }
  await app.deps.db.prisma.draft.createMany({ data: Array.from({ length: 99 }, () => written) })

  await answers(seller, 'Не садится.')
  app.clock.advance(HOUR)
  expect(await prepares(lineUp)).toBe(0)
  app.clock.advance(DAY)
  expect(await prepares(lineUp)).toBe(1)
})

async function asksOf(seller: GivenSeller, text: string, intent: string | null = null): Promise<Received> {
  return await seller.receives.question({ priority: 'urgent', nmId: '8801', text, ...(intent && { intent }) })
}

/** Another buyer's question about the product is answered. */
async function answers(seller: GivenSeller, text: string, intent: string | null = null): Promise<void> {
  const { uuid: interactionId } = await seller.receives.question({ status: 'responded', nmId: '8801' })
  const { sellerId } = seller
  const answer = { sellerId, interactionId, channel: 'question', nmId: '8801', text, intent, source: 'agentiq' }
  const at = app.clock.now()
  await app.deps.db.prisma.responseHistory.create({ data: { ...answer, sentAt: at, createdAt: at } })
}

async function linksFound({ sellerId }: GivenSeller, { uuid }: Received): Promise<void> {
  await inTransaction(app.deps.db, (tx) => askForLinks(tx, sellerId, [uuid], app.clock.now()))
  while (await findNextLinks(app.deps));
}

async function judges(asker: Asker, one: Received, other: Received, verdict: 'CORRECT' | 'INCORRECT'): Promise<void> {
  const [aId = '', bId = ''] = [one.uuid, other.uuid].sort()
  const { id } = await app.deps.db.prisma.linkCandidate.findFirstOrThrow({ where: { aId, bId } })
  const linkId = encodeId('InteractionLink', id)
  const query = 'mutation ($input: JudgeLinkInput!) { judgeLink(input: $input) { __typename } }'
  const { judgeLink } = await read<{ judgeLink: object }>(app, asker, query, { input: { linkId, verdict } })
  expect(judgeLink).toEqual({ __typename: 'JudgeLinkSuccess' })
}

async function prepares(lineUp: LineUp): Promise<number> {
  const linedUp = await lineUp.look()
  app.clock.advance(MINUTE)
  await writesAll(app, 'draftsAhead')
  return linedUp
}

async function generates(asker: Asker, id: string): Promise<void> {
  await ask(app, asker, 'mutation ($id: ID!) { generateDraft(input: { interactionId: $id }) { __typename } }', { id })
}

type Told = { id: string; origin: string; outdatedBy: string | null }

async function draftOf(asker: Asker, id: string): Promise<Told | null> {
  const query = 'query ($id: ID!) { interaction(id: $id) { draft { id origin outdatedBy } } }'
  return (await read<{ interaction: { draft: Told | null } }>(app, asker, query, { id })).interaction.draft
}

async function shows(asker: Asker, id: string): Promise<void> {
  const query = 'mutation ($id: ID!) { showDraft(input: { draftId: $id }) { __typename } }'
  await read(app, asker, query, { id: (await draftOf(asker, id))?.id })
}
