import type { Client, OperationResult } from '@urql/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { InboxChangesSubscription } from '#generated/graphql.ts'
import { remember } from '#offline/remembered.ts'
import { followInbox, type LiveNews, onLiveNews, pauseAfter, seqKey } from './live.ts'

type Change = InboxChangesSubscription['inboxChanges']

let news: LiveNews[] = []
let deaf = () => {}

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  news = []
  deaf = onLiveNews((one) => news.push(one))
})

afterEach(() => {
  deaf()
  vi.useRealTimers()
})

test('the first visit begins at the newest event', () => {
  const server = feed()
  followInbox(server.client, { id: 's1', lastSeq: 40 })

  expect(server.asked).toEqual([40])
})

test('the next visit goes on where this device stopped', () => {
  remember(seqKey('s1'), 12)
  const server = feed()
  followInbox(server.client, { id: 's1', lastSeq: 40 })

  expect(server.asked).toEqual([12])
})

test('a journal that is shorter than we remember is read from its end', () => {
  remember(seqKey('s1'), 900)
  const server = feed()
  followInbox(server.client, { id: 's1', lastSeq: 40 })

  expect(server.asked).toEqual([40])
})

test('after a break it asks for what came after the last event seen', () => {
  const server = feed()
  followInbox(server.client, { id: 's1', lastSeq: 40 })
  server.says(event(41), event(42))

  server.breaks()
  vi.advanceTimersByTime(2_000)

  expect(server.asked).toEqual([40, 42])
})

test('an event that is told twice is passed on once', () => {
  const server = feed()
  followInbox(server.client, { id: 's1', lastSeq: 40 })

  server.says(event(41), event(41), event(42))

  expect(news.filter(({ kind }) => kind === 'event')).toHaveLength(2)
})

test('a gap is announced, and the feed goes on behind it', () => {
  const server = feed()
  followInbox(server.client, { id: 's1', lastSeq: 40 })

  server.says({ __typename: 'InboxGap', after: 40, seq: 5000 })
  server.breaks()
  vi.advanceTimersByTime(2_000)

  expect(news).toContainEqual({ kind: 'gap', sellerId: 's1' })
  expect(server.asked).toEqual([40, 5000])
})

test('a connection that says nothing for 35 seconds is given up and made anew', () => {
  const server = feed()
  followInbox(server.client, { id: 's1', lastSeq: 40 })
  server.says({ __typename: 'InboxLive', seq: 40 })

  vi.advanceTimersByTime(34_000)
  expect(server.asked).toHaveLength(1)

  vi.advanceTimersByTime(3_000)
  expect(server.asked).toHaveLength(2)
})

test('heartbeats keep it alive', () => {
  const server = feed()
  followInbox(server.client, { id: 's1', lastSeq: 40 })

  for (let beat = 0; beat < 6; beat++) {
    vi.advanceTimersByTime(15_000)
    server.says({ __typename: 'InboxHeartbeat', seq: 40, at: '' })
  }

  expect(server.asked).toHaveLength(1)
})

test('when the network is back it does not sit out its pause', () => {
  const server = feed()
  const following = followInbox(server.client, { id: 's1', lastSeq: 40 })
  server.breaks()

  following.wake()

  expect(server.asked).toHaveLength(2)
})

test('a stopped feed stays silent', () => {
  const server = feed()
  followInbox(server.client, { id: 's1', lastSeq: 40 }).stop()

  vi.advanceTimersByTime(120_000)

  expect(server.asked).toHaveLength(1)
})

test('pauses double up to half a minute, each a little different', () => {
  expect([0, 1, 2, 3, 9].map((failures) => pauseAfter(failures, 0.5))).toEqual([1_000, 2_000, 4_000, 8_000, 30_000])
  expect([pauseAfter(0, 0), pauseAfter(0, 1)]).toEqual([800, 1_200])
})

const event = (seq: number): Change => ({
  __typename: 'InboxEvent',
  seq,
  type: 'INGESTED',
  at: '2026-02-11T12:00:00.000Z',
  channel: 'REVIEW',
  interaction: null,
  sync: null,
  bulkJob: null,
})

/** A journal that says what it is told to say. */
function feed() {
  const asked: (number | null | undefined)[] = []
  let hear: (result: OperationResult<InboxChangesSubscription>) => void = () => {}

  const client = {
    subscription: (_document: unknown, { after }: { after?: number }) => {
      asked.push(after)
      return {
        subscribe: (listener: typeof hear) => {
          hear = listener
          return { unsubscribe: () => {} }
        },
      }
    },
  } as unknown as Client

  return {
    client,
    asked,
    says: (...changes: Change[]) => {
      for (const inboxChanges of changes) hear({ data: { inboxChanges }, hasNext: true } as never)
    },
    breaks: () => hear({ error: new Error('The socket closed'), hasNext: false } as never),
  }
}
