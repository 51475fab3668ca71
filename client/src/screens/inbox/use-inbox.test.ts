// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type EffectScope, effectScope, nextTick } from 'vue'
import { tellChanged } from '#api/changed.ts'
import { client } from '#api/client.ts'
import { noFilters } from '#domain/inbox-filters.ts'
import type { InboxOrder } from '#domain/inbox-order.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { useSession } from '#stores/session.ts'
import { useInbox } from './use-inbox.ts'

let scope: EffectScope
let atTop = true
/** Null: there is no way to it. */
let server: ReturnType<typeof inboxOf> | null = null

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-04T12:00:00Z') })
  document.dispatchEvent(new Event('visibilitychange'))
  setActivePinia(createPinia())
  atTop = true
  server = inboxOf({ waiting: [row('a'), row('b')] })
  client.value = fakeClient() as unknown as typeof client.value
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

test('what the server has is on the screen, with its numbers', () => {
  const inbox = opened()

  expect(inbox.state.value).toBe('ready')
  expect(ids(inbox)).toEqual(['a', 'b'])
  expect(inbox.counts.value).toMatchObject({ all: 2 })
})

test('at the top of the list a new item simply appears', () => {
  const inbox = opened()

  tellChanged(row('c'))

  expect(ids(inbox)).toEqual(['a', 'b', 'c'])
  expect(inbox.waitingBehindPill.value).toBe(0)
})

test('further down the list does not move: what is new waits behind the pill until it is pressed', () => {
  const inbox = opened()
  atTop = false

  tellChanged(row('c'))
  expect(ids(inbox)).toEqual(['a', 'b'])
  expect(inbox.waitingBehindPill.value).toBe(1)

  inbox.merge()
  expect(ids(inbox)).toEqual(['a', 'b', 'c'])
  expect(inbox.waitingBehindPill.value).toBe(0)
})

test('rows that did not change are the same objects after a merge', () => {
  const inbox = opened()
  const before = inbox.shown.value.waiting.rows[0]

  tellChanged(row('c'))

  expect(inbox.shown.value.waiting.rows[0]).toBe(before)
})

test('an answered row stays under the finger for four seconds, then leaves', () => {
  const inbox = opened()

  tellChanged({ ...row('a'), needsResponse: false })
  expect(ids(inbox)).toEqual(['a', 'b'])

  vi.advanceTimersByTime(4_000)
  expect(ids(inbox)).toEqual(['b'])
  expect(inbox.shown.value.processed.rows.map(({ id }) => id)).toEqual(['a'])
})

test('in the middle of the list answered rows leave too, new ones still wait', () => {
  const inbox = opened()
  atTop = false

  tellChanged(row('c'))
  tellChanged({ ...row('a'), needsResponse: false })
  vi.advanceTimersByTime(4_000)

  expect(ids(inbox)).toEqual(['b'])
  expect(inbox.waitingBehindPill.value).toBe(1)
})

test('an item becomes urgent when its deadline passes, though nobody says so', async () => {
  server = inboxOf({ waiting: [row('a'), { ...row('b'), slaDueAt: '2026-03-04T12:00:20Z' }] })
  const inbox = opened()

  vi.advanceTimersByTime(30_000)
  document.dispatchEvent(new Event('visibilitychange'))
  await nextTick()
  vi.advanceTimersByTime(4_000)

  expect(inbox.shown.value.urgent.rows.map(({ id }) => id)).toEqual(['b'])
})

test('the next page comes behind the first', async () => {
  server = inboxOf({ waiting: [row('a'), row('b')], next: 'after b' })
  const inbox = opened()

  server = inboxOf({ waiting: [row('c')] })
  await inbox.loadMore('waiting')

  expect(ids(inbox)).toEqual(['a', 'b', 'c'])
})

test('another channel is another list', async () => {
  const inbox = opened('CHAT')

  tellChanged(row('c'))

  expect(ids(inbox)).toEqual(['a', 'b'])
})

test('in an order of choice a new item takes its place by it, and an answered one keeps its own', () => {
  const inbox = opened(null, 'newest')
  atTop = false

  tellChanged(row('e'))
  expect(inbox.waitingBehindPill.value).toBe(1)
  tellChanged({ ...row('a'), needsResponse: false, occurredAt: '2026-03-04T11:00:00Z' })
  vi.advanceTimersByTime(4_000)

  expect(ids(inbox)).toEqual(['b'])
  expect(inbox.shown.value.processed.rows.map(({ id }) => id)).toEqual(['a'])
  expect(inbox.standing.value.get('a')?.occurredAt).toBe(row('a').occurredAt)
  inbox.merge()
  expect(inbox.standing.value.get('a')?.occurredAt).toBe('2026-03-04T11:00:00Z')
})

test('a list in an order of choice is not kept', async () => {
  vi.useRealTimers()
  signIn()
  opened(null, 'oldest')
  await nextTick()
  scope.stop()
  server = null

  const inbox = opened(null, 'oldest')

  await vi.waitFor(() => expect(inbox.state.value).toBe('failed'))
})

test('under filters a new item comes only with what the server lets through', () => {
  const inbox = opened(null, 'urgency', { ...noFilters, ratings: [1] })

  tellChanged(row('c'))
  expect(ids(inbox)).toEqual(['a', 'b'])

  server = inboxOf({ waiting: [row('a'), row('b'), row('d')] })
  vi.advanceTimersByTime(800)
  expect(ids(inbox)).toEqual(['a', 'b', 'd'])
})

test('what was on the screen is there after a restart without a network, with its numbers', async () => {
  vi.useRealTimers()
  signIn()
  const inbox = opened()
  tellChanged(row('c'))
  await nextTick()
  scope.stop()

  server = null
  const again = opened()
  expect(again.state.value).toBe('loading')
  await vi.waitFor(() => expect(ids(again)).toEqual(['a', 'b', 'c']))
  expect(again.counts.value).toMatchObject(inbox.counts.value ?? {})
})

test('what the server says takes the place of the kept list', async () => {
  vi.useRealTimers()
  signIn()
  opened()
  await nextTick()
  scope.stop()
  server = null
  const inbox = opened()
  await vi.waitFor(() => expect(inbox.state.value).toBe('ready'))

  server = inboxOf({ waiting: [row('b'), row('d')], next: 'after d' })
  inbox.refresh()

  expect(ids(inbox)).toEqual(['b', 'd'])
})

test('without a network and without a kept list the screen says so', async () => {
  vi.useRealTimers()
  server = null

  const inbox = opened('CHAT')

  await vi.waitFor(() => expect(inbox.state.value).toBe('failed'))
})

function signIn() {
  useSession().viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
}

function opened(channel: 'CHAT' | null = null, order: InboxOrder = 'urgency', filters = noFilters) {
  scope = effectScope()
  return scope.run(() =>
    useInbox(
      () => ({ channel, search: null, order, filters }),
      () => atTop,
    ),
  ) as ReturnType<typeof useInbox>
}

const ids = (inbox: ReturnType<typeof useInbox>) => inbox.shown.value.waiting.rows.map(({ id }) => id)

/** Answers every question with what the server has at the moment. */
function fakeClient() {
  const operation = () => ({ context: { requestPolicy: server ? 'network-only' : 'cache-only' } })
  const answer = () => ({
    data: server && { ...server, interactions: server.waiting },
    stale: false,
    operation: operation(),
  })
  return {
    query: () => ({
      subscribe: (hear: (result: unknown) => void) => {
        hear(answer())
        return { unsubscribe: () => {} }
      },
      toPromise: async () => answer(),
    }),
  }
}

function inboxOf({ waiting = [], next = null }: { waiting?: LiveInteractionFragment[]; next?: string | null }) {
  const counts = { all: waiting.length, reviews: 0, questions: 0, chats: 0, urgent: 0, needsResponse: 0, processed: 0 }
  const page = (rows: LiveInteractionFragment[], end: string | null = null) => ({
    totalCount: rows.length,
    edges: rows.map((node) => ({ node })),
    pageInfo: { hasNextPage: end !== null, endCursor: end },
    counts,
  })
  return { urgent: page([]), waiting: page(waiting, next), processed: page([]) }
}

function row(id: string): LiveInteractionFragment {
  return {
    id,
    channel: 'REVIEW',
    needsResponse: true,
    priority: 'NORMAL',
    slaDueAt: null,
    answeringSince: null,
    rating: null,
    occurredAt: `2026-03-04T09:00:0${id.charCodeAt(0) % 10}Z`,
  } as LiveInteractionFragment
}
