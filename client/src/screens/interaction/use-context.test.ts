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
const scope = effectScope()

beforeEach(() => {
  setActivePinia(createPinia())
  asked = 0
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

async function answer(): Promise<Response> {
  asked += 1
  const of = (id: string) => ({ interaction: { id } })
  const interaction = {
    id: 'here',
    timeline: { steps: [of('in the story')] },
    links: [{ type: 'PROBABLE', verdict: 'NONE', ...of('linked') }],
    productContext: null,
  }
  return new Response(JSON.stringify({ data: { interaction } }), { headers: { 'content-type': 'application/json' } })
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
