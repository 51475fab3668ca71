import type { RecordedEvent } from '#domain/events.ts'
import type { Log } from '#log.ts'
import type { Db } from '#storage/db.ts'
import { eventsAfter, journalHeads } from '#storage/events.ts'

/** The end of one seller's journal, read once for everybody in this process who follows it. */
export type SellerFeed = {
  /** Number of the last event handed out. */
  readonly seq: number
  /** Calls back with every later event, once each and in order, until stopped. */
  follow(hear: (events: RecordedEvent[]) => void): () => void
  /** Reads what is new; resolves when it has been handed out. */
  catchUp(): Promise<void>
}

/** Opens the feed at the head of the journal. */
export async function openSellerFeed({ db, log }: { db: Db; log: Log }, sellerId: string): Promise<SellerFeed> {
  const followers = new Set<(events: RecordedEvent[]) => void>()
  let seq = (await journalHeads(db, [sellerId])).get(sellerId) ?? 0
  let reading: Promise<void> | null = null
  let readAgain = false

  async function read(): Promise<void> {
    try {
      while (readAgain) {
        readAgain = false
        const events = await eventsAfter(db, sellerId, seq, batchSize)
        seq = events.at(-1)?.seq ?? seq
        if (events.length > 0) for (const hear of followers) hear(events)
        if (events.length === batchSize) readAgain = true
      }
    } catch (error) {
      log.error({ error, sellerId }, 'the journal could not be read; the next sweep tries again')
    } finally {
      reading = null
    }
  }

  return {
    get seq() {
      return seq
    },
    follow(hear) {
      followers.add(hear)
      return () => followers.delete(hear)
    },
    catchUp() {
      // A read that is under way may have begun before the commit that the caller speaks of, so it reads once more.
      readAgain = true
      reading ??= read()
      return reading
    },
  }
}

const batchSize = 200
