import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type GraphQLObjectType, getNamedType, isLeafType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { schema } from '#graphql/schema.ts'
import { type AnswerError, ask, headersOf, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { firstOnSocket } from '../testkit/socket.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let seller: GivenSeller

beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
})
afterAll(async () => await app.close())

const followed = 'subscription ($after: Int) { inboxChanges(after: $after) { __typename } }'

const inMessages = (inner: string) => `messages { reply { interaction { ${inner} } } }`
const nested = inMessages(inMessages('messages { attachments { kind name size url } }'))
const costly = `subscription { inboxChanges { ... on InboxEvent { interaction {
  ${repeated(25, (index) => `m${index}: ${nested}`)}
} } } }`

type Question = { query: string; variables?: Record<string, unknown> }

const nearMisses: [string, Question][] = [
  ['a field', { query: '{ viewr { user { id } } }' }],
  ['an argument', { query: '{ interactions(frst: 1) { totalCount } }' }],
  ['a type', { query: 'query ($filter: InteractionFiltr) { interactions(filter: $filter) { totalCount } }' }],
  ['a word of an enum', { query: '{ interactions(sort: NEWST) { totalCount } }' }],
  ['a word in quotes', { query: '{ interactions(sort: "NEWEST") { totalCount } }' }],
  ['a field of an input', { query: '{ interactions(filter: { chanel: REVIEW }) { totalCount } }' }],
  ['an input in a variable', inVariable('InteractionFilter', 'filter', { chanel: 1 })],
  ['a word in a variable', inVariable('InteractionSort', 'sort', 'NEWST')],
  [
    'a word in the input of a mutation',
    {
      query: 'mutation ($input: CloseInteractionInput!) { closeInteraction(input: $input) { __typename } }',
      variables: { input: { interactionId: 'x', reason: 'MANUL' } },
    },
  ],
]

test.each(nearMisses)('nobody is told what the schema has instead of %s', async (_, question) => {
  for (const asker of [null, seller]) {
    const { errors } = await ask(app, asker, question.query, question.variables)
    expect(errors).toMatchObject([{ extensions: { code: expect.any(String) } }])
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i)
  }
})

test.each([
  ['a field', 'subscription { inboxChange { __typename } }', {}],
  ['an argument', 'subscription { inboxChanges(aftr: 1) { __typename } }', {}],
  ['a type', 'subscription ($after: Itn) { inboxChanges(after: $after) { __typename } }', {}],
  ['a word of an enum', 'subscription ($sort: InteractionSort = NEWST) { inboxChanges { __typename } }', {}],
])('nor on the socket: %s', async (_, query, variables) => {
  const errors = (await firstOnSocket(app, seller, query, variables)) as AnswerError[]

  expect(errors[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED')
  expect(JSON.stringify(errors)).not.toMatch(/did you mean|"http"/i)
})

const mistakes: [string, string, Question][] = [
  ['no GraphQL', 'GRAPHQL_PARSE_FAILED', { query: '{' }],
  ['a field that is not there', 'GRAPHQL_VALIDATION_FAILED', { query: '{ nothing }' }],
  ['a value that does not fit', 'BAD_INPUT', inVariable('InteractionSort', 'sort', 'NEWST')],
  ['a value that is missing', 'BAD_INPUT', { query: 'query ($id: ID!) { node(id: $id) { id } }' }],
  ['an argument that cannot be used', 'BAD_INPUT', { query: '{ interactions(first: 0) { totalCount } }' }],
  ['nothing', 'GRAPHQL_PARSE_FAILED', { query: '' }],
  ['two operations', 'OPERATION_RESOLUTION_FAILURE', { query: 'query A { serverTime } query B { serverTime }' }],
  ['too many words', 'TOO_EXPENSIVE', { query: `{ ${'serverTime '.repeat(4000)} }` }],
  ['too many names', 'TOO_EXPENSIVE', { query: `{ ${repeated(40, (index) => `a${index}: serverTime`)} }` }],
  ['too many directives', 'TOO_EXPENSIVE', { query: `{ serverTime ${repeated(30, () => '@include(if: true)')} }` }],
  ['too many floors', 'TOO_EXPENSIVE', { query: `{ interaction(id: "x") { ${floors(7)} } }` }],
]

test.each(mistakes)('every error has its code: %s is %s', async (_, code, { query, variables }) => {
  for (const asker of [seller, ...(code === 'BAD_INPUT' ? [] : [null])]) {
    const { errors } = await ask(app, asker, query, variables)
    expect(errors.length).toBeGreaterThan(0)
    expect(new Set(errors.map(({ extensions }) => extensions?.code))).toEqual(new Set([code]))
  }
})

test.each([
  ['no GraphQL', 'GRAPHQL_PARSE_FAILED', '{', {}],
  ['a field that is not there', 'GRAPHQL_VALIDATION_FAILED', 'subscription { nothing }', {}],
  ['a value that does not fit', 'BAD_INPUT', followed, { after: 'one' }],
  ['a number that cannot be', 'BAD_INPUT', followed, { after: -1 }],
  ['too many words', 'TOO_EXPENSIVE', `subscription { ${'a '.repeat(4000)} }`, {}],
  ['too many lists in lists', 'TOO_EXPENSIVE', costly, {}],
  ['a query', 'SUBSCRIPTIONS_ONLY', '{ serverTime }', {}],
])('every error on the socket has its code: %s is %s', async (_, code, query, variables) => {
  const told = await firstOnSocket(app, seller, query, variables)
  const errors = Array.isArray(told) ? (told as AnswerError[]) : (told as { errors: AnswerError[] }).errors

  expect(errors[0]?.extensions?.code).toBe(code)
})

test('a variable that is null where its default was expected is a mistake of the caller', async () => {
  const { errors } = await ask(app, seller, 'query ($id: ID! = "x") { node(id: $id) { id } }', { id: null })
  const nullable = await ask(app, seller, 'query ($id: ID = "x") { node(id: $id) { id } }', { id: null })

  expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT', field: 'id' } }])
  expect(nullable.errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }])
})

test('no GraphQL is 400 for whoever asks for the new media type, also when a socket asked for it first', async () => {
  const query = '{ asked twice'
  await firstOnSocket(app, seller, query)
  const headers = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json',
    ...headersOf(seller),
  }
  const response = await fetch(`${app.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })

  expect(response.status).toBe(400)
})

test('the code of a variable that does not fit says which one', async () => {
  const { query, variables } = inVariable('InteractionSort', 'sort', 'NEWST')

  expect((await ask(app, seller, query, variables)).errors).toMatchObject([
    { extensions: { code: 'BAD_INPUT', field: 'value' } },
  ])
})

test.each([
  ['no JSON', '{"query":', 400, 'POST body sent invalid JSON.'],
  ['no query', '{}', 200, 'Must provide query string.'],
  ['a list', '[{"query":"{ serverTime }"}]', 400, 'Batching is not supported.'],
])('a body with %s is told so, and nothing of what tripped over it', async (_, body, status, message) => {
  for (const path of ['/graphql', '/graphql?']) {
    const headers = { 'content-type': 'application/json', ...headersOf(seller) }
    const response = await fetch(`${app.url}${path}`, { method: 'POST', headers, body })

    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] })
  }
})

test('the largest page may have every plain field of an interaction', async () => {
  await seller.receives.review()
  const { interactions } = await read<{ interactions: { edges: unknown[] } }>(
    app,
    seller,
    `query ($first: Int) { interactions(first: 100) { edges { node { ${plainFields('Interaction')} } } }
      again: interactions(first: $first) { edges { node { ${plainFields('Interaction')} } } } }`,
    { first: 100 },
  )

  expect(interactions.edges.length).toBeGreaterThan(0)
})

test('what may cost too much is refused, sooner for whoever is not signed in', async () => {
  const query =
    '{ interactions(first: 100) { edges { node { messages { reply { interaction { messages { text } } } } } } } }'
  const connections = repeated(
    25,
    (i) => `s${i}: sellers { connection { channels { channel access intervalSeconds } } }`,
  )

  expect(
    (await ask(app, seller, query.replace(' text ', ` ${repeated(20, (index) => `t${index}: text`)} `))).errors,
  ).toMatchObject([{ extensions: { code: 'TOO_EXPENSIVE', limit: 40_000 } }])
  expect((await ask(app, null, `{ viewer { ${connections} } }`)).errors).toMatchObject([
    { extensions: { code: 'TOO_EXPENSIVE', limit: 2000 } },
  ])
})

test('the description of the API names every code', () => {
  const described = readFileSync(join(import.meta.dirname, '../../schema/README.md'), 'utf8')
  const codes = [...mistakes.map(([, code]) => code), ...others]

  expect(codes.filter((code) => !described.includes(`\`${code}\``))).toEqual([])
})

const others = [
  'BAD_REQUEST',
  'UNAUTHENTICATED',
  'NOT_FOUND',
  'CSRF',
  'FOREIGN_ORIGIN',
  'TOO_LARGE',
  'SUBSCRIPTIONS_ONLY',
  'TOO_MANY_SUBSCRIPTIONS',
  'INTERNAL_SERVER_ERROR',
]

function inVariable(type: string, argument: string, value: unknown): Question {
  return {
    query: `query ($value: ${type}) { interactions(${argument}: $value) { totalCount } }`,
    variables: { value },
  }
}

function plainFields(type: string): string {
  const fields = Object.values((schema.getType(type) as GraphQLObjectType).getFields())
  return fields.flatMap(({ name, type }) => (isLeafType(getNamedType(type)) ? [name] : [])).join(' ')
}

function repeated(times: number, make: (index: number) => string): string {
  return Array.from({ length: times }, (_, index) => make(index)).join(' ')
}

function floors(count: number): string {
  return count === 0 ? 'id' : `links { interaction { ${floors(count - 1)} } }`
}
