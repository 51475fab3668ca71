import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, read } from '../testkit/ask.ts'
import { type LanguageModel, startLanguageModel } from '../testkit/language-model.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

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

test('a draft is there before anybody asks, and says whose words it has', async () => {
  const shop = await office.opensShop()
  await writesAhead(shop)
  await shop.buyer('review', { rating: 1, text: 'Рукав оторвался сразу' })
  const { id } = await shop.item('Рукав оторвался сразу')

  await expect.poll(() => originOf(shop, id), { timeout: 30_000 }).toBe('MODEL')
  expect(await shop.journal()).toEqual(expect.arrayContaining(['ingested', 'draft_generated']))
  expect(await shop.applied()).toEqual([])
})

test('a model that hangs holds up neither the question nor anything else', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 3, text: 'Средняя вещь, ворсится' })
  const { id } = await shop.item('Средняя вещь, ворсится')
  await asksModel(shop)
  model.answers({ hangs: true })

  const began = Date.now()
  const asked = await ask(office.app, shop, generate, { id })
  expect(asked.errors).toEqual([])
  await shop.buyer('review', { rating: 3, text: 'Вторая вещь, мнётся' })
  await shop.item('Вторая вещь, мнётся')
  expect(Date.now() - began).toBeLessThan(10_000)
  expect(await originOf(shop, id)).toBeUndefined()

  await ask(office.app, shop, 'mutation ($id: ID!) { cancelDraft(input: { interactionId: $id }) { __typename } }', {
    id,
  })
  await ask(office.app, shop, generate, { id })
  await expect.poll(() => originOf(shop, id), { timeout: 30_000 }).toBe('MODEL')
})

const generate = 'mutation ($id: ID!) { generateDraft(input: { interactionId: $id }) { __typename } }'

async function originOf(shop: Shop, id: string): Promise<string | undefined> {
  type Read = { interaction: { draft: { origin: string } | null } }
  return (await read<Read>(office.app, shop, 'query ($id: ID!) { interaction(id: $id) { draft { origin } } }', { id }))
    .interaction.draft?.origin
}

/** Lets the model of this story write what is asked for, and nothing else. */
async function asksModel(shop: Shop): Promise<void> {
  await sets(shop, { llmEnabled: true, llmProvider: 'custom', preparesAhead: false })
}

async function writesAhead(shop: Shop): Promise<void> {
  await sets(shop, { llmEnabled: true, llmProvider: 'custom' })
}

async function sets(shop: Shop, input: object): Promise<void> {
  const query = 'mutation ($input: SetDraftSettingsInput!) { setDraftSettings(input: $input) { __typename } }'
  await read(office.app, shop, query, { input })
}
