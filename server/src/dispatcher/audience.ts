import type { Clock } from '#clock.ts'
import type { RecordedEvent } from '#domain/events.ts'
import { beginningFor, type LiveChange } from '#domain/live-change.ts'
import type { Log } from '#log.ts'
import type { Db } from '#storage/db.ts'
import { eventsAfter } from '#storage/events.ts'
import type { SellerFeed } from './seller-feed.ts'

/** Subscribers of one seller who are told the very same. */
export type Audience<Message> = {
  readonly size: number
  /** Tells everything after `after`, then `live`, then each event as it happens, until the returned function is called. */
  join(subscriber: Subscriber<Message>, after: number | null): () => void
}

/** Makes the messages for these changes, one for each and in their order. */
export type Render<Message> = (changes: LiveChange[]) => Promise<Message[]>

interface Subscriber<Message> {
  tell(message: Message): void
  /** Resolves when the subscriber has taken in what it was told. */
  ready(): Promise<void>
  /** Nothing more can be told. The subscriber comes again with the last number it has seen, and misses nothing. */
  fail(): void
}

type AudienceDeps = {
  db: Db
  clock: Clock
  log: Log
  sellerId: string
  heartbeatMs: number
  holdFeed(): HeldFeed
}

/** A feed that stays open until it is released. */
export type HeldFeed = { opening: Promise<SellerFeed>; release(): void }

/** `seq` is the last event told; `null` while what was missed is being told. */
type Member<Message> = { subscriber: Subscriber<Message>; seq: number | null; gone: boolean }

/** What is to be told, and to whom if not to everybody. */
type Errand<Message> = { change: LiveChange; only?: Member<Message> }

export function createAudience<Message>(deps: AudienceDeps, render: Render<Message>): Audience<Message> {
  const { db, clock, log, sellerId } = deps
  const members = new Set<Member<Message>>()
  const errands: Errand<Message>[] = []
  let working = false
  let held: HeldFeed | null = null
  let unfollow: (() => void) | null = null
  let heart: NodeJS.Timeout | null = null

  function join(subscriber: Subscriber<Message>, after: number | null): () => void {
    const member: Member<Message> = { subscriber, seq: null, gone: false }
    members.add(member)
    held ??= deps.holdFeed()
    welcome(member, after, held.opening).catch((error: unknown) => fail([member], error))
    return () => leave(member)
  }

  async function welcome(member: Member<Message>, after: number | null, opening: Promise<SellerFeed>): Promise<void> {
    const feed = await opening
    if (member.gone) return
    unfollow ??= follow(feed)
    if (after !== null && after > feed.seq) await feed.catchUp()

    const { from, gap } = beginningFor(after, feed.seq)
    if (gap) await tell(member, [gap])
    const seq = await replay(member, from, feed)

    // From the last comparison in `replay` to here nothing is awaited: the next event handed out is the next one told.
    member.seq = seq
    run({ change: { kind: 'live', seq }, only: member })
  }

  /** Tells what the journal holds after `seq` until the member stands where the feed stands. */
  async function replay(member: Member<Message>, from: number, feed: SellerFeed): Promise<number> {
    let seq = from
    while (seq < feed.seq && !member.gone) {
      await member.subscriber.ready()
      const events = await eventsAfter(db, sellerId, seq, batchSize)
      const first = events[0]?.seq ?? feed.seq + 1
      if (first > seq + 1) await tell(member, [{ kind: 'gap', after: seq, seq: first - 1 }])
      await tell(member, events.map(asChange))
      seq = events.at(-1)?.seq ?? first - 1
    }
    return seq
  }

  async function tell(member: Member<Message>, changes: LiveChange[]): Promise<void> {
    for (const message of await render(changes)) if (!member.gone) member.subscriber.tell(message)
  }

  function follow(feed: SellerFeed): () => void {
    const stop = feed.follow((events) => run(...events.map((event) => ({ change: asChange(event) }))))
    heart = setInterval(
      () => run({ change: { kind: 'heartbeat', seq: feed.seq, at: clock.now() } }),
      deps.heartbeatMs,
    ).unref()
    return stop
  }

  function run(...more: Errand<Message>[]): void {
    errands.push(...more)
    if (!working) void work()
  }

  /** One errand after the other: that alone keeps the order for everybody. */
  async function work(): Promise<void> {
    working = true
    try {
      while (errands.length > 0) {
        const batch = errands.splice(0, batchSize)
        const messages = await render(batch.map(({ change }) => change))
        for (const [index, message] of messages.entries()) deliver(batch[index], message)
      }
    } catch (error) {
      errands.length = 0
      fail(
        [...members].filter(({ seq }) => seq !== null),
        error,
      )
    } finally {
      working = false
    }
  }

  function deliver(errand: Errand<Message> | undefined, message: Message): void {
    if (!errand) return
    const { change, only } = errand
    if (!only) heart?.refresh()
    for (const member of only ? [only] : members) {
      if (member.gone || member.seq === null) continue
      if (change.kind === 'event' && change.event.seq <= member.seq) continue
      if (change.kind === 'event') member.seq = change.event.seq
      member.subscriber.tell(message)
    }
  }

  function leave(member: Member<Message>): void {
    member.gone = true
    if (!members.delete(member) || members.size > 0) return
    unfollow?.()
    held?.release()
    unfollow = null
    held = null
    if (heart) clearInterval(heart)
    errands.length = 0
  }

  function fail(failed: Member<Message>[], error: unknown): void {
    log.error({ error, sellerId, subscribers: failed.length }, 'a live message could not be made')
    for (const member of failed) {
      leave(member)
      member.subscriber.fail()
    }
  }

  return {
    get size() {
      return members.size
    },
    join,
  }
}

function asChange(event: RecordedEvent): LiveChange {
  return { kind: 'event', event }
}

const batchSize = 100
