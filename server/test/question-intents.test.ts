import { afterAll, beforeAll, expect, test } from 'vitest'
import { read } from '../testkit/ask.ts'
import { type LanguageModel, type ModelTurn, startLanguageModel } from '../testkit/language-model.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// Questions of which the rules only know that they are questions, read by a model where that is switched on (domain §6.2).

let model: LanguageModel
let office: Office
beforeAll(async () => {
  model = await startLanguageModel()
  office = await openOffice({ llm: { url: model.url, key: model.key } })
})
afterAll(async () => {
  await office.close()
  await model.close()
})

test('a model says what a question is about: priority and deadline follow, and reading it again changes nothing', async () => {
  await switchesOn()
  const shop = await shopWithModel()
  model.answers(says('sizing_fit'))
  const read = await reads(shop, 'На 48 идёт или брать побольше?')

  await expect.poll(read, { timeout: 30_000 }).toMatchObject({ intent: 'sizing_fit', intentMethod: 'llm' })
  expect(await read()).toMatchObject({ priority: 'high', slaTargetMinutes: 240 })
  expect(await shop.journal()).toContain('classified')
  expect(JSON.parse(model.asked.at(-1)?.body ?? '{}')).toMatchObject({ temperature: 0, max_tokens: 60 })

  const asked = model.asked.length
  await office.passes(600)
  expect(await read()).toMatchObject({ intent: 'sizing_fit', intentMethod: 'llm' })
  expect(model.asked).toHaveLength(asked)
})

test.each<[string, ModelTurn]>([
  ['a word of its own', says('size')],
  ['an intent of reviews', says('defect_not_working')],
  ['no JSON', { text: 'sizing_fit' }],
  ['trouble', { status: 503 }],
])('a model that answers %s leaves the word to the rules, and is asked once', async (_, turn) => {
  await switchesOn()
  const shop = await shopWithModel()
  model.answers(turn)
  const asked = model.asked.length
  const read = await reads(shop, 'Пахнет кофе или просто картинка?')
  await expect.poll(() => model.asked.length, { timeout: 30_000 }).toBe(asked + 1)

  await office.passes(60)
  expect(await read()).toMatchObject({ intent: 'general_question', intentMethod: 'rule_based', slaTargetMinutes: 480 })
  expect(model.asked).toHaveLength(asked + 1)
})

test('a model that hangs keeps nothing from coming in and no other question from being read, and the rules keep the word', async () => {
  await switchesOn()
  const shop = await shopWithModel()
  model.answers({ hangs: true }, says('sizing_fit'))
  const read = await reads(shop, 'Подарок мужчине норм?')
  const began = Date.now()
  const other = await reads(shop, 'Талия 76, сядут?')
  expect(Date.now() - began).toBeLessThan(5000)

  await expect.poll(other, { timeout: 30_000 }).toMatchObject({ intentMethod: 'llm' })
  expect(await read()).toMatchObject({ intent: 'general_question', intentMethod: 'rule_based' })
})

test('what only a person may answer, and what waits for no answer, is not told to a model', async () => {
  await switchesOn()
  const shop = await shopWithModel()
  const asked = model.asked.length
  await reads(shop, 'Ваш юрист ответит, почему молчите?')
  await shop.buyer('review', { rating: 5, text: 'Носить одно удовольствие' })
  await shop.item('Носить одно удовольствие')
  await office.passes(10)

  expect(model.asked).toHaveLength(asked)
})

test('a question that came in before any model served the shop is read when one does', async () => {
  await switchesOn()
  const shop = await office.opensShop()
  await serves(shop, false)
  const asked = model.asked.length
  const read = await reads(shop, 'Голубой или скорее бирюза?')
  await office.passes(60)
  expect(await read()).toMatchObject({ intentMethod: 'rule_based', intentAskedAt: null })
  expect(model.asked).toHaveLength(asked)

  model.answers(says('spec_compatibility'))
  await serves(shop, true)

  await expect.poll(read, { timeout: 30_000 }).toMatchObject({ intent: 'spec_compatibility', intentMethod: 'llm' })
})

test('where nobody has switched it on, no model is asked what a question is about', async () => {
  await office.app.deps.db.prisma.runtimeSetting.deleteMany({ where: { key: 'llm_intent_enabled' } })
  const shop = await shopWithModel()
  const asked = model.asked.length
  const read = await reads(shop, 'Капюшон отстёгивается совсем?')
  await office.passes(10)

  expect(await read()).toMatchObject({ intent: 'general_question', intentMethod: 'rule_based', intentAskedAt: null })
  expect(model.asked).toHaveLength(asked)
})

test('an owner switches it on for her shop alone, and off where it is on for everybody', async () => {
  await office.app.deps.db.prisma.runtimeSetting.deleteMany({ where: { key: 'llm_intent_enabled' } })
  const [shop, other] = [await shopWithModel(), await shopWithModel()]
  expect(await sets(shop, { llmReadsQuestions: true })).toEqual({ llmReadsQuestions: true })
  expect(await sets(other, {})).toEqual({ llmReadsQuestions: false })
  model.answers(says('sizing_fit'))
  const [read, unread] = [await reads(shop, 'Манжеты тугие или нет?'), await reads(other, 'Пояс тугой или нет?')]
  await expect.poll(read, { timeout: 30_000 }).toMatchObject({ intent: 'sizing_fit', intentMethod: 'llm' })
  expect(await unread()).toMatchObject({ intentMethod: 'rule_based', intentAskedAt: null })

  await switchesOn()
  expect(await sets(other, { llmReadsQuestions: false })).toEqual({ llmReadsQuestions: false })
  await office.passes(10)
  expect(await unread()).toMatchObject({ intentMethod: 'rule_based', intentAskedAt: null })
  model.answers(says('sizing_fit'))
  expect(await sets(other, { llmReadsQuestions: null })).toEqual({ llmReadsQuestions: true })
  await expect.poll(unread, { timeout: 30_000 }).toMatchObject({ intent: 'sizing_fit', intentMethod: 'llm' })
})

async function shopWithModel(): Promise<Shop> {
  const shop = await office.opensShop()
  await serves(shop, true)
  return shop
}

async function serves(shop: Shop, llmEnabled: boolean): Promise<void> {
  await sets(shop, { llmEnabled, llmProvider: 'custom', preparesAhead: false })
}

/** Returns what counts for the shop then. */
async function sets(shop: Shop, change: object): Promise<object> {
  const set = `mutation ($input: SetDraftSettingsInput!) {
    setDraftSettings(input: $input) { ... on SetDraftSettingsSuccess { seller { draftSettings { llmReadsQuestions } } } }
  }`
  type Set = { setDraftSettings: { seller: { draftSettings: object } } }
  return (await read<Set>(office.app, shop, set, { input: change })).setDraftSettings.seller.draftSettings
}

async function switchesOn(): Promise<void> {
  const row = { key: 'llm_intent_enabled', value: 'on' }
  await office.app.deps.db.prisma.runtimeSetting.upsert({ where: { key: row.key }, create: row, update: row })
}

/** A buyer asks; returns how the question is read at any later moment. */
async function reads(shop: Shop, text: string) {
  await shop.buyer('question', { text })
  const { id } = await shop.item(text.slice(0, 20))
  const uuid = Buffer.from(id, 'base64url').toString().split(':')[1] ?? ''
  return async () => await office.app.deps.db.prisma.interaction.findUniqueOrThrow({ where: { id: uuid } })
}

function says(intent: string): ModelTurn {
  return { text: JSON.stringify({ intent }) }
}
