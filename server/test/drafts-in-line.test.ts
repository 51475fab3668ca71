import { randomUUID } from 'node:crypto'
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

  await ask(office.app, shop, cancel, { id })
  await ask(office.app, shop, generate, { id })
  await expect.poll(() => originOf(shop, id), { timeout: 30_000 }).toBe('MODEL')
})

test('drafts of one seller whose model hangs hold up no other’s, and one that is cancelled frees its place at once', async () => {
  const [hung, other] = [await office.opensShop(), await office.opensShop()]
  const ids: string[] = []
  for (const number of [1, 2, 3, 4, 5]) {
    await hung.buyer('review', { rating: 3, text: `Ткань мнётся, вещь номер ${number}` })
    ids.push((await hung.item(`Ткань мнётся, вещь номер ${number}`)).id)
  }
  await other.buyer('review', { rating: 3, text: 'Другая вещь, колется' })
  const others = await other.item('Другая вещь, колется')
  for (const shop of [hung, other]) await asksModel(shop)
  const before = model.asked.length
  model.answers(...Array.from({ length: 4 }, () => ({ hangs: true }) as const))

  for (const id of ids) await ask(office.app, hung, generate, { id })
  await expect.poll(() => model.asked.length, { timeout: 30_000 }).toBe(before + 4)
  const hanging = model.asked.slice(before)
  const givenUp: number[] = []
  for (const each of hanging) void each.givenUp.then((after) => givenUp.push(after))

  await ask(office.app, other, generate, { id: others.id })
  await expect.poll(() => originOf(other, others.id), { timeout: 30_000 }).toBe('MODEL')
  expect(givenUp).toEqual([])
  expect(model.asked).toHaveLength(before + 5)

  const first = ids.findIndex((_, number) => hanging[0]?.body.includes(`вещь номер ${number + 1}`))
  await ask(office.app, hung, cancel, { id: ids[first] })
  expect(await hanging[0]?.givenUp).toBeLessThan(14_000)
  await expect.poll(() => model.asked.length, { timeout: 30_000 }).toBeGreaterThan(before + 5)
  expect(await originOf(hung, ids[first] ?? '')).toBeUndefined()
}, 120_000)

test('EX-45: a reply is compared with the draft that was shown, and with none that was not', async () => {
  const shop = await office.opensShop()
  await asksModel(shop)
  const outcomes: unknown[] = []
  for (const [words, isShown, change] of [
    ['Пуговица отлетела вчера', true, ''],
    ['Рукава коротковаты немного', true, ' Хорошего дня.'],
    ['Карман прострочен криво', false, ''],
  ] as const) {
    await shop.buyer('review', { rating: 3, text: words })
    const { id } = await shop.item(words)
    await ask(office.app, shop, generate, { id })
    await expect.poll(() => originOf(shop, id), { timeout: 30_000 }).toBe('MODEL')
    const draft = await draftOf(shop, id)
    if (isShown) await ask(office.app, shop, show, { id: draft.id })
    expect(await shop.sends(id, draft.text + change)).toMatchObject({ __typename: 'SendReplySuccess' })
    await shop.becomes(id, 'CONFIRMED')
    outcomes.push(await outcomeOf(id))
  }

  expect(outcomes).toEqual([
    { type: 'draft_accepted', extent: undefined },
    { type: 'draft_edited', extent: 'minor' },
    { type: 'reply_manual', extent: undefined },
  ])
})

test('a draft that is named with the reply was seen, even if that was never told', async () => {
  const shop = await office.opensShop()
  await asksModel(shop)
  await shop.buyer('review', { rating: 3, text: 'Цвет тусклее фотографии' })
  const { id } = await shop.item('Цвет тусклее фотографии')
  await ask(office.app, shop, generate, { id })
  await expect.poll(() => originOf(shop, id), { timeout: 30_000 }).toBe('MODEL')
  const { id: draftId, text } = await draftOf(shop, id)

  const send = 'mutation ($input: SendReplyInput!) { sendReply(input: $input) { __typename } }'
  await read(office.app, shop, send, { input: { interactionId: id, text, key: randomUUID(), draftId } })
  await shop.becomes(id, 'CONFIRMED')
  expect(await outcomeOf(id)).toMatchObject({ type: 'draft_accepted' })
})

test('a text that is sent with others is compared with the draft that is named with it', async () => {
  const shop = await office.opensShop()
  await asksModel(shop)
  await shop.buyer('review', { rating: 3, text: 'Капюшон спадает на глаза' })
  const { id } = await shop.item('Капюшон спадает на глаза')
  await ask(office.app, shop, generate, { id })
  await expect.poll(() => originOf(shop, id), { timeout: 30_000 }).toBe('MODEL')
  const { id: draftId, text } = await draftOf(shop, id)
  type Read = { interaction: { version: number } }
  const { interaction } = await read<Read>(office.app, shop, 'query ($id: ID!) { interaction(id: $id) { version } }', {
    id,
  })

  const start = 'mutation ($input: StartBulkInput!) { startBulk(input: $input) { __typename } }'
  const items = [{ interactionId: id, version: interaction.version, text, draftId }]
  await read(office.app, shop, start, { input: { key: randomUUID(), action: 'SEND', items } })
  await shop.becomes(id, 'CONFIRMED')
  expect(await outcomeOf(id)).toMatchObject({ type: 'draft_accepted' })
})

const show = 'mutation ($id: ID!) { showDraft(input: { draftId: $id }) { __typename } }'

async function draftOf(shop: Shop, id: string): Promise<{ id: string; text: string }> {
  type Read = { interaction: { draft: { id: string; text: string } } }
  return (await read<Read>(office.app, shop, 'query ($id: ID!) { interaction(id: $id) { draft { id text } } }', { id }))
    .interaction.draft
}

/** What the journal says of whose words the reply has. */
async function outcomeOf(globalId: string) {
  const interactionId = Buffer.from(globalId, 'base64url').toString().split(':')[1] ?? ''
  const type = { in: ['draft_accepted', 'draft_edited', 'reply_manual'] }
  const events = await office.app.deps.db.prisma.journalEvent.findMany({ where: { interactionId, type } })
  expect(events).toHaveLength(1)
  return events.map(({ type, details }) => ({ type, extent: (details as { extent?: string }).extent }))[0]
}

const generate = 'mutation ($id: ID!) { generateDraft(input: { interactionId: $id }) { __typename } }'

const cancel = 'mutation ($id: ID!) { cancelDraft(input: { interactionId: $id }) { __typename } }'

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
