import type { ChannelSyncState } from '#domain/seller-sync.ts'
import { type Db, inTransaction } from './db.ts'

/** A seller as its operators see it. */
export type SellerRow = { id: string; name: string }

/** The key with which we work for a seller, without the key itself. */
export type ConnectionRow = {
  sellerId: string
  tokenMask: string
  tokenType: 'personal' | 'service' | 'base' | 'test'
  opensFeedbacks: boolean
  opensChats: boolean
  readOnly: boolean
  expiresAt: Date | null
  state: 'accepted' | 'rejected' | 'expired'
  connectedAt: Date
}

/** These sellers. Whoever asks has made sure that the viewer may see them. */
export async function sellersByIds(db: Db, ids: string[]): Promise<Map<string, SellerRow>> {
  const rows = await db.query<SellerRow>(sellersStatement, [ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** The sellers' keys, where they gave one. */
export async function connectionsOf(db: Db, sellerIds: string[]): Promise<Map<string, ConnectionRow>> {
  const rows = await db.query<ConnectionRow>(connectionsStatement, [sellerIds])
  return new Map(rows.map((row) => [row.sellerId, row]))
}

/** Where the sellers' channels stand. */
export async function syncStatesOf(db: Db, sellerIds: string[]): Promise<Map<string, ChannelSyncState[]>> {
  const rows = await db.query<ChannelSyncState & { sellerId: string }>(syncStatesStatement, [sellerIds])
  return new Map(sellerIds.map((id) => [id, rows.filter(({ sellerId }) => sellerId === id)]))
}

/** A workspace with its owner and an empty journal, for a person who works nowhere yet. */
export async function ensureWorkspace(db: Db, { name, ownerId }: { name: string; ownerId: string }): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${ownerId} FOR UPDATE`
    if ((await tx.teamMembership.count({ where: { userId: ownerId } })) > 0) return

    const { id } = await tx.seller.create({ data: { name } })
    await tx.teamMembership.create({ data: { sellerId: id, userId: ownerId, role: 'owner' } })
    await tx.journalHead.create({ data: { sellerId: id } })
  })
}

const sellersStatement = { name: 'sellers', text: 'SELECT id, name FROM seller WHERE id = ANY($1::uuid[])' }

const connectionsStatement = {
  name: 'connections',
  text: `
    SELECT seller_id AS "sellerId", token_mask AS "tokenMask", token_type AS "tokenType", opens_feedbacks AS "opensFeedbacks",
           opens_chats AS "opensChats", read_only AS "readOnly", expires_at AS "expiresAt", state, connected_at AS "connectedAt"
    FROM marketplace_connection WHERE seller_id = ANY($1::uuid[])`,
}

const syncStatesStatement = {
  name: 'sync_states',
  text: `
    SELECT seller_id AS "sellerId", channel, status, mode, error_code AS problem, started_at AS "startedAt",
           heartbeat_at AS "heartbeatAt", last_success_at AS "lastSuccessAt", due_at AS "dueAt", loaded, expected,
           backfill_done AS "backfillDone", backfill_expected AS "backfillExpected", backfill_ended_at AS "backfillEndedAt",
           closed_until AS "closedUntil"
    FROM sync_state WHERE seller_id = ANY($1::uuid[])`,
}
