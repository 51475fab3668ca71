import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundledGuardrails } from '#domain/guardrails.ts'
import { type Asker, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { journalOf } from '../testkit/shop.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

// An owner forbids more than the program does, for her own shop and for nobody else.

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

test('what an owner adds is forbidden in her shop at once, and in no other', async () => {
  const [seller, stranger] = [await shop(), await shop()]

  const added = await adds(seller, 'PROMISE', [' пришлём … открытк* ', 'положим сюрприз', 'положим сюрприз', ''])

  expect(added).toMatchObject({
    seller: { guardrailPhrases: [{ category: 'PROMISE', phrases: ['пришлём … открытк*', 'положим сюрприз'] }] },
  })
  expect(await says(seller, 'Пришлём вам открытку в следующий раз')).toMatchObject({ summary: 'promise' })
  expect(await says(stranger, 'Пришлём вам открытку в следующий раз')).toMatchObject({
    __typename: 'SendReplySuccess',
  })
  expect(await versionFor(seller)).not.toBe(bundledGuardrails.version)
  expect(await versionFor(stranger)).toBe(bundledGuardrails.version)
  expect(await journalOf(app.deps.db, seller.sellerId)).toContain('rules_changed')
})

test('what was added can be taken back, and what the program forbids cannot', async () => {
  const seller = await shop()
  await adds(seller, 'BLAME', ['так не стирают'])
  expect(await says(seller, 'Вещь испорчена: так не стирают никогда')).toMatchObject({ summary: 'blame' })

  await adds(seller, 'BLAME', [])

  expect(await says(seller, 'Вещь испорчена: так не стирают никогда')).toMatchObject({ __typename: 'SendReplySuccess' })
  expect(await says(seller, 'Сами виноваты, читайте внимательнее')).toMatchObject({ summary: 'blame' })
  expect(await versionFor(seller)).toBe(bundledGuardrails.version)
})

test.each([
  ['a category that has no phrases', 'DUPLICATE', ['слово']],
  ['a phrase with a comma', 'PROMISE', ['одно, другое']],
  ['an exception', 'PROMISE', ['!подарим открытку']],
  ['a phrase of signs', 'PROMISE', ['…']],
  ['a beginning of any word', 'PROMISE', ['*']],
  ['a word that is none', 'PROMISE', ['подарим *']],
  ['too long a phrase', 'PROMISE', ['я'.repeat(101)]],
  ['too many phrases', 'PROMISE', Array.from({ length: 101 }, (_, at) => `слово${at}`)],
])('%s is refused', async (_, category, phrases) => {
  const seller = await shop()

  expect(await adds(seller, category, phrases)).toMatchObject({ __typename: 'BadInput', field: 'phrases' })
  expect(await versionFor(seller)).toBe(bundledGuardrails.version)
})

test('only an owner sees and changes what was added', async () => {
  const seller = await shop()
  await adds(seller, 'PROMISE', ['положим сюрприз'])
  await app.deps.db.prisma.teamMembership.updateMany({
    where: { userId: seller.userId },
    data: { role: 'operator' },
  })
  app.door.rightsTaken()

  expect(await adds(seller, 'PROMISE', [])).toMatchObject({ __typename: 'NotAllowed' })
  expect(await read(app, seller, '{ sellers { guardrailPhrases { category } } }')).toMatchObject({
    sellers: [{ guardrailPhrases: [] }],
  })
  expect(await says(seller, 'Мы положим сюрприз в коробку')).toMatchObject({ summary: 'promise' })
})

async function shop(): Promise<GivenSeller> {
  const seller = await givenSeller(app)
  await seller.isConnected()
  return seller
}

type Added = { __typename: string; field?: string; seller?: { guardrailPhrases: object[] } }

async function adds(asker: Asker, category: string, phrases: string[]): Promise<Added> {
  const input = { category, phrases }
  return (await read<{ setGuardrailPhrases: Added }>(app, asker, addMutation, { input })).setGuardrailPhrases
}

async function says(seller: GivenSeller, text: string): Promise<{ __typename: string; summary?: string }> {
  const { id: interactionId } = await seller.receives.review({ text: 'Обычный товар' })
  const input = { interactionId, text, key: randomUUID() }
  type Sent = { sendReply: { __typename: string; summary?: string } }
  return (await read<Sent>(app, seller, sendMutation, { input })).sendReply
}

async function versionFor(seller: GivenSeller): Promise<string | undefined> {
  type Told = { sellers: { guardrailPolicy: { version: string } }[] }
  return (await read<Told>(app, seller, '{ sellers { guardrailPolicy { version } } }')).sellers[0]?.guardrailPolicy
    .version
}

const addMutation = `mutation ($input: SetGuardrailPhrasesInput!) {
  setGuardrailPhrases(input: $input) {
    __typename
    ... on BadInput { field }
    ... on SetGuardrailPhrasesSuccess { seller { guardrailPhrases { category phrases } } }
  }
}`
const sendMutation = `mutation ($input: SendReplyInput!) {
  sendReply(input: $input) { __typename ... on GuardrailBlocked { summary } }
}`
