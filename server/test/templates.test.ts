import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller, type Received } from '../testkit/given.ts'
import { journalOf } from '../testkit/shop.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let seller: GivenSeller

beforeAll(async () => {
  app = await startApp()
})
afterAll(async () => await app.close())
beforeEach(async () => {
  seller = await givenSeller(app)
  await seller.isConnected()
})

test('a template is made, changed, switched off and deleted, and the journal tells each time', async () => {
  expect(await create({})).toEqual({ __typename: 'CreateTemplateSuccess' })
  const [made] = await templates()
  expect(made).toMatchObject({ title: 'Брак', shortcut: 'брак', uses: 0, isActive: true, channels: ['REVIEW'] })

  await update(made?.id ?? '', { title: 'Брак или дефект', isActive: false })
  expect(await templates()).toMatchObject([{ title: 'Брак или дефект', isActive: false }])
  expect(await templates('REVIEW')).toEqual([])

  expect(await remove(made?.id ?? '')).toEqual({ __typename: 'DeleteTemplateSuccess' })
  expect(await remove(made?.id ?? '')).toEqual({ __typename: 'NotFound' })
  expect(await templates()).toEqual([])
  expect(await journalOf(app.deps.db, seller.sellerId)).toEqual(Array(3).fill('templates_changed'))
})

test('in each channel only its own templates are offered', async () => {
  await create({ shortcut: 'а', title: 'А', channels: ['REVIEW', 'QUESTION'] })
  await create({ shortcut: 'б', title: 'Б', channels: ['CHAT'] })

  expect(await templates('QUESTION')).toMatchObject([{ title: 'А' }])
  expect(await templates('CHAT')).toMatchObject([{ title: 'Б' }])
})

test('two templates do not share a shortcut, but a template keeps its own', async () => {
  await create({})
  const [made] = await templates()

  expect(await create({ shortcut: '/БРАК' })).toEqual({ __typename: 'Conflict', reason: 'SHORTCUT_TAKEN' })
  expect(await update(made?.id ?? '', { text: 'Жаль!' })).toEqual({ __typename: 'UpdateTemplateSuccess' })
  await create({ shortcut: 'другое' })
  const other = (await templates()).find(({ shortcut }) => shortcut === 'другое')
  expect(await update(other?.id ?? '', {})).toEqual({ __typename: 'Conflict', reason: 'SHORTCUT_TAKEN' })
})

test('of two people who take one shortcut at the same time one is told that it is taken', async () => {
  const answers = await Promise.all([create({}), create({ title: 'Другой' })])

  expect(answers.map((answer) => answer?.__typename).sort()).toEqual(['Conflict', 'CreateTemplateSuccess'])
})

test('a template with an unknown variable or without a text is refused', async () => {
  expect(await create({ text: 'Ваш {заказ}' })).toEqual({ __typename: 'BadInput', field: 'text' })
  expect(await create({ text: ' ' })).toEqual({ __typename: 'BadInput', field: 'text' })
  expect(await create({ channels: [] })).toEqual({ __typename: 'BadInput', field: 'channels' })
})

test('a reply written with a template counts its use once, however often it is handed over', async () => {
  await create({})
  const [template] = await templates()
  const review = await seller.receives.review()
  const key = randomUUID()

  await send(review, 'Очень жаль', template?.id, key)
  await send(review, 'Очень жаль', template?.id, key)

  expect(await templates()).toMatchObject([{ uses: 1 }])
  const events = await app.deps.db.prisma.journalEvent.findMany({
    where: { sellerId: seller.sellerId, type: 'template_applied' },
  })
  expect(events).toMatchObject([{ interactionId: review.uuid, actor: seller.userId }])
})

test('a reply written with a template that is gone by now leaves all the same', async () => {
  await create({})
  const [template] = await templates()
  await remove(template?.id ?? '')

  expect(await send(await seller.receives.review(), 'Очень жаль', template?.id)).toEqual({
    __typename: 'SendReplySuccess',
  })
  expect(await journalOf(app.deps.db, seller.sellerId)).not.toContain('template_applied')
})

test('another seller’s template is never counted', async () => {
  const other = await givenSeller(app)
  await create({})
  const [template] = await templates()
  await other.isConnected()

  expect(await send(await other.receives.review(), 'Жаль', template?.id, randomUUID(), other)).toEqual({
    __typename: 'SendReplySuccess',
  })
  expect(await templates()).toMatchObject([{ uses: 0 }])
})

test.each([
  ['a variable that has no value', 'Ваш {товар} заменим'],
  ['the dots of what was hidden from a model', 'Проверили заказ ••••, передали номер •••• в отдел'],
  ['a place in square brackets', 'Передали в отдел. С уважением, [Название магазина]'],
])('a text with %s is not sent', async (_, text) => {
  expect(await send(await seller.receives.review(), text)).toEqual({ __typename: 'BadInput', field: 'text' })
})

type Template = { id: string; title: string; shortcut: string; uses: number }

const fields = { title: 'Брак', shortcut: '/Брак', text: '{имя}, очень жаль!', channels: ['REVIEW'] }

async function create(change: object) {
  const query = mutationFor('createTemplate', 'CreateTemplateInput')
  const input = { sellerId: seller.id, template: { ...fields, ...change } }
  return (await ask<Record<string, { __typename: string }>>(app, seller, query, { input })).data?.createTemplate
}

async function update(templateId: string, change: object) {
  const query = mutationFor('updateTemplate', 'UpdateTemplateInput')
  const input = { templateId, template: { ...fields, ...change } }
  return (await ask<Record<string, object>>(app, seller, query, { input })).data?.updateTemplate
}

async function remove(templateId: string) {
  const query = 'mutation ($input: DeleteTemplateInput!) { deleteTemplate(input: $input) { __typename } }'
  return (await ask<Record<string, object>>(app, seller, query, { input: { templateId } })).data?.deleteTemplate
}

function mutationFor(name: string, input: string): string {
  return `mutation ($input: ${input}!) {
    ${name}(input: $input) { __typename ... on BadInput { field } ... on Conflict { reason } }
  }`
}

async function templates(channel?: string): Promise<Template[]> {
  const query = `query ($id: ID!, $channel: Channel) { node(id: $id) { ... on Seller {
    replyTemplates(channel: $channel) { id title shortcut text channels isActive uses }
  } } }`
  const { node } = await read<{ node: { replyTemplates: Template[] } }>(app, seller, query, { id: seller.id, channel })
  return node.replyTemplates
}

async function send(item: Received, text: string, templateId?: string, key: string = randomUUID(), asker = seller) {
  const query = `mutation ($input: SendReplyInput!) {
    sendReply(input: $input) { __typename ... on BadInput { field } }
  }`
  const input = { interactionId: item.id, text, key, templateId }
  return (await ask<{ sendReply: object }>(app, asker, query, { input })).data?.sendReply
}
