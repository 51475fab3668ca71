import { afterAll, beforeAll, expect, test } from 'vitest'
import { headersOf } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let seller: GivenSeller

beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
})
afterAll(async () => await app.close())

const node = 'query Node($id: ID!) { node(id: $id) { __typename id } }'
const two = 'query A { viewer { user { email } } } query B { sellers { name } }'

test.each([
  ['a query', { query: '{ viewer { user { name } sellers { name role } } }' }],
  ['variables', { query: node, variables: { id: 'nothing' } }],
  ['no variables where they are needed', { query: node }],
  ['a variable of the wrong type', { query: node, variables: { id: { no: 'id' } } }],
  ['variables that are a list', { query: node, variables: [] }],
  ['one of two operations', { query: two, operationName: 'B' }],
  ['none of two operations', { query: two }],
  ['an operation that is not there', { query: two, operationName: 'C' }],
  ['a refusal', { query: mutationOf('reopenInteraction', 'interactionId: "x"') }],
  ['an argument that cannot be used', { query: '{ interactions(first: 0) { totalCount } }' }],
  ['a syntax error', { query: '{' }],
  ['a field that is not there', { query: '{ nothing }' }],
  ['no query', { variables: {} }],
  ['a part that nobody knows', { query: '{ __typename }', extra: 1 }],
  ['extensions', { query: '{ __typename }', extensions: { a: 1 } }],
  ['a list', [{ query: '{ __typename }' }]],
  ['the schema', { query: '{ __schema { queryType { name } } }' }],
  ['too many aliases', { query: `{ ${Array.from({ length: 40 }, (_, index) => `a${index}: __typename`).join(' ')} }` }],
  ['a subscription', { query: 'subscription { inboxChanges { __typename } }' }],
])('the short way answers as the long way does: %s', async (_, body) => {
  for (const accept of ['*/*', 'application/json', 'application/graphql-response+json', 'text/html']) {
    const short = await answer('/graphql', accept, JSON.stringify(body))
    const long = await answer('/graphql?', accept, JSON.stringify(body))
    const again = await answer('/graphql', accept, JSON.stringify(body))

    expect(short).toEqual(long)
    expect(again).toEqual(long)
  }
})

test('a body that is no JSON is told so on either way', async () => {
  expect(await answer('/graphql', '*/*', '{"query":')).toEqual(await answer('/graphql?', '*/*', '{"query":'))
})

test('a bug becomes a number on either way', async () => {
  const { query } = app.deps.db
  app.deps.db.query = async () => {
    throw new Error('relation "secret_table" does not exist')
  }
  const body = JSON.stringify({ query: '{ interactions { totalCount } }' })
  const [short, long] = [await answer('/graphql', '*/*', body), await answer('/graphql?', '*/*', body)]
  app.deps.db.query = query

  expect(short).toEqual(long)
  expect(short.body).toMatchObject({ data: null, errors: [{ message: 'Unexpected error.' }] })
})

function mutationOf(name: string, input: string): string {
  return `mutation { ${name}(input: { ${input} }) { __typename ... on Refusal { message } } }`
}

/** Status, kind and body; numbers of incidents differ by nature. */
async function answer(path: string, accept: string, body: string) {
  const headers = { 'content-type': 'application/json', accept, ...headersOf(seller) }
  const response = await fetch(`${app.url}${path}`, { method: 'POST', headers, body })
  const text = (await response.text()).replace(/"incident":"[^"]+"/g, '"incident":"…"')
  return { status: response.status, type: response.headers.get('content-type'), body: jsonOr(text) }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
