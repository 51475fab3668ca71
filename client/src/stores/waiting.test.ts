// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { client } from '#api/client.ts'
import { subjectOf } from '#domain/kept-action.ts'
import type { Counted } from '#domain/outbox-item.ts'
import { forgetWritten } from '#offline/database.ts'
import { letGo } from '#offline/outbox.ts'
import { useBulk } from './bulk.ts'
import { useConnection } from './connection.ts'
import { useOutbox } from './outbox.ts'
import { useSession } from './session.ts'
import { useWaiting } from './waiting.ts'

let onServer = { all: 0, reviews: 0, questions: 0, chats: 0, urgent: 0, needsResponse: 0, processed: 0 }

beforeEach(() => {
  setActivePinia(createPinia())
  onServer = { all: 5, reviews: 2, questions: 2, chats: 1, urgent: 2, needsResponse: 5, processed: 9 }
  client.value = fakeClient() as unknown as typeof client.value
  const session = useSession()
  session.viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
  session.state = 'signed_in'
})

afterEach(forgetWritten)

test('an item answered on this device waits in no number, on the badge as in its channel', async () => {
  const waiting = useWaiting()
  await waiting.watchChannels(['REVIEW', 'CHAT'])

  await useOutbox().send(reply({ priority: 'URGENT' }))

  expect(waiting.counts.ALL).toMatchObject({ urgent: 1, needsResponse: 4, all: 4, reviews: 1 })
  expect(waiting.counts.REVIEW).toMatchObject({ urgent: 1, needsResponse: 4 })
  expect(waiting.counts.CHAT).toMatchObject({ urgent: 2, needsResponse: 5 })
})

test('when the reply leaves, the numbers do not jump up until the server has counted again', async () => {
  const outbox = useOutbox()
  const waiting = useWaiting()
  outbox.start()
  await waiting.refresh()
  const sent = await outbox.send(reply({ priority: 'URGENT' }))
  expect(waiting.counts.ALL?.urgent).toBe(1)

  onServer = { ...onServer, urgent: 1, needsResponse: 4, processed: 10 }
  await letGo(sent?.key ?? '')
  await vi.waitFor(() => expect(outbox.waiting).toEqual([]))
  expect(waiting.counts.ALL?.urgent).toBe(1)

  await vi.waitFor(() => expect(waiting.counts.ALL?.processed).toBe(10), 5_000)
  expect(waiting.counts.ALL?.urgent).toBe(1)
})

test('an item that was closed without a connection waits in no number', async () => {
  const waiting = useWaiting()
  await waiting.refresh()
  useConnection().online = false
  const facts = { needsResponse: true, priority: 'URGENT', slaDueAt: null } as const

  const items = [{ interactionId: 'chat', version: 1 }]
  await useBulk().begin({ action: 'CLOSE', items }, [subjectOf({ id: 'chat', channel: 'CHAT', ...facts })])

  expect(waiting.counts.ALL).toMatchObject({ urgent: 1, needsResponse: 4, chats: 0 })
})

const reply = (facts: Partial<Counted>) => ({
  interactionId: 'review',
  channel: 'REVIEW' as const,
  text: 'Спасибо',
  counted: { needsResponse: true, priority: 'NORMAL' as const, slaDueAt: null, ...facts },
})

function fakeClient() {
  return {
    query: () => ({ toPromise: async () => ({ data: { interactions: { counts: { ...onServer } } } }) }),
    // The server takes its time.
    mutation: () => ({ toPromise: () => new Promise(() => undefined) }),
  }
}
