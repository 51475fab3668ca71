import type { Deps } from '#deps.ts'
import {
  BadInput,
  KeyRefused,
  MarketplaceUnreachable,
  NotFound,
  OtherShop,
  ShopTaken,
  TooSoon,
} from '#domain/errors.ts'
import { SECOND } from '#domain/time.ts'
import { sellerIdsOf, type Viewer } from '#domain/viewer.ts'
import { bookProbe, type Probe, probe } from '#sources/wb/probe.ts'
import { decodeToken, type TokenFacts } from '#sources/wb/token.ts'
import { isTaken, saveConnection } from '#storage/connections.ts'
import { isDuplicate } from '#storage/data-error.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { openRateBuckets } from '#storage/rate-buckets.ts'
import { requestSync } from '#storage/sync-states.ts'

/** The key as a person pasted it. */
type ConnectInput = { sellerId: string; token: string }

/**
 * Tries a key, keeps it sealed and begins the first synchronisation. Nothing is saved of a key that WB has not let in. Refuses
 * with `NotFound`, `BadInput`, `KeyRefused`, `MarketplaceUnreachable`, `TooSoon`, `OtherShop`, `ShopTaken` (WB contract §2.3).
 */
export async function connectMarketplace(
  deps: Deps,
  viewer: Viewer,
  { sellerId, token }: ConnectInput,
): Promise<{ sellerId: string }> {
  if (!sellerIdsOf(viewer).includes(sellerId)) throw new NotFound('seller')
  if (token.trim() === '' || token.length > longestToken)
    throw new BadInput('token', 'The key is empty or far too long.')

  const facts = decodeToken(token, deps.clock.now())
  // What a key says of itself is not yet confirmed, and the database takes no U+0000.
  if (facts.marketplaceSellerId.includes('\u0000')) throw new KeyRefused('malformed')
  const buckets = openRateBuckets(deps.db)
  const freeAt = (await buckets.take(`probe:${sellerId}`, triesOfKeys, deps.clock.now()))?.freeAt
  if (freeAt) throw new TooSoon(freeAt)

  const probed = await probe(deps, facts)
  const opened = openedBy(facts, probed)
  await bookProbe({ ...deps, buckets }, facts, probed)
  await keepOnce(deps, viewer, sellerId, opened)
  deps.wake()
  return { sellerId }
}

const longestToken = 8192

// Enough for fingers that slip, and no way to ask WB about one key after another.
const triesOfKeys = { capacity: 6, refillMs: 20 * SECOND, reserve: 0 }

/** The key with what it really opens. Without chats it is a good key; without reviews and questions it is none. */
function openedBy(facts: TokenFacts, { feedbacks, chats }: Probe): TokenFacts {
  if (feedbacks === 'rejected' || chats === 'rejected') throw new KeyRefused('rejected')
  if (feedbacks === 'unreachable') throw new MarketplaceUnreachable()
  if (feedbacks === 'denied') throw new KeyRefused('no_feedbacks')
  // One call that was let in speaks for the whole key; of none that was, WB has not said that it knows the key (ADR 12).
  if (typeof feedbacks === 'object' && chats !== 'granted') throw new TooSoon(feedbacks.until)
  // Chats that did not answer, or were not asked, are believed to be what the key says: their synchronisation will find out.
  return { ...facts, opensFeedbacks: true, opensChats: facts.opensChats && chats !== 'denied' }
}

/** Two sellers may come with one shop at the same time: the database lets one of them have it. */
async function keepOnce(deps: Deps, viewer: Viewer, sellerId: string, facts: TokenFacts): Promise<void> {
  const { db } = deps
  try {
    await inTransaction(db, (tx) => keep(tx, deps, viewer, sellerId, facts))
  } catch (error) {
    if (isDuplicate(error) && (await isTaken(db.prisma, { sellerId, ...facts }))) throw new ShopTaken()
    throw error
  }
}

async function keep(tx: Tx, { clock, seal }: Deps, viewer: Viewer, sellerId: string, facts: TokenFacts): Promise<void> {
  const { marketplaceSellerId, token, mask, tokenType, opensFeedbacks, opensChats, readOnly, expiresAt } = facts
  const former = await tx.marketplaceConnection.findUnique({ where: { sellerId } })
  const isOther = former !== null && former.marketplaceSellerId !== marketplaceSellerId
  if (isOther) await assertNoItems(tx, sellerId)
  if (await isTaken(tx, { sellerId, marketplaceSellerId })) throw new ShopTaken()

  const now = clock.now()
  const sealedToken = seal.seal(token, sellerId)
  await saveConnection(
    tx,
    {
      sellerId,
      marketplaceSellerId,
      sealedToken,
      tokenMask: mask,
      tokenType,
      opensFeedbacks,
      opensChats,
      readOnly,
      expiresAt,
    },
    now,
  )
  // Saving has ended the runs of the former shop, and waited for a page of theirs that was just being kept.
  if (isOther) await assertNoItems(tx, sellerId)
  const events = await requestSync(
    tx,
    sellerId,
    { mode: former?.marketplaceSellerId === marketplaceSellerId ? 'manual' : 'first' },
    now,
  )
  await recordEvents(tx, sellerId, now, [{ type: 'connected', actor: viewer.userId }, ...events])
}

/** Items of one shop must never get answers through the key of another. Refuses with `OtherShop`. */
async function assertNoItems(tx: Tx, sellerId: string): Promise<void> {
  const item = await tx.interaction.findFirst({ where: { sellerId, source: { not: 'demo' } }, select: { id: true } })
  if (!item) return
  const { name } = await tx.seller.findUniqueOrThrow({ where: { id: sellerId }, select: { name: true } })
  throw new OtherShop(name)
}
