import { parse } from 'graphql'
import { expect, test } from 'vitest'
import type { Deps } from '#deps.ts'
import type { Live } from '#dispatcher/live.ts'
import type { Viewer } from '#domain/viewer.ts'
import { schema } from '#graphql/schema.ts'
import { createAudiences, type Operation } from './audiences.ts'

const feed = 'subscription ($after: Int) { inboxChanges(after: $after) { ... on InboxEvent { seq } } }'

test('subscribers who only begin at different numbers share an audience', () => {
  expect(audiencesOf(asking(feed, { after: 1 }), asking(feed, { after: 2 }), asking(feed, {}))).toBe(1)
})

test('other fields, other variables, another operation or other eyes do not', () => {
  const picky = 'subscription ($show: Boolean!) { inboxChanges { ... on InboxEvent { seq type @include(if: $show) } } }'
  const two = `subscription A { inboxChanges { ... on InboxLive { seq } } } subscription B { inboxChanges { __typename } }`

  expect(audiencesOf(asking(feed, {}), asking(feed.replace('seq', 'type'), {}))).toBe(2)
  expect(audiencesOf(asking(picky, { show: true }), asking(picky, { show: false }))).toBe(2)
  expect(audiencesOf({ ...asking(two, {}), operationName: 'A' }, { ...asking(two, {}), operationName: 'B' })).toBe(2)
  expect(
    audiencesOf(asking(feed, {}), asking(feed, {}, { ...owner, sellers: [{ sellerId: 's', role: 'operator' }] })),
  ).toBe(2)
  expect(audiencesOf(asking(feed, {}), asking(feed, {}, { ...owner, kind: 'partner' }))).toBe(2)
})

test('a variable that says where to begin and also decides what is told keeps subscribers apart', () => {
  const both = `subscription ($n: Int) {
    inboxChanges(after: $n) { ... on InboxEvent { interaction { seller { syncRuns(first: $n) { id } } } } }
  }`

  expect(audiencesOf(asking(both, { n: 1 }), asking(both, { n: 2 }))).toBe(2)
})

const owner: Viewer = {
  kind: 'operator',
  userId: 'u',
  name: 'Anna',
  email: 'anna@example.com',
  sellers: [{ sellerId: 's', role: 'owner' }],
}

function asking(query: string, variables: Record<string, unknown>, viewer = owner): Operation {
  return { query, document: parse(query), operationName: null, variables, viewer }
}

/** How many audiences these subscribers of one seller make. */
function audiencesOf(...operations: Operation[]): number {
  let count = 0
  const live: Live = {
    audience() {
      count++
      return { size: 1, join: () => () => {} }
    },
    close: async () => {},
  }
  const audiences = createAudiences({ deps: {} as Deps, live, schema, maskError: (error) => error })
  const reader = { tell() {}, ready: async () => {}, fail() {} }
  for (const operation of operations) audiences.join(operation, { sellerId: 's', after: null }, reader)
  return count
}
