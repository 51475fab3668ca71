import type { Deps } from '#deps.ts'
import { after } from '#domain/time.ts'
import type { Db } from './db.ts'
import { Prisma } from './generated/client.ts'
import { leaseMs } from './lease.ts'

/** Who claims: one name for each process, and how long it may take before somebody else may try. */
type Claimant = { owner: string; leaseMs: number }

/**
 * What waits is a row with a due time. Takes the rows that are due and nobody holds, and holds them until their lease ends.
 * Several processes never get the same row. Returns keys; whoever holds a row clears or renews its lease.
 */
export async function claimDue<Key>(
  db: Db,
  table: Waiting,
  now: Date,
  { owner, leaseMs }: Claimant,
  limit: number,
): Promise<Key[]> {
  const { name, key, only } = tables[table]
  const leaseUntil = new Date(now.getTime() + leaseMs)

  return await db.prisma.$queryRaw<Key[]>`
    UPDATE ${name} AS waiting SET lease_until = ${leaseUntil}, lease_owner = ${owner}
    FROM (
      SELECT ctid FROM ${name}
      WHERE due_at <= ${now} AND (lease_until IS NULL OR lease_until < ${now}) AND ${only}
      ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) AS due
    WHERE waiting.ctid = due.ctid
    RETURNING ${key}`
}

/** The same for rows of sellers, of whom no one holds more than so many at once, whoever works on them. */
export async function claimDueFairly<Key>(
  db: Db,
  table: 'askedDrafts',
  now: Date,
  { owner, leaseMs }: Claimant,
  { limit, ofSeller }: { limit: number; ofSeller: number },
): Promise<Key[]> {
  const { name, key, only } = tables[table]
  const leaseUntil = new Date(now.getTime() + leaseMs)

  return await db.prisma.$queryRaw<Key[]>`
    UPDATE ${name} AS waiting SET lease_until = ${leaseUntil}, lease_owner = ${owner}
    FROM (
      SELECT row.ctid FROM ${name} AS row JOIN (
        SELECT ctid, due_at, row_number() OVER (
          PARTITION BY seller_id ORDER BY lease_until >= ${now} DESC NULLS LAST, due_at, ctid
        ) AS place
        FROM ${name} WHERE ${only} AND (due_at <= ${now} OR lease_until >= ${now})
      ) AS turn ON turn.ctid = row.ctid
      WHERE turn.place <= ${ofSeller} AND row.due_at <= ${now} AND (row.lease_until IS NULL OR row.lease_until < ${now})
      ORDER BY turn.place, row.due_at LIMIT ${limit} FOR UPDATE OF row SKIP LOCKED
    ) AS due
    WHERE waiting.ctid = due.ctid
    RETURNING ${key}`
}

/**
 * The same for rows of sellers of whom each has one taken at a time, so much apart: whatever else of theirs is due by now, because it could
 * not be taken in its time, falls due one after the other again.
 */
export async function claimInPace<Key>(
  db: Db,
  table: 'draftsAhead',
  now: Date,
  { owner, leaseMs }: Claimant,
  { limit, apartMs }: { limit: number; apartMs: number },
): Promise<Key[]> {
  const { name, key, only } = tables[table]
  const leaseUntil = new Date(now.getTime() + leaseMs)

  return await db.prisma.$queryRaw<Key[]>`
    WITH turn AS MATERIALIZED (
      SELECT ctid, seller_id, row_number() OVER (PARTITION BY seller_id ORDER BY due_at, ctid) - 1 AS place
      FROM ${name} WHERE ${only} AND due_at <= ${now} AND (lease_until IS NULL OR lease_until < ${now})
    ), mine AS (
      SELECT row.ctid, row.seller_id FROM ${name} AS row JOIN turn ON turn.ctid = row.ctid
      WHERE turn.place = 0 AND row.due_at <= ${now} AND (row.lease_until IS NULL OR row.lease_until < ${now})
      ORDER BY row.due_at LIMIT ${limit} FOR UPDATE OF row SKIP LOCKED
    ), later AS (
      UPDATE ${name} AS rest SET due_at = ${now}::timestamptz + turn.place * ${apartMs}::int * interval '1 millisecond'
      FROM turn JOIN mine ON mine.seller_id = turn.seller_id
      WHERE rest.ctid = turn.ctid AND turn.place > 0
    )
    UPDATE ${name} AS waiting SET lease_until = ${leaseUntil}, lease_owner = ${owner}
    FROM mine WHERE waiting.ctid = mine.ctid
    RETURNING ${key}`
}

/** Says that the process that holds the reply is alive. A reply that it has let go of stays free. */
export async function renewReply(
  { db, clock, owner }: Pick<Deps, 'db' | 'clock' | 'owner'>,
  id: string,
): Promise<void> {
  await db.prisma.replyOutbox.updateMany({
    where: { id, leaseOwner: owner },
    data: { leaseUntil: after(clock.now(), leaseMs) },
  })
}

/** Lets go of every claim: at the start of the only process on its database, whoever held them is dead. */
export async function forgetClaims(db: Db): Promise<void> {
  for (const name of [Prisma.raw('reply_outbox'), ...Object.values(tables).map((each) => each.name)]) {
    await db.prisma.$executeRaw`UPDATE ${name} SET lease_until = NULL, lease_owner = NULL WHERE lease_until IS NOT NULL`
  }
}

/** When the next row falls due that nobody holds; null when none waits. */
export async function nextDueAt(db: Db, table: Waiting, now: Date): Promise<Date | null> {
  const { name, only } = tables[table]
  const [row] = await db.prisma.$queryRaw<{ at: Date | null }[]>`
    SELECT min(GREATEST(due_at, lease_until)) AS at FROM ${name}
    WHERE due_at IS NOT NULL AND (lease_until IS NULL OR lease_until < ${now} OR due_at > ${now}) AND ${only}`
  return row?.at ?? null
}

type Waiting = keyof typeof tables

const all = Prisma.raw('true')
const toFeedbacks = Prisma.raw("channel <> 'chat'")
const toChats = Prisma.raw("channel = 'chat'")
const channels = {
  name: Prisma.raw('sync_state'),
  key: Prisma.raw('waiting.seller_id AS "sellerId", waiting.channel'),
}
const drafts = {
  name: Prisma.raw('draft_turn'),
  key: Prisma.raw(
    'waiting.interaction_id AS "interactionId", waiting.seller_id AS "sellerId", waiting.asked_at AS "askedAt", waiting.is_forced AS "isForced", waiting.lease_until AS "leaseUntil"',
  ),
}
const tables = {
  /** What one host of the marketplace takes and tells, and what the other does. */
  feedbacks: { ...channels, only: toFeedbacks },
  chats: { ...channels, only: toChats },
  /** Drafts for which an operator waits, and those that nobody has asked for. */
  askedDrafts: { ...drafts, only: Prisma.raw('asked_at IS NOT NULL') },
  draftsAhead: { ...drafts, only: Prisma.raw('asked_at IS NULL') },
  bulk: { name: Prisma.raw('bulk_job'), key: Prisma.raw('waiting.id'), only: all },
  contract: {
    name: Prisma.raw('contract_check'),
    key: Prisma.raw('waiting.seller_id AS "sellerId"'),
    only: all,
  },
  cards: { name: Prisma.raw('product_card'), key: Prisma.raw('waiting.nm_id AS "nmId"'), only: all },
  fallback: {
    name: Prisma.raw('fallback_reading'),
    key: Prisma.raw('waiting.seller_id AS "sellerId", waiting.nm_id AS "nmId"'),
    only: all,
  },
}
