import type { Clock } from '#clock.ts'
import type { Log } from '#log.ts'
import type { Db } from '#storage/db.ts'
import { announcementIn, journalChannel, journalHeads } from '#storage/events.ts'
import { type Audience, createAudience, type HeldFeed, type Render } from './audience.ts'
import { openSellerFeed, type SellerFeed } from './seller-feed.ts'

/** The live feed of this process. It tells what the journal holds and nothing else; a commit anywhere wakes it. */
export interface Live {
  /** Subscribers of one seller who are told the very same: `render` makes each message once for all of them. */
  audience<Message>(sellerId: string, render: Render<Message>): Audience<Message>
  close(): Promise<void>
}

type LiveDeps = { db: Db; clock: Clock; log: Log }

const defaults = { heartbeatMs: 10_000, sweepMs: 1000 }

/** Begins to listen. Journals are read only for sellers who have subscribers in this process. */
export function createLive(deps: LiveDeps, { heartbeatMs, sweepMs } = defaults): Live {
  const feeds = new Map<string, SharedFeed>()
  const listening = deps.db.listen(journalChannel, (payload) => {
    void feeds.get(announcementIn(payload).sellerId)?.opening.then(catchUp, handledByJoin)
  })
  const sweeping = setInterval(() => void sweep(deps, feeds), sweepMs).unref()

  function holdFeed(sellerId: string): HeldFeed {
    const shared = feeds.get(sellerId) ?? { opening: openSellerFeed(deps, sellerId), holders: 0 }
    shared.holders++
    feeds.set(sellerId, shared)
    return {
      opening: shared.opening,
      release() {
        shared.holders--
        if (shared.holders === 0) feeds.delete(sellerId)
      },
    }
  }

  return {
    audience: (sellerId, render) =>
      createAudience({ ...deps, sellerId, heartbeatMs, holdFeed: () => holdFeed(sellerId) }, render),
    async close() {
      clearInterval(sweeping)
      feeds.clear()
      await (await listening)()
    },
  }
}

type SharedFeed = { opening: Promise<SellerFeed>; holders: number }

/** The net under the announcements: a lost one costs a second. */
async function sweep({ db, log }: LiveDeps, feeds: Map<string, SharedFeed>): Promise<void> {
  if (feeds.size === 0) return
  try {
    const heads = await journalHeads(db, [...feeds.keys()])
    for (const [sellerId, { opening }] of feeds) {
      const head = heads.get(sellerId) ?? 0
      opening.then((feed) => (head > feed.seq ? feed.catchUp() : undefined), handledByJoin)
    }
  } catch (error) {
    log.error({ error }, 'the heads of the journals could not be read; the next sweep tries again')
  }
}

const catchUp = (feed: SellerFeed) => feed.catchUp()

// A feed that could not be opened fails the subscribers who waited for it.
const handledByJoin = () => undefined
