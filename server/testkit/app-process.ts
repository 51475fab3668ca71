import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { readConfig } from '#config.ts'
import type { Deps } from '#deps.ts'
import { between, SECOND } from '#domain/time.ts'
import { connectorsOf, contractOf } from '#ingestion/connectors.ts'
import { runNow } from '#ingestion/run-now.ts'
import { createLog } from '#log.ts'
import { nextDueAt } from '#storage/claim.ts'
import type { Db } from '#storage/db.ts'
import { openStorage } from '#storage/open.ts'
import { openRateBuckets } from '#storage/rate-buckets.ts'
import { createSeal } from '#storage/secrets.ts'
import { noWorker, startWorker } from '#worker.ts'

// The working part of the product in a process of its own, for tests that kill it: its database, its timetable, its dispatcher.
// The door for people stays out, since reading its modules takes longer than everything else. What there is is read ahead, and
// the database is opened when the test says so. The clock is as far ahead as the test says.

/** What the process is told: to begin, to let time pass until nothing is due, to end as a stop ends it. */
export type Order = { begin: number } | { pass: number } | { end: true }
/** What the process says. */
export type Word = 'loaded' | 'open' | 'settled'

let aheadMs = 0
const clock = { now: () => new Date(Date.now() + aheadMs) }
let worker = noWorker
let db: Db | null = null
let close = async (): Promise<void> => undefined

process.on('message', (order: Order) => void obey(order))
process.once('disconnect', () => process.exit(1))
say('loaded')

async function obey(order: Order): Promise<void> {
  if ('begin' in order) {
    aheadMs = order.begin
    await begin()
    say('open')
  }
  if ('pass' in order) {
    aheadMs = order.pass
    await settled()
    say('settled')
  }
  if ('end' in order) {
    await worker.stop()
    await close()
    process.exit(0)
  }
}

/** A run that waits for its next request, and gave its place to others, comes back by itself within seconds. */
async function settled(): Promise<void> {
  for (;;) {
    worker.wake()
    await worker.settled()
    const waits = await untilNextRun()
    if (waits > soon) return
    await pause(waits)
  }
}

const soon = 5 * SECOND

/** Milliseconds until a channel is due. */
async function untilNextRun(): Promise<number> {
  if (!db) throw new Error('The app is not open')
  const now = clock.now()
  const due = await Promise.all([nextDueAt(db, 'feedbacks', now), nextDueAt(db, 'chats', now)])
  return Math.min(...due.map((at) => (at ? Math.max(between(now, at), 20) : Number.POSITIVE_INFINITY)))
}

async function begin(): Promise<void> {
  const config = readConfig(process.env)
  const storage = await openStorage(config)
  db = storage.db
  const deps: Deps = {
    config,
    db: storage.db,
    clock,
    log: createLog(config.logLevel),
    seal: createSeal(storage.secretKey),
    owner: randomUUID(),
    buckets: openRateBuckets(storage.db),
    connectors: (sellerId, aside) => connectorsOf(deps, sellerId, aside),
    contract: (sellerId, aside) => contractOf(deps, sellerId, aside),
    runNow: (sellerId, channel) => runNow(deps, sellerId, channel),
    fallback: null,
    cards: null,
    askModel: async () => ({ kind: 'trouble', reason: 'network', detail: '' }),
    wake: () => worker.wake(),
  }
  worker = await startWorker(deps)
  close = storage.close
  worker.wake()
}

function say(word: Word): void {
  process.send?.(word)
}
