// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { Client, fetchExchange } from '@urql/core'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { client } from '#api/client.ts'
import { followInbox } from '#api/live.ts'
import { useContext } from './use-context.ts'

/** How often the context was asked for. */
let asked = 0
/** The probable links that the server tells of, and whether it hears a verdict. */
let linked: string[] = []
/** Those that were said to be wrong. */
let wrong: string[] = []
let isDeaf = false
let scope = effectScope()

beforeEach(() => {
  setActivePinia(createPinia())
  asked = 0
  linked = ['linked']
  wrong = []
  isDeaf = false
  scope = effectScope()
  client.value = new Client({ url: '/graphql', preferGetMethod: false, exchanges: [fetchExchange], fetch: answer })
})

afterEach(() => scope.stop())

test('what happens to an item of the story is read anew, what happens elsewhere is not', async () => {
  const says = follow()
  const { beside } = scope.run(() => useContext('here')) as ReturnType<typeof useContext>
  await vi.waitFor(() => expect(beside.value.kind).toBe('ready'))

  says('REPLY_CONFIRMED', 'in the story')
  await vi.waitFor(() => expect(asked).toBe(2))

  says('REPLY_CONFIRMED', 'elsewhere')
  says('REPLY_CONFIRMED', 'linked')
  await vi.waitFor(() => expect(asked).toBe(3))
  says('REPLY_CONFIRMED', 'elsewhere')
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(asked).toBe(3)
})

test('what is said to be of another buyer keeps its place, and two such verdicts in a row are both taken back', async () => {
  linked = ['first', 'second', 'third']
  const { beside, hidden, judge } = scope.run(() => useContext('here')) as ReturnType<typeof useContext>
  const shown = () => (beside.value.kind === 'ready' ? beside.value.links.map(({ id }) => id) : [])
  await vi.waitFor(() => expect(shown()).toEqual(linked))

  await Promise.all([judge('first', 'INCORRECT'), judge('second', 'INCORRECT')])
  expect(linked).toEqual(['third'])
  expect(shown()).toEqual(['first', 'second', 'third'])
  expect([...hidden.value]).toEqual(['first', 'second'])

  await judge('first', 'NONE')
  await judge('second', 'NONE')
  expect(linked).toEqual(['third', 'first', 'second'])
  expect(shown()).toEqual(linked)
  expect(hidden.value.size).toBe(0)
})

test('a verdict that the server did not hear changes nothing, nor does one that could not be taken back', async () => {
  const { beside, hidden, judge } = scope.run(() => useContext('here')) as ReturnType<typeof useContext>
  await vi.waitFor(() => expect(beside.value.kind).toBe('ready'))

  isDeaf = true
  await judge('linked', 'INCORRECT')
  expect(hidden.value.size).toBe(0)

  isDeaf = false
  await judge('linked', 'INCORRECT')
  isDeaf = true
  await judge('linked', 'NONE')
  expect([...hidden.value]).toEqual(['linked'])
})

test('what was hidden earlier is told apart from what is hidden here, and is back at once when somebody wants it back', async () => {
  linked = ['first']
  wrong = ['former']
  const { beside, judge, bringBack } = scope.run(() => useContext('here')) as ReturnType<typeof useContext>
  const ids = (which: 'links' | 'away') =>
    beside.value.kind === 'ready' ? beside.value[which].map(({ id }) => id) : null
  await vi.waitFor(() => expect(ids('away')).toEqual(['former']))

  await judge('first', 'INCORRECT')
  expect([ids('links'), ids('away')]).toEqual([['first'], ['former']])

  const told = bringBack('former')
  expect([ids('links'), ids('away')]).toEqual([['first', 'former'], []])
  await told
  expect(wrong).toEqual(['first'])
  expect([ids('links'), ids('away')]).toEqual([['first', 'former'], []])
})

test('what cannot be brought back is hidden still', async () => {
  wrong = ['former']
  const { beside, bringBack } = scope.run(() => useContext('here')) as ReturnType<typeof useContext>
  await vi.waitFor(() => expect(beside.value.kind).toBe('ready'))

  isDeaf = true
  await bringBack('former')

  expect(beside.value).toMatchObject({ links: [{ id: 'linked' }], away: [{ id: 'former' }] })
})

async function answer(_url: unknown, init?: RequestInit): Promise<Response> {
  const { query, variables } = JSON.parse(String(init?.body))
  return query.includes('mutation JudgeLink') ? judged(variables.input) : context()
}

function judged({ linkId, verdict }: { linkId: string; verdict: string }): Response {
  if (isDeaf) throw new TypeError('Failed to fetch')
  linked = linked.filter((id) => id !== linkId)
  wrong = wrong.filter((id) => id !== linkId)
  const told = verdict === 'INCORRECT' ? wrong : linked
  told.push(linkId)
  return json({ judgeLink: { __typename: 'MutationJudgeLinkSuccess', data: { id: linkId, verdict } } })
}

function context(): Response {
  asked += 1
  const of = (id: string) => ({ interaction: { id } })
  const interaction = {
    id: 'here',
    timeline: { steps: [of('in the story')] },
    links: linked.map((id) => ({ id, type: 'PROBABILISTIC', verdict: 'NONE', ...of(id) })),
    hiddenLinks: wrong.map((id) => ({ id, type: 'PROBABILISTIC', verdict: 'INCORRECT', ...of(id) })),
    productContext: null,
  }
  return json({ interaction })
}

function json(data: object): Response {
  return new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } })
}

/** A journal that tells what the test says. */
function follow() {
  let hear: (result: object) => void = () => {}
  let seq = 0
  const subscription = () => ({
    subscribe(listener: typeof hear) {
      hear = listener
      return { unsubscribe: () => {} }
    },
  })
  followInbox({ subscription } as unknown as Client, { id: 's1', lastSeq: 0 })
  return (type: string, id: string) => {
    seq += 1
    const event = { __typename: 'InboxEvent', seq, type, at: '2026-03-04T12:00:00Z', channel: null }
    hear({ data: { inboxChanges: { ...event, interaction: { id }, sync: null, bulkJob: null } }, hasNext: true })
  }
}
