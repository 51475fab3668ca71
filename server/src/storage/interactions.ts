import type { Listed } from '#domain/incoming.ts'
import type { Channel } from '#domain/interaction.ts'
import type { Db, Tx } from './db.ts'
import { Prisma } from './generated/client.ts'
import type { InteractionModel } from './generated/models.ts'
import { insertRows } from './insert-rows.ts'

/** An interaction as stored. */
export type StoredInteraction = InteractionModel

/** What reading the marketplace decides about an interaction; the rest is identity and bookkeeping. */
export type InteractionRow = Omit<
  InteractionModel,
  'id' | 'sellerId' | 'marketplace' | 'channel' | 'externalId' | 'createdAt' | 'updatedAt' | 'version'
>

/**
 * The interactions that we know among these ids, by id, held until the transaction ends: whoever settles a reply holds them first
 * too, so nobody waits in a circle.
 */
export async function lockKnown(
  tx: Tx,
  sellerId: string,
  channel: Channel,
  externalIds: string[],
): Promise<Map<string, StoredInteraction>> {
  if (externalIds.length === 0) return new Map()
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM interaction
    WHERE seller_id = ${sellerId}::uuid AND marketplace = 'wb' AND channel = ${channel} AND external_id = ANY(${externalIds})
    ORDER BY id FOR UPDATE`
  if (locked.length === 0) return new Map()
  const rows = await tx.interaction.findMany({ where: { id: { in: locked.map(({ id }) => id) } } })
  return new Map(rows.map((row) => [row.externalId, row]))
}

type NewInteraction = { id: string; externalId: string; row: InteractionRow }

/** Makes new interactions. Returns the ids of those that nobody else has made meanwhile. */
export async function createInteractions(
  tx: Tx,
  { sellerId, channel }: { sellerId: string; channel: Channel },
  created: NewInteraction[],
  now: Date,
): Promise<Set<string>> {
  return await insertRows(
    tx,
    'interaction',
    created.map(({ id, externalId, row }) => ({
      ...row,
      id,
      sellerId,
      channel,
      externalId,
      createdAt: now,
      updatedAt: now,
    })),
  )
}

/** Names of the columns in which the row differs from what is stored. */
export function differences(known: StoredInteraction, row: InteractionRow): (keyof InteractionRow)[] {
  // The row's own keys are exactly the type's.
  const names = Object.keys(row) as (keyof InteractionRow)[]
  return names.filter((name) => comparable(known[name]) !== comparable(row[name]))
}

/** Whether anybody who looks at the interaction sees any of these columns; the others only say when it is looked at and by what. */
export function areSeen(fields: readonly (keyof InteractionRow)[]): boolean {
  return fields.some((field) => !unseen.has(field))
}

const unseen: ReadonlySet<keyof InteractionRow> = new Set<keyof InteractionRow>([
  'nextChangeAt',
  'slaSince',
  'slaTold',
  'intentAskedAt',
  'buyerWords',
])

/** Writes the columns that differ; it is another version only if one of them is seen. The caller holds the interaction. */
export async function updateInteraction(
  tx: Tx,
  known: StoredInteraction,
  row: InteractionRow,
  changed: (keyof InteractionRow)[],
  now: Date,
): Promise<void> {
  const columns: Partial<InteractionRow> = Object.fromEntries(changed.map((name) => [name, row[name]]))
  const { extra, ...rest } = columns
  const json = extra === undefined ? {} : { extra: asJson(extra) }
  const mark = areSeen(changed) ? { updatedAt: now, version: { increment: 1 } } : { updatedAt: known.updatedAt }
  await tx.interaction.update({ where: { id: known.id }, data: { ...rest, ...json, ...mark } })
}

type Unlisted = { sellerId: string; channel: Channel; listed: Listed; after: string | null; limit: number }

/**
 * Reviews and questions that seem to wait for something although a listing of the unanswered ones did not name them: open ones, and
 * those whose answer the marketplace had not shown yet; oldest first (domain §4.6). They take turns: only those behind the one named
 * `after` are looked at.
 */
export async function findUnlisted(
  db: Db,
  { sellerId, channel, listed: { ids, from, to }, after, limit }: Unlisted,
  now: Date,
): Promise<string[]> {
  const values = [sellerId, channel, [...ids], now, limit, after, from, to]
  const rows = await db.query<{ external_id: string }>(unlistedStatement, values)
  return rows.map(({ external_id }) => external_id)
}

// Our own replies are looked for by the dispatcher; here only those that it has had half an hour for. What the marketplace did not
// find is asked for again after an hour.
const unlistedStatement = {
  name: 'interactions_unlisted',
  text: `
    SELECT external_id FROM interaction
    WHERE seller_id = $1::uuid AND marketplace = 'wb' AND channel = $2 AND source = 'wb_api'
      AND (needs_response OR status = 'responded' AND wb_sync_state = 'pending'
        AND (last_reply_source = 'wb_cabinet' OR last_reply_at < $4::timestamptz - interval '30 minutes'))
      AND NOT external_id = ANY($3::text[])
      AND ($7::timestamptz IS NULL OR occurred_at >= $7) AND ($8::timestamptz IS NULL OR occurred_at < $8)
      AND ((extra ->> 'missingSince') IS NULL OR (extra ->> 'missingSince')::timestamptz <= $4::timestamptz - interval '1 hour')
      AND COALESCE((occurred_at, id) > (
        SELECT occurred_at, id FROM interaction
        WHERE seller_id = $1::uuid AND marketplace = 'wb' AND channel = $2 AND external_id = $6
      ), true)
    ORDER BY occurred_at, id LIMIT $5`,
}

/**
 * The marketplace did not find the item. Marks since when; if that has been so since before `since`, the item is closed as gone.
 * Returns its id then.
 */
export async function markMissing(
  tx: Tx,
  { sellerId, channel, externalId }: { sellerId: string; channel: Channel; externalId: string },
  { now, since }: { now: Date; since: Date },
): Promise<string | null> {
  const known = (await lockKnown(tx, sellerId, channel, [externalId])).get(externalId)
  if (!known) return null
  const extra =
    known.extra !== null && typeof known.extra === 'object' && !Array.isArray(known.extra) ? known.extra : {}
  const missingSince = typeof extra.missingSince === 'string' ? extra.missingSince : now.toISOString()
  const isGone = new Date(missingSince) <= since
  const marked = { ...extra, missingSince, ...(isGone ? { removedAt: now.toISOString() } : {}) }
  const change = { extra: marked, updatedAt: now, version: { increment: 1 } }
  await tx.interaction.update({
    where: { id: known.id },
    data: isGone ? { ...change, ...removed, closedAt: now } : change,
  })
  return isGone ? known.id : null
}

const removed = {
  status: 'closed',
  needsResponse: false,
  closeReason: 'wb_archived',
  priority: 'low',
  priorityRank: 0,
  priorityReason: null,
  slaDueAt: null,
  slaTargetMinutes: null,
  nextChangeAt: null,
  answeringSince: null,
}

/** How many interactions of a channel are stored that came from the marketplace. */
export async function countStored(tx: Tx, sellerId: string, channel: Channel): Promise<number> {
  return await tx.interaction.count({ where: { sellerId, channel, source: { not: 'demo' } } })
}

/** Which of these ids we have seen before. */
export async function knownAmong(
  db: Db,
  { sellerId, channel }: { sellerId: string; channel: Channel },
  externalIds: string[],
): Promise<Set<string>> {
  const rows = await db.query<{ external_id: string }>(knownStatement, [sellerId, channel, externalIds])
  return new Set(rows.map(({ external_id }) => external_id))
}

const knownStatement = {
  name: 'interactions_known',
  text: `
    SELECT external_id FROM interaction
    WHERE seller_id = $1::uuid AND marketplace = 'wb' AND channel = $2 AND external_id = ANY($3::text[])`,
}

/** Names of products as other interactions of the seller know them. */
export async function productNames(tx: Tx, sellerId: string, nmIds: string[]): Promise<Map<string, string>> {
  if (nmIds.length === 0) return new Map()
  const rows = await tx.interaction.findMany({
    where: { sellerId, marketplace: 'wb', nmId: { in: nmIds }, productName: { not: null }, channel: { not: 'chat' } },
    distinct: ['nmId'],
    select: { nmId: true, productName: true },
  })
  return new Map(rows.flatMap(({ nmId, productName }) => (nmId && productName ? [[nmId, productName] as const] : [])))
}

function asJson(extra: InteractionRow['extra']): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return extra === null ? Prisma.DbNull : (extra as Prisma.InputJsonValue)
}

// JSON comes back from the database with its keys in another order.
function comparable(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  )
}
