import type { Client, OperationResult } from '@urql/core'
import { InboxChangesDocument, type InboxChangesSubscription } from '#generated/graphql.ts'
import { remember, remembered } from '#offline/remembered.ts'
import { dropSocket } from './socket.ts'

type Change = InboxChangesSubscription['inboxChanges']
export type InboxEvent = Extract<Change, { __typename: 'InboxEvent' }> & { sellerId: string }

/** What the rest of the app hears. By the time it is told, the cache already holds the event's objects. */
export type LiveNews =
  | { kind: 'event'; event: InboxEvent }
  /** Some events will never be told: read the lists again. */
  | { kind: 'gap'; sellerId: string }
  | { kind: 'state'; state: LiveState }

export type LiveState = 'stopped' | 'connecting' | 'catching_up' | 'live'

/** Longer than two heartbeats of the server (15 s). */
const SILENCE_MS = 35_000
const LONGEST_PAUSE_MS = 30_000

const listeners = new Set<(news: LiveNews) => void>()

export function onLiveNews(listener: (news: LiveNews) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Only the events of interactions and of the synchronisation; gaps come as `onGap`. */
export function onInboxEvent(listener: (event: InboxEvent) => void): () => void {
  return onLiveNews((news) => {
    if (news.kind === 'event') listener(news.event)
  })
}

export function onInboxGap(listener: () => void): () => void {
  return onLiveNews((news) => {
    if (news.kind === 'gap') listener()
  })
}

/**
 * Follows a seller's journal until it is stopped. After every break it goes on from the last event this device has seen,
 * which is remembered between visits.
 */
export function followInbox(
  client: Client,
  seller: { id: string; lastSeq: number },
): { stop: () => void; wake: () => void } {
  let seen = Math.min(remembered<number>(seqKey(seller.id)) ?? seller.lastSeq, seller.lastSeq)
  let failures = 0
  let subscription: { unsubscribe: () => void } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  start()
  return { stop, wake }

  function start() {
    tell({ kind: 'state', state: 'connecting' })
    timer = setTimeout(giveUp, SILENCE_MS)
    subscription = client
      .subscription(InboxChangesDocument, { sellerId: seller.id, after: seen })
      .subscribe((result) => hear(result))
  }

  function hear({ data, error, hasNext }: OperationResult<InboxChangesSubscription>) {
    if (data?.inboxChanges) take(data.inboxChanges)
    if (error || hasNext === false) pauseAndResume()
  }

  function take(change: Change) {
    failures = 0
    clearTimeout(timer)
    timer = setTimeout(giveUp, SILENCE_MS)

    switch (change.__typename) {
      case 'InboxEvent':
        if (change.seq <= seen) return
        see(change.seq)
        tell({ kind: 'event', event: { ...change, sellerId: seller.id } })
        return
      case 'InboxGap':
        see(change.seq)
        tell({ kind: 'gap', sellerId: seller.id })
        return
      case 'InboxLive':
        tell({ kind: 'state', state: 'live' })
        return
      case 'InboxHeartbeat':
        return
    }
  }

  function see(seq: number) {
    seen = seq
    remember(seqKey(seller.id), seq)
  }

  function giveUp() {
    dropSocket()
    pauseAndResume()
  }

  function pauseAndResume() {
    subscription?.unsubscribe()
    subscription = null
    clearTimeout(timer)
    tell({ kind: 'state', state: 'connecting' })
    timer = setTimeout(start, pauseAfter(failures++))
  }

  /** The network is said to be back: no reason to sit out the pause. */
  function wake() {
    if (subscription) return
    clearTimeout(timer)
    start()
  }

  function stop() {
    subscription?.unsubscribe()
    subscription = null
    clearTimeout(timer)
    tell({ kind: 'state', state: 'stopped' })
  }
}

/** Doubles from one second, with a fifth of chance so that phones do not return all at once. */
export function pauseAfter(failures: number, chance = Math.random()): number {
  const pause = Math.min(1_000 * 2 ** failures, LONGEST_PAUSE_MS)
  return Math.round(pause * (0.8 + chance * 0.4))
}

export const seqKey = (sellerId: string) => `seq.${sellerId}`

function tell(news: LiveNews) {
  for (const listener of listeners) listener(news)
}
