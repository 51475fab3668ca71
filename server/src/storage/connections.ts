import type { Deps } from '#deps.ts'
import type { TokenType } from '#domain/cadence.ts'
import type { NewEvent } from '#domain/events.ts'
import type { Channel } from '#domain/interaction.ts'
import { hasExpired } from '#domain/key-life.ts'
import type { Db, Tx } from './db.ts'
import { wakeRepliesWithoutKey } from './replies.ts'

/** The key to the marketplace as stored: sealed. */
type NewConnection = {
  sellerId: string
  marketplaceSellerId: string
  sealedToken: string
  tokenMask: string
  tokenType: string
  opensFeedbacks: boolean
  opensChats: boolean
  readOnly: boolean
  expiresAt: Date | null
}

/** A key, opened. Keep it only as long as a connector needs it. */
type OpenedConnection = {
  marketplaceSellerId: string
  token: string
  tokenType: TokenType
  opensFeedbacks: boolean
  opensChats: boolean
  readOnly: boolean
}

/**
 * Keeps a seller's key and gives each channel that it opens a place in the timetable. A key to the same shop goes on from where
 * the former one came; another shop begins anew.
 */
export async function saveConnection(tx: Tx, connection: NewConnection, now: Date): Promise<void> {
  const { sellerId, marketplaceSellerId } = connection
  const former = await tx.marketplaceConnection.findUnique({ where: { sellerId } })
  const facts = { ...connection, state: 'accepted', expiryWarnedDays: null, connectedAt: now, updatedAt: now }
  await tx.marketplaceConnection.upsert({ where: { sellerId }, create: facts, update: facts })

  if (former && former.marketplaceSellerId !== marketplaceSellerId)
    await tx.syncState.deleteMany({ where: { sellerId } })
  const channels = channelsOf(connection)
  await tx.syncState.createMany({ data: channels.map((channel) => ({ sellerId, channel })), skipDuplicates: true })
  await tx.syncState.updateMany({
    where: { sellerId, channel: { notIn: channels } },
    data: { status: 'idle', dueAt: null, errorCode: null, errorDetail: null },
  })
  await wakeRepliesWithoutKey(tx, sellerId, now)
}

/** Channels that a key opens. */
export function channelsOf({
  opensFeedbacks,
  opensChats,
}: Pick<NewConnection, 'opensFeedbacks' | 'opensChats'>): Channel[] {
  return [...(opensFeedbacks ? (['review', 'question'] as const) : []), ...(opensChats ? (['chat'] as const) : [])]
}

/** Channels that the seller's key opens; none without a key. */
export async function channelsOpenedBy(tx: Tx, sellerId: string): Promise<Channel[]> {
  const connection = await tx.marketplaceConnection.findUnique({ where: { sellerId } })
  return connection ? channelsOf(connection) : []
}

/** Whether another seller of ours has the shop. */
export async function isTaken(tx: Tx | Db['prisma'], { sellerId, marketplaceSellerId }: Shop): Promise<boolean> {
  const other = await tx.marketplaceConnection.findFirst({
    where: { marketplaceSellerId, sellerId: { not: sellerId } },
    select: { sellerId: true },
  })
  return other !== null
}

type Shop = Pick<NewConnection, 'sellerId' | 'marketplaceSellerId'>

/** The seller's key, opened; null when there is none, or it is of no use any more. */
export async function openConnection(
  { db, seal }: Pick<Deps, 'db' | 'seal'>,
  sellerId: string,
): Promise<OpenedConnection | null> {
  const stored = await db.prisma.marketplaceConnection.findUnique({ where: { sellerId } })
  if (stored?.state !== 'accepted') return null
  const { marketplaceSellerId, sealedToken, tokenType, opensFeedbacks, opensChats, readOnly } = stored
  const token = seal.open(sealedToken, sellerId)
  return { marketplaceSellerId, token, tokenType: tokenType as TokenType, opensFeedbacks, opensChats, readOnly }
}

/** What we know of the seller's key without opening it. */
export async function findConnection(
  tx: Tx | Db['prisma'],
  sellerId: string,
): Promise<{ tokenType: TokenType; connectedAt: Date; readOnly: boolean; isClosed: boolean } | null> {
  const stored = await tx.marketplaceConnection.findUnique({
    where: { sellerId },
    select: { tokenType: true, connectedAt: true, readOnly: true, state: true },
  })
  if (!stored) return null
  const { tokenType, connectedAt, readOnly, state } = stored
  return { tokenType: tokenType as TokenType, connectedAt, readOnly, isClosed: state !== 'accepted' }
}

/** Holds the seller's connection until the transaction ends, always before the states of its channels. False: there is none. */
export async function lockConnection(tx: Tx, sellerId: string): Promise<boolean> {
  const held = await tx.$queryRaw<
    unknown[]
  >`SELECT 1 FROM marketplace_connection WHERE seller_id = ${sellerId}::uuid FOR UPDATE`
  return held.length > 0
}

/**
 * Writes down that the key is of no use any more, because it ran out or WB does not take it, and stops every channel of the seller:
 * only another key opens them again. Returns what the caller has to record; the key itself is spoken of once. The caller holds the
 * connection.
 */
export async function closeConnection(tx: Tx, sellerId: string, now: Date): Promise<NewEvent[]> {
  const stored = await tx.marketplaceConnection.findUnique({ where: { sellerId }, select: { expiresAt: true } })
  const state = stored && hasExpired(stored, now) ? 'expired' : 'rejected'
  const { count } = await tx.marketplaceConnection.updateMany({
    where: { sellerId, state: 'accepted' },
    data: { state, updatedAt: now },
  })
  const news: NewEvent[] = count > 0 ? [{ type: `key_${state}` }] : []

  const errorCode = 'key'
  const stopped = await tx.syncState.updateManyAndReturn({
    where: { sellerId, dueAt: { not: null } },
    data: { status: 'error', errorCode, errorDetail: sayings[state], dueAt: null },
    select: { channel: true },
  })
  const changes = stopped.map(({ channel }): NewEvent => {
    return { type: 'sync_changed', channel, details: { status: 'error', errorCode } }
  })
  return [...news, ...changes]
}

const sayings = { rejected: 'WB does not take the key', expired: 'The key has run out' }
