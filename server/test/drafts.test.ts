import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Verdict } from '#domain/link.ts'
import { DAY, MINUTE, SECOND } from '#domain/time.ts'
import { judgeDue } from '#processing/judge-due.ts'
import { openLineUp } from '#processing/line-up-drafts.ts'
import { claimDrafts, writeDraft } from '#processing/write-draft.ts'
import { type Asker, ask, read } from '../testkit/ask.ts'
import { setsDrafts, writesAll, writtenForByModel } from '../testkit/drafts.ts'
import { type GivenSeller, givenSeller, type Received } from '../testkit/given.ts'
import { type LanguageModel, startLanguageModel, usualAnswer } from '../testkit/language-model.ts'
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
afterEach(async () => {
  await app.deps.db.prisma.draftTurn.deleteMany()
})

test('a draft is asked for, written, checked, and told with what it is based on', async () => {
  const seller = await writtenForByModel(app)
  const { uuid, id } = await seller.receives.review({
    text: 'Порвался шов, звоните +7 921 123-45-67',
    customerName: 'Исакович Анна Витальевна',
    intent: 'quality_complaint',
    productName: 'Рубашка льняная',
    orderId: 'srid-77',
  })
  await answeredBefore(seller, 'Ткань плотная, шов двойной.')
  model.answers({ says: { recommendation: 'Добрый день! Спасибо, что рассказали о шве. Передали в отдел качества.' } })

  expect(await generates(seller, id)).toEqual({
    __typename: 'GenerateDraftSuccess',
    interaction: { draft: null, draftAskedAt: app.clock.now().toISOString() },
  })
  await writesAll(app)

  const { draft, draftAskedAt } = await draftingOf(seller, id)
  expect(draftAskedAt).toBeNull()
  expect(draft).toMatchObject({
    text: 'Анна, здравствуйте! Спасибо, что рассказали о шве. Передали в отдел качества.',
    origin: 'MODEL',
    fallbackReason: null,
    isOutdated: false,
    reason: usualAnswer.recommendation_reason,
    slaPriority: 'NORMAL',
    provider: 'custom',
    model: 'test-model',
    findings: [],
  })
  expect(draft?.grounding.map(({ kind }) => kind)).toEqual(['PRODUCT_CARD', 'RATING', 'INTENT', 'PAST_ANSWER', 'TONE'])
  const { body } = model.asked.at(-1) ?? { body: '' }
  expect(body).toContain('Ткань плотная')
  for (const secret of ['921', '123-45', 'Анна', 'Исакович', 'srid-77', seller.sellerId, uuid, model.key])
    expect(body).not.toContain(secret)
  expect(await journalOf(app.deps.db, seller.sellerId)).toEqual([
    'draft_settings_changed',
    'draft_requested',
    'draft_generated',
  ])
})

test('a model is told no name of this buyer or of another, and the draft has the buyer’s own', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({
    text: 'Здравствуйте, Марина! Это АННА ИСАКОВИЧ, у Ани шов разошёлся',
    customerName: 'Исакович Анна Витальевна',
    intent: 'quality_complaint',
  })
  await answeredBefore(seller, 'Шов двойной, Жылдыз его проверяла', { customerName: 'Жылдыз' })
  model.answers({ says: { recommendation: '{имя}, спасибо, что рассказали! Передали, {имя}, в отдел качества.' } })

  await generates(seller, id)
  await writesAll(app)

  const { body } = model.asked.at(-1) ?? { body: '' }
  for (const told of ['шов разошёлся', 'Шов двойной']) expect(body).toContain(told)
  expect(body).not.toMatch(/Марин|АНН|ИСАК|Ани|Жылдыз/)
  expect((await draftingOf(seller, id)).draft?.text).toBe(
    'Анна, здравствуйте! Спасибо, что рассказали! Передали, Анна, в отдел качества.',
  )
})

test.each([
  ['too many requests', { status: 429 }, 'RATE_LIMITED'],
  ['trouble of its own', { status: 503 }, 'UNAVAILABLE'],
  ['words without JSON', { text: 'Спасибо за отзыв!' }, 'UNREADABLE'],
  ['another language', { says: { recommendation: 'Thank you for the review of ours' } }, 'UNREADABLE'],
  ['an empty text', { says: { recommendation: '' } }, 'UNREADABLE'],
] as const)('a model with %s is stood in for, and why is kept', async (_, turn, fallbackReason) => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  model.answers(turn)

  await generates(seller, id)
  await writesAll(app)

  const { draft } = await draftingOf(seller, id)
  expect(draft).toMatchObject({ origin: 'FALLBACK', fallbackReason, model: null, findings: [] })
  expect(draft?.text).toMatch(/^Здравствуйте! Спасибо, что рассказали об этом\./)
})

test('a text that must not be sent is asked for once more with its violations named, and then stood in for', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  const forbidden = { says: { recommendation: 'Мы вернём вам деньги в течение дня, не переживайте.' } }

  model.answers(forbidden, { says: {} })
  await generates(seller, id)
  await writesAll(app)
  expect((await draftingOf(seller, id)).draft).toMatchObject({ origin: 'MODEL' })
  const last = model.asked.at(-1)?.messages ?? []
  expect(last.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
  expect(last.at(-1)?.content).toContain('Обещание: «вернём вам деньги»')

  const before = model.asked.length
  const other = await seller.receives.review({ text: 'Порвался рукав', intent: 'quality_complaint' })
  model.answers(forbidden, forbidden)
  await generates(seller, other.id)
  await writesAll(app)
  expect((await draftingOf(seller, other.id)).draft).toMatchObject({ origin: 'FALLBACK', fallbackReason: 'GUARDRAIL' })
  expect(model.asked.length).toBe(before + 2)
})

test.each([
  ['the dots of what was hidden', 'Проверили заказ ••••, передали номер •••• в отдел качества.', '«••••»'],
  ['markup', 'Спасибо, что рассказали. Мы **передали** замечание в отдел качества.', 'Разметка: «**»'],
  ['a place to be filled', 'Передали в отдел качества. С уважением, [Название магазина]', '«[Название магазина]»'],
])('a text with %s is not proposed: it is asked for once more, and then stood in for', async (_, text, named) => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  const unready = { says: { recommendation: text } }
  const before = model.asked.length

  model.answers(unready, unready)
  await generates(seller, id)
  await writesAll(app)

  expect(model.asked.at(-1)?.messages.at(-1)?.content).toContain(named)
  expect((await draftingOf(seller, id)).draft).toMatchObject({ origin: 'FALLBACK', fallbackReason: 'GUARDRAIL' })
  expect(model.asked.length).toBe(before + 2)
})

test('EX-34: simple praise is answered without a model, and never twice in the same words', async () => {
  const seller = await writtenForByModel(app)
  const before = model.asked.length
  const praises = []
  for (let index = 0; index < 10; index += 1) {
    praises.push(await seller.receives.review({ text: 'Отлично!', rating: 5, intent: 'thanks', sentiment: 'positive' }))
  }

  const texts = new Set<string>()
  for (const { id } of praises) {
    await generates(seller, id)
    await writesAll(app)
    const { draft } = await draftingOf(seller, id)
    expect(draft).toMatchObject({ origin: 'TEMPLATE', fallbackReason: null })
    texts.add(draft?.text ?? '')
  }
  expect(texts.size).toBe(10)
  expect(model.asked.length).toBe(before)

  const { id } = await seller.receives.review({ text: 'Отлично, но коробка мятая', rating: 5, intent: 'thanks' })
  await generates(seller, id)
  await writesAll(app)
  expect((await draftingOf(seller, id)).draft).toMatchObject({ origin: 'MODEL' })
})

test('a draft that holds is used again; another is written when it is forced, and when the buyer says something else', async () => {
  const seller = await writtenForByModel(app)
  const { id, uuid } = await seller.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  await generates(seller, id)
  await writesAll(app)
  const first = (await draftingOf(seller, id)).draft
  const before = model.asked.length

  await generates(seller, id)
  await writesAll(app)
  expect((await draftingOf(seller, id)).draft).toEqual({ ...first, isCached: true })
  expect(model.asked.length).toBe(before)
  expect(await journalOf(app.deps.db, seller.sellerId)).toContain('draft_cache_hit')

  await generates(seller, id, true)
  await writesAll(app)
  const forced = (await draftingOf(seller, id)).draft
  expect(forced?.id).not.toBe(first?.id)
  expect(forced).toMatchObject({ isCached: false })

  await app.deps.db.prisma.interaction.update({ where: { id: uuid }, data: { text: 'Порвался шов и рукав' } })
  expect((await draftingOf(seller, id)).draft).toMatchObject({ id: forced?.id, isOutdated: true })
  await generates(seller, id)
  await writesAll(app)
  const renewed = (await draftingOf(seller, id)).draft
  expect(renewed?.id).not.toBe(forced?.id)
  expect(renewed).toMatchObject({ isOutdated: false })
})

test('a draft that is cancelled while it is written does not come, and nothing else is held up meanwhile', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  let release = () => {}
  const hanging = new Promise<void>((resolve) => {
    release = resolve
  })
  const deps = {
    ...app.deps,
    askModel: async () => {
      await hanging
      return { kind: 'answered', text: JSON.stringify(usualAnswer) } as const
    },
  }
  await generates(seller, id)
  const [turn] = await claimDrafts(deps, 'askedDrafts', 1)
  const writing = turn && writeDraft(deps, turn)

  await seller.receives.review({ text: 'Другой отзыв' })
  expect(await cancels(seller, id)).toEqual({
    __typename: 'CancelDraftSuccess',
    interaction: { draft: null, draftAskedAt: null },
  })
  release()
  await writing

  expect(await draftingOf(seller, id)).toEqual({ draft: null, draftAskedAt: null })
  expect((await journalOf(app.deps.db, seller.sellerId)).slice(1)).toEqual(['draft_requested', 'draft_cancelled'])
})

test('an operator’s patience begins when she asks, not when it is the item’s turn', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  let patience = 0
  const deps = {
    ...app.deps,
    askModel: async ({ patienceMs }: { patienceMs: number }) => {
      patience = patienceMs
      return { kind: 'answered', text: JSON.stringify(usualAnswer) } as const
    },
  }
  await generates(seller, id)
  app.clock.advance(11 * SECOND)
  const [turn] = await claimDrafts(deps, 'askedDrafts', 1)
  if (turn) await writeDraft(deps, turn)

  expect(patience).toBeGreaterThan(1000)
  expect(patience).toBeLessThanOrEqual(4 * SECOND)
})

test('a draft that is cancelled and asked for again is not ended by the one that nobody wanted', async () => {
  const seller = await writtenForByModel(app)
  const { id, uuid } = await seller.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  await generates(seller, id)
  const [first] = await claimDrafts(app.deps, 'askedDrafts', 1)
  await cancels(seller, id)
  app.clock.advance(SECOND)
  await generates(seller, id)
  const [second] = await claimDrafts(app.deps, 'askedDrafts', 1)
  if (first) await writeDraft(app.deps, first)

  expect(await draftingOf(seller, id)).toMatchObject({ draft: null })
  expect(await app.deps.db.prisma.draftTurn.count({ where: { interactionId: uuid } })).toBe(1)
  if (second) await writeDraft(app.deps, second)
  expect(await draftingOf(seller, id)).toMatchObject({ draft: { origin: 'MODEL' }, draftAskedAt: null })
})

test('of one seller no more than four drafts are written at once, by whatever processes, and others have their places', async () => {
  const [busy, quiet] = [await writtenForByModel(app), await writtenForByModel(app)]
  for (let number = 0; number < 7; number += 1) {
    const { id } = await busy.receives.review({ text: `Порвался шов ${number}`, intent: 'quality_complaint' })
    await generates(busy, id)
  }
  const { id, uuid } = await quiet.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  await generates(quiet, id)

  const claimed = await claimDrafts(app.deps, 'askedDrafts', 3)
  expect(claimed.map(({ interactionId }) => interactionId)).toContain(uuid)
  claimed.push(...(await claimDrafts({ ...app.deps, owner: 'another' }, 'askedDrafts', 40)))
  expect(claimed.filter(({ sellerId }) => sellerId === busy.sellerId)).toHaveLength(4)
  expect(await claimDrafts(app.deps, 'askedDrafts', 40)).toEqual([])
})

test('a writing that fails ends the wait and says so', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ text: 'Порвался шов', intent: 'quality_complaint' })
  const deps = { ...app.deps, askModel: () => Promise.reject(new Error('a bug')) }
  await generates(seller, id)
  const [turn] = await claimDrafts(deps, 'askedDrafts', 1)
  if (turn) await writeDraft(deps, turn)

  expect(await draftingOf(seller, id)).toEqual({ draft: null, draftAskedAt: null })
  expect(await journalOf(app.deps.db, seller.sellerId)).toContain('draft_failed')
})

test('who must be answered by a person, or waits for nobody, gets no draft', async () => {
  const seller = await writtenForByModel(app)
  const stopped = await seller.receives.review({ text: 'Аллергия', escalationReason: 'medical', needsEscalation: true })
  const answered = await seller.receives.review({ status: 'responded' })
  const stranger = await givenSeller(app)

  expect(await generates(seller, stopped.id)).toEqual({ __typename: 'Conflict', reason: 'NEEDS_HUMAN' })
  expect(await generates(seller, answered.id)).toEqual({ __typename: 'Conflict', reason: 'NOT_OPEN' })
  expect(await generates(stranger, stopped.id)).toEqual({ __typename: 'NotFound' })
})

test('a draft is not told any more once the item is answered, or a person must answer', async () => {
  const seller = await writtenForByModel(app)
  const { id, uuid } = await seller.receives.review({ text: 'Порвался шов' })
  await generates(seller, id)
  await writesAll(app)
  const data = { escalationReason: 'legal', needsEscalation: true }
  await app.deps.db.prisma.interaction.update({ where: { id: uuid }, data })
  expect((await draftingOf(seller, id)).draft).toBeNull()
})

test('that a draft was shown is noted once, and not for strangers', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ text: 'Порвался шов' })
  await generates(seller, id)
  await writesAll(app)
  const draftId = (await draftingOf(seller, id)).draft?.id
  const shows = async (asker: Asker) => {
    const query = 'mutation ($input: ShowDraftInput!) { showDraft(input: $input) { __typename } }'
    return (await ask<{ showDraft: object }>(app, asker, query, { input: { draftId } })).data?.showDraft
  }

  expect(await shows(await givenSeller(app))).toEqual({ __typename: 'NotFound' })
  await shows(seller)
  await shows(seller)
  expect((await journalOf(app.deps.db, seller.sellerId)).filter((type) => type === 'draft_shown')).toHaveLength(1)
})

test('drafts nobody has asked for: urgent before important, what is due first, then the oldest, one a second, twenty at a time', async () => {
  const seller = await writtenForByModel(app)
  const now = app.clock.now()
  const at = (minutes: number) => new Date(now.getTime() - minutes * MINUTE)
  const fresh = await seller.receives.review({ priority: 'high', occurredAt: at(10), slaDueAt: at(-60) })
  const old = await seller.receives.review({ priority: 'high', occurredAt: at(20), slaDueAt: at(-60) })
  const due = await seller.receives.review({ priority: 'high', occurredAt: at(5), slaDueAt: at(-30) })
  const urgent = await seller.receives.review({ priority: 'urgent', occurredAt: at(30), slaDueAt: at(-90) })
  await seller.receives.review({ priority: 'normal' })
  await seller.receives.review({ priority: 'urgent', text: ' ' })
  await seller.receives.review({ priority: 'urgent', status: 'responded' })
  await seller.receives.review({ priority: 'urgent', escalationReason: 'threat', needsEscalation: true })

  const lineUp = openLineUp(app.deps)
  await lineUp.look()
  expect(await lineOf(seller)).toEqual([
    [urgent.uuid, 0],
    [due.uuid, 1000],
    [old.uuid, 2000],
    [fresh.uuid, 3000],
  ])
  expect(await lineUp.look()).toBe(0)

  expect(await claimDrafts(app.deps, 'draftsAhead', 5)).toHaveLength(1)
  for (let index = 0; index < 30; index += 1) await seller.receives.review({ priority: 'high' })
  await openLineUp(app.deps).look()
  expect(await lineOf(seller)).toHaveLength(20)
})

test('what has a draft gets none again until the buyer says something else, and a day has its limit', async () => {
  const seller = await writtenForByModel(app)
  const { id, uuid } = await seller.receives.review({ priority: 'urgent', text: 'Порвался шов' })
  await openLineUp(app.deps).look()
  await writesAll(app, 'draftsAhead')
  expect((await draftingOf(seller, id)).draft).toMatchObject({ origin: 'MODEL' })

  await openLineUp(app.deps).look()
  expect(await lineOf(seller)).toEqual([])
  await app.deps.db.prisma.interaction.update({ where: { id: uuid }, data: { text: 'Порвался рукав' } })
  await openLineUp(app.deps).look()
  expect((await lineOf(seller)).map(([item]) => item)).toEqual([uuid])

  const { sellerId } = seller
  const { id: _, explanation, ...draft } = await app.deps.db.prisma.draft.findFirstOrThrow({ where: { sellerId } })
  const written = Array.from({ length: 200 }, () => ({ ...draft, supersededAt: app.clock.now() }))
  await app.deps.db.prisma.draft.createMany({
    data: written.map((each) => ({ ...each, explanation: explanation ?? {} })),
  })
  await app.deps.db.prisma.draftTurn.deleteMany()
  await openLineUp(app.deps).look()
  expect(await lineOf(seller)).toEqual([])

  app.clock.advance(DAY)
  await openLineUp(app.deps).look()
  expect(await lineOf(seller)).toHaveLength(1)
  app.clock.advance(-DAY)
})

test('where models are switched off, or the seller wants none, nothing is prepared; who asks is answered all the same', async () => {
  const seller = await writtenForByModel(app)
  const { id } = await seller.receives.review({ priority: 'urgent', text: 'Порвался шов' })

  await setsDrafts(app, seller, { preparesAhead: false })
  await openLineUp(app.deps).look()
  await setsDrafts(app, seller, { preparesAhead: true, llmEnabled: false })
  await openLineUp(app.deps).look()
  expect(await lineOf(seller)).toEqual([])

  await generates(seller, id)
  await writesAll(app)
  expect((await draftingOf(seller, id)).draft).toMatchObject({ origin: 'FALLBACK', fallbackReason: 'DISABLED' })
})

test('settings count from the next draft on, and one that was stood in for is written anew', async () => {
  const seller = await givenSeller(app)
  const { id } = await seller.receives.review({ text: 'Порвался шов' })
  const fallbackReason = async () => {
    await generates(seller, id)
    await writesAll(app)
    return (await draftingOf(seller, id)).draft?.fallbackReason
  }

  expect(await fallbackReason()).toBe('NO_CREDENTIALS')
  await app.deps.db.prisma.runtimeSetting.create({ data: { key: 'llm_provider', value: 'acme' } })
  expect(await fallbackReason()).toBe('UNKNOWN_PROVIDER')
  await app.deps.db.prisma.runtimeSetting.update({ where: { key: 'llm_provider' }, data: { value: 'custom' } })
  expect(await fallbackReason()).toBeNull()
  await setsDrafts(app, seller, { tone: 'FORMAL' })
  await generates(seller, id)
  await writesAll(app)
  expect(model.asked.at(-1)?.messages[0]?.content).toContain('официальный')
  await app.deps.db.prisma.runtimeSetting.deleteMany()
})

test('a key is sealed, shown as a mask, good for one provider, and set by owners alone', async () => {
  const [seller, stranger] = [await givenSeller(app), await givenSeller(app)]

  expect(
    await setsDrafts(app, seller, { llmProvider: 'openai', llmModel: 'gpt-5', key: 'sk-abcdefghijklmnop' }),
  ).toMatchObject({
    seller: { draftSettings: { llmProvider: 'openai', llmModel: 'gpt-5', keyMask: 'sk-••••mnop', llmEnabled: true } },
  })
  const row = await app.deps.db.prisma.draftSettings.findUniqueOrThrow({ where: { sellerId: seller.sellerId } })
  expect(JSON.stringify(row)).not.toContain('abcdefgh')
  expect(await setsDrafts(app, seller, { llmProvider: 'deepseek' })).toMatchObject({
    seller: { draftSettings: { keyMask: null } },
  })

  expect(await setsDrafts(app, seller, { llmProvider: 'acme' })).toEqual({
    __typename: 'BadInput',
    field: 'llmProvider',
  })
  expect(await setsDrafts(app, seller, { key: 'short' })).toEqual({ __typename: 'BadInput', field: 'key' })
  expect(await setsDrafts(app, stranger, { sellerId: seller.id, llmEnabled: false })).toEqual({
    __typename: 'NotFound',
  })
  await app.deps.db.prisma.teamMembership.updateMany({ where: { userId: seller.userId }, data: { role: 'manager' } })
  app.door.rightsTaken()
  expect(await setsDrafts(app, seller, { llmEnabled: false })).toEqual({ __typename: 'NotAllowed', needs: 'OWNER' })
})

test('the inbox can be narrowed to what has a draft for what the buyer says now, or waits without one', async () => {
  const seller = await writtenForByModel(app)
  const ready = await seller.receives.review({ text: 'С черновиком' })
  const old = await seller.receives.review({ text: 'С прежним черновиком' })
  const answered = await seller.receives.review({ text: 'Отвеченный' })
  const stopped = await seller.receives.review({ text: 'Для человека' })
  for (const { id } of [ready, old, answered, stopped]) await generates(seller, id)
  await writesAll(app)
  await seller.receives.review({ text: 'Без черновика' })
  const change = async ({ uuid: id }: Received, data: object) =>
    await app.deps.db.prisma.interaction.update({ where: { id }, data })
  await change(old, { text: 'С другими словами' })
  await change(answered, { status: 'responded', needsResponse: false })
  await change(stopped, { escalationReason: 'legal', needsEscalation: true })

  expect(await textsOf(seller, { hasDraft: true })).toEqual(['С черновиком'])
  expect(await textsOf(seller, { hasDraft: false })).toEqual(['Без черновика', 'Для человека', 'С другими словами'])
  expect(await textsOf(seller, {})).toHaveLength(5)
})

test('whether a model would write is told as it is, with whose models can be reached', async () => {
  const seller = await givenSeller(app)
  const told = async () => {
    const query = '{ sellers { draftSettings { llmTrouble llmProviders } } }'
    return (await read<{ sellers: { draftSettings: object }[] }>(app, seller, query)).sellers[0]?.draftSettings
  }
  const llmProviders = ['deepseek', 'openai', 'custom']

  expect(await told()).toEqual({ llmTrouble: 'NO_CREDENTIALS', llmProviders })
  await setsDrafts(app, seller, { llmProvider: 'custom' })
  expect(await told()).toEqual({ llmTrouble: null, llmProviders })
  await setsDrafts(app, seller, { llmEnabled: false })
  expect(await told()).toEqual({ llmTrouble: 'DISABLED', llmProviders })
})

test('of a chat the conversation is told, and a new message makes the draft outdated', async () => {
  const seller = await writtenForByModel(app)
  const { id, uuid } = await seller.receives.chat({ text: 'Где заказ?', intent: 'delivery_status' })
  const thread = await app.deps.db.prisma.chatThread.findUniqueOrThrow({ where: { interactionId: uuid } })
  const says = async (externalMessageId: string, text: string) => {
    const sentAt = app.clock.now()
    const message = { threadId: thread.id, externalMessageId, direction: 'incoming', author: 'buyer', text, sentAt }
    await app.deps.db.prisma.chatMessage.create({ data: message })
    await app.deps.db.prisma.interaction.update({ where: { id: uuid }, data: { text, occurredAt: sentAt } })
  }
  await says('1', 'Где заказ?')
  await generates(seller, id)
  await writesAll(app)
  expect(model.asked.at(-1)?.messages[1]?.content).toContain('покупатель: Где заказ?')

  app.clock.advance(SECOND)
  await says('2', 'Где заказ?')
  const { draft } = await draftingOf(seller, id)
  expect(draft).toMatchObject({ isOutdated: true })
  await generates(seller, id)
  await writesAll(app)
  expect((await draftingOf(seller, id)).draft?.id).not.toBe(draft?.id)
})

test('a message of the seller does not make a draft one that the buyer has overtaken', async () => {
  const seller = await writtenForByModel(app)
  const { id, uuid } = await seller.receives.chat({ text: 'Где заказ?', intent: 'delivery_status' })
  const { prisma } = app.deps.db
  const { id: threadId } = await prisma.chatThread.findUniqueOrThrow({ where: { interactionId: uuid } })
  const says = async (author: 'buyer' | 'seller', text: string) => {
    const sentAt = app.clock.now()
    const direction = author === 'buyer' ? 'incoming' : 'outgoing'
    await prisma.chatMessage.create({ data: { threadId, externalMessageId: text, direction, author, text, sentAt } })
    const answered = author === 'seller' ? { lastReplyAt: sentAt, lastReplyText: text } : {}
    await prisma.interaction.update({ where: { id: uuid }, data: { text, occurredAt: sentAt, ...answered } })
  }
  const outdatedBy = async () => {
    const query = 'query ($id: ID!) { interaction(id: $id) { draft { outdatedBy } } }'
    const { interaction } = await read<{ interaction: { draft: { outdatedBy: string | null } | null } }>(
      app,
      seller,
      query,
      { id },
    )
    return interaction.draft?.outdatedBy
  }
  await says('buyer', 'Где заказ?')
  await generates(seller, id)
  await writesAll(app)
  expect(await outdatedBy()).toBeNull()

  app.clock.advance(SECOND)
  await says('seller', 'Уже едет')
  expect(await outdatedBy()).toBe('SELLER_WROTE')
  app.clock.advance(SECOND)
  await says('buyer', 'Спасибо, а когда?')
  expect(await outdatedBy()).toBe('BUYER_WROTE')
})

test('by an old id of a buyer a model is told nothing of what was said to somebody of another name', async () => {
  const seller = await writtenForByModel(app)
  const oldId = { customerId: 'old-1', customerIdKind: 'legacy_client_id' }
  await seller.receives.chat({ ...oldId, customerName: 'Марина Котова', lastReplyText: 'Вернём половину стоимости' })
  const igor = await seller.receives.chat({ ...oldId, customerName: 'Игорь Седов', intent: 'delivery_status' })
  const marina = await seller.receives.chat({ ...oldId, customerName: 'Марина К', intent: 'delivery_status' })

  expect(await promptFor(seller, igor)).not.toContain('половину')
  expect(await promptFor(seller, marina)).toContain('половину')
})

test('a model is told nothing by a link that an operator has called wrong, and even names of two people by one called right', async () => {
  const seller = await writtenForByModel(app)
  const promised = await seller.receives.review({ orderId: 'srid-denied', lastReplyText: 'Вернём половину стоимости' })
  const asks = await seller.receives.chat({ orderId: 'srid-denied', intent: 'delivery_status' })
  expect(await promptFor(seller, asks)).toContain('половину')
  await judged(seller, [promised, asks], 'incorrect')
  expect(await promptFor(seller, asks)).not.toContain('половину')

  const oldId = { customerId: 'old-2', customerIdKind: 'legacy_client_id' }
  const maiden = await seller.receives.chat({ ...oldId, customerName: 'Марина Котова', lastReplyText: 'Пришлём новую' })
  const married = await seller.receives.chat({ ...oldId, customerName: 'Ирина Седова', intent: 'delivery_status' })
  await judged(seller, [maiden, married], 'correct')
  expect(await promptFor(seller, married)).toContain('Пришлём новую')
})

test('how a model reads a chat raises it at once, never lowers it, and counts until the buyer says something else', async () => {
  const seller = await writtenForByModel(app)
  const { id, uuid } = await seller.receives.chat({ text: 'Где заказ?', intent: 'delivery_status', priority: 'normal' })
  const { id: threadId } = await app.deps.db.prisma.chatThread.findUniqueOrThrow({ where: { interactionId: uuid } })
  const says = async (externalMessageId: string, text: string) => {
    const sentAt = app.clock.now()
    const message = { threadId, externalMessageId, direction: 'incoming', author: 'buyer', text, sentAt }
    await app.deps.db.prisma.chatMessage.create({ data: message })
    await app.deps.db.prisma.interaction.update({ where: { id: uuid }, data: { text, occurredAt: sentAt } })
  }
  const judged = async () => {
    await judgeDue(app.deps)
    const query = 'query ($id: ID!) { interaction(id: $id) { priority priorityReason sentiment } }'
    return (await read<{ interaction: object }>(app, seller, query, { id })).interaction
  }
  const drafts = async (urgency: string) => {
    model.answers({ says: { urgency, sentiment: 'negative' } })
    await generates(seller, id, true)
    await writesAll(app)
    return await judged()
  }

  await says('1', 'Где заказ?')
  expect(await drafts('high')).toEqual({ priority: 'HIGH', priorityReason: 'MODEL', sentiment: 'NEGATIVE' })
  expect(await drafts('critical')).toMatchObject({ priority: 'URGENT', priorityReason: 'MODEL' })
  expect(await journalOf(app.deps.db, seller.sellerId)).toContain('classified')
  expect(await drafts('low')).toMatchObject({ priority: 'NORMAL', priorityReason: 'INTENT' })
  expect(await drafts('critical')).toMatchObject({ priority: 'URGENT' })
  model.answers({ status: 503 })
  await generates(seller, id, true)
  await writesAll(app)
  expect(await judged()).toMatchObject({ priority: 'URGENT', sentiment: 'NEGATIVE' })

  app.clock.advance(SECOND)
  await says('2', 'А, уже вижу, спасибо')
  await app.deps.db.prisma.interaction.update({ where: { id: uuid }, data: { nextChangeAt: app.clock.now() } })
  expect(await judged()).toMatchObject({ priority: 'NORMAL', priorityReason: 'INTENT' })
})

test('after all that nothing was sent to anybody: no draft leaves without a person', async () => {
  expect(await app.deps.db.prisma.replyOutbox.count()).toBe(0)
})

async function answeredBefore(
  { receives, sellerId }: GivenSeller,
  text: string,
  whom: { customerName?: string } = {},
): Promise<void> {
  const { uuid: interactionId } = await receives.review({ status: 'responded', ...whom })
  const answer = { sellerId, interactionId, channel: 'review', nmId: '146168367', text, source: 'agentiq' }
  await app.deps.db.prisma.responseHistory.create({ data: answer })
}

/** What a model is asked when it writes for this item anew. */
async function promptFor(seller: GivenSeller, { id }: Received): Promise<string> {
  await generates(seller, id, true)
  await writesAll(app)
  return model.asked.at(-1)?.body ?? ''
}

async function judged({ sellerId }: GivenSeller, sides: Received[], verdict: Verdict): Promise<void> {
  const [aId = '', bId = ''] = sides.map(({ uuid }) => uuid).sort()
  const link = { linkType: 'deterministic', confidence: 99, legacyOnly: false, fingerprint: '', verdict }
  await app.deps.db.prisma.linkCandidate.create({
    data: { sellerId, aId, bId, signals: [], computedAt: app.clock.now(), ...link },
  })
}

async function textsOf(asker: Asker, filter: object): Promise<string[]> {
  const query = `query ($filter: InteractionFilter) {
    interactions(filter: $filter, first: 10) { totalCount edges { node { text } } }
  }`
  type Page = { interactions: { totalCount: number; edges: { node: { text: string } }[] } }
  const { interactions } = await read<Page>(app, asker, query, { filter })
  expect(interactions.totalCount).toBe(interactions.edges.length)
  return interactions.edges.map(({ node }) => node.text).sort()
}

/** Who waits for a draft that nobody asked for, and how many milliseconds from now. */
async function lineOf({ sellerId }: GivenSeller): Promise<[string, number][]> {
  const turns = await app.deps.db.prisma.draftTurn.findMany({ where: { sellerId }, orderBy: { dueAt: 'asc' } })
  return turns.map(({ interactionId, dueAt }) => [interactionId, (dueAt?.getTime() ?? 0) - app.clock.now().getTime()])
}

const drafting = `
  draft {
    id text origin fallbackReason isCached isOutdated slaPriority reason provider model
    grounding { kind excerpt } findings { code }
  }
  draftAskedAt`

type Drafting = {
  draft: {
    id: string
    text: string
    fallbackReason: string | null
    grounding: { kind: string; excerpt: string }[]
  } | null
  draftAskedAt: string | null
}

async function draftingOf(asker: Asker, id: Received['id']): Promise<Drafting> {
  const query = `query ($id: ID!) { interaction(id: $id) { ${drafting} } }`
  return (await read<{ interaction: Drafting }>(app, asker, query, { id })).interaction
}

async function generates(asker: Asker, interactionId: string, force = false): Promise<object | undefined> {
  const query = `mutation ($input: GenerateDraftInput!) {
    generateDraft(input: $input) {
      __typename ... on Conflict { reason } ... on GenerateDraftSuccess { interaction { ${drafting} } }
    }
  }`
  return (await ask<{ generateDraft: object }>(app, asker, query, { input: { interactionId, force } })).data
    ?.generateDraft
}

async function cancels(asker: Asker, interactionId: string): Promise<object | undefined> {
  const query = `mutation ($input: CancelDraftInput!) {
    cancelDraft(input: $input) { __typename ... on CancelDraftSuccess { interaction { ${drafting} } } }
  }`
  return (await ask<{ cancelDraft: object }>(app, asker, query, { input: { interactionId } })).data?.cancelDraft
}
