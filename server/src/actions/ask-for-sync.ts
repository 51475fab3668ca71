import type { Deps } from '#deps.ts'
import { BadInput, NotConnected, NotFound, TooSoon } from '#domain/errors.ts'
import type { Channel } from '#domain/interaction.ts'
import { after, SECOND } from '#domain/time.ts'
import { sellerIdsOf, type Viewer } from '#domain/viewer.ts'
import { channelsOpenedBy, lockConnection } from '#storage/connections.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { lastAskedAt, requestSync } from '#storage/sync-states.ts'

/** What to look at: one channel, or all that the key opens; only for news, or everything anew. */
type Wish = { sellerId: string; channel: Channel | null; isFull: boolean }

/** Who asks twice in this time asks too soon (domain §16.5). */
const once = 30 * SECOND

/**
 * Makes channels due now, on behalf of a person who waits. Refuses with `NotFound`, `NotConnected`, `BadInput` for a channel that
 * the key does not open, and `TooSoon`.
 */
export async function askForSync(deps: Pick<Deps, 'db' | 'clock'>, viewer: Viewer, wish: Wish): Promise<void> {
  await inConnected(deps, viewer, wish, async (tx, now) => {
    const { sellerId, channel, isFull } = wish
    const askedAt = await lastAskedAt(tx, sellerId, isFull ? null : channel)
    const retryAt = askedAt && after(askedAt, once)
    if (retryAt && now < retryAt) throw new TooSoon(retryAt)
    await recordEvents(tx, sellerId, now, await requestSync(tx, sellerId, { mode: 'manual', channel, isFull }, now))
  })
}

/** Does something for a seller whose key opens the channel, while nobody else asks for that seller. */
export async function inConnected<Result>(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { sellerId, channel }: Pick<Wish, 'sellerId' | 'channel'>,
  work: (tx: Tx, now: Date) => Promise<Result>,
): Promise<Result> {
  if (!sellerIdsOf(viewer).includes(sellerId)) throw new NotFound('seller')

  return await inTransaction(db, async (tx) => {
    // Two who ask at once wait for each other here, and the second is too soon.
    if (!(await lockConnection(tx, sellerId))) throw new NotConnected()
    if (channel && !(await channelsOpenedBy(tx, sellerId)).includes(channel))
      throw new BadInput('channel', `The key does not open ${channel}.`)
    return await work(tx, clock.now())
  })
}
