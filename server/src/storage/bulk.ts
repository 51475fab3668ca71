import {
  type BulkAction,
  type BulkOutcome,
  type BulkReason,
  type BulkResult,
  type BulkState,
  bulkPace,
} from '#domain/bulk.ts'
import type { Channel, CloseReason, Priority } from '#domain/interaction.ts'
import type { ReplyState } from '#domain/reply.ts'
import { after } from '#domain/time.ts'
import { type Db, inTransaction, type Tx } from './db.ts'

/** An action on many items, as it is told. */
export type BulkJobRow = {
  id: string
  sellerId: string
  action: BulkAction
  priority: Priority | null
  closeReason: CloseReason | null
  state: BulkState
  createdBy: string | null
  createdAt: Date
  startsAt: Date
  finishedAt: Date | null
}

/** One item of it, as it is told. */
export type ToldBulkItem = BulkItemRow & {
  /** The reply that it became has not left, and waits for a key (ADR 32). */
  waitsForKey: boolean
}

/** One item of it. */
export type BulkItemRow = {
  jobId: string
  position: number
  interactionId: string
  channel: Channel
  version: number
  text: string | null
  templateId: string | null
  draftId: string | null
  key: string | null
  takenAt: Date | null
  replyId: string | null
  result: BulkResult | null
  reason: BulkReason | null
}

/** These jobs, as far as they belong to these sellers. */
export async function bulkJobsByIds(db: Db, sellerIds: string[], ids: string[]): Promise<Map<string, BulkJobRow>> {
  const rows = await db.query<BulkJobRow>(jobsStatement, [sellerIds, ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** A job as it is now, whosever it is. */
export async function bulkJobById(db: Db, id: string): Promise<BulkJobRow> {
  // The columns hold the domain's words; nobody else writes them.
  return (await db.prisma.bulkJob.findUniqueOrThrow({ where: { id } })) as BulkJobRow
}

/** The items of these jobs in their order. */
export async function bulkItemsOf(db: Db, sellerIds: string[], jobIds: string[]): Promise<Map<string, ToldBulkItem[]>> {
  const items = new Map<string, ToldBulkItem[]>(jobIds.map((id) => [id, []]))
  const rows = await db.query<ToldBulkItem>(itemsStatement, [sellerIds, jobIds])
  for (const row of rows) items.get(row.jobId)?.push(row)
  return items
}

/** Holds the seller's jobs on many items: their pace, and who of them begins or ends what. */
export async function lockBulk(tx: Tx, sellerId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM seller WHERE id = ${sellerId}::uuid FOR NO KEY UPDATE`
}

/**
 * Gives the turn to the next item of the job in these channels; null while it is not its time, or nobody is left. One that had its
 * turn when its process died has it again, and first.
 */
export async function takeTurn(
  db: Db,
  { id: jobId, sellerId }: BulkJobRow,
  channels: readonly Channel[],
  now: Date,
): Promise<BulkItemRow | null> {
  return await inTransaction(db, async (tx) => {
    await lockBulk(tx, sellerId)
    const next = await tx.bulkItem.findFirst({
      where: { jobId, channel: { in: [...channels] }, result: null, replyId: null },
      orderBy: { position: 'asc' },
    })
    if (!next) return null
    const recent = await tx.bulkItem.count({
      where: { sellerId, channel: { in: [...channels] }, takenAt: { gt: after(now, -bulkPace) } },
    })
    if (recent > 0) return null

    const where = { jobId_position: { jobId, position: next.position } }
    const { idempotencyKey: key, ...item } = await tx.bulkItem.update({ where, data: { takenAt: now } })
    // The columns hold the domain's words; nobody else writes them.
    return { ...item, key } as BulkItemRow
  })
}

/** Writes down what came of an item, once. False: it has its result already. */
export async function settleItem(
  tx: Tx,
  { jobId, position }: Pick<BulkItemRow, 'jobId' | 'position'>,
  { result, reason }: BulkOutcome,
): Promise<boolean> {
  const { count } = await tx.bulkItem.updateMany({ where: { jobId, position, result: null }, data: { result, reason } })
  return count === 1
}

/** Remembers which reply an item became. */
export async function noteReply(
  db: Db,
  { jobId, position }: Pick<BulkItemRow, 'jobId' | 'position'>,
  replyId: string,
): Promise<void> {
  await db.prisma.bulkItem.updateMany({ where: { jobId, position }, data: { replyId } })
}

/** How the replies stand that items without a result became. */
export async function repliesInBulk(db: Db, jobId: string): Promise<BulkReply[]> {
  return await db.query<BulkReply>(repliesStatement, [jobId])
}

type BulkReply = { position: number; state: ReplyState; lastError: string | null }

/** Lets go of a job and says when it is due again; with null it has come to its end. */
export async function releaseBulk(db: Db, id: string, owner: string, dueAt: Date | null): Promise<void> {
  await db.prisma.bulkJob.updateMany({
    where: { id, leaseOwner: owner },
    data: { dueAt, leaseUntil: null, leaseOwner: null },
  })
}

const jobsStatement = {
  name: 'bulk_jobs',
  text: `
    SELECT id, seller_id AS "sellerId", action, priority, close_reason AS "closeReason", state, created_by AS "createdBy",
           created_at AS "createdAt", starts_at AS "startsAt", finished_at AS "finishedAt"
    FROM bulk_job WHERE id = ANY($2::uuid[]) AND seller_id = ANY($1::uuid[])`,
}

const itemsStatement = {
  name: 'bulk_items',
  text: `
    SELECT item.job_id AS "jobId", item.position, item.interaction_id AS "interactionId", item.channel, item.version, item.text,
           item.template_id AS "templateId", item.draft_id AS "draftId", item.idempotency_key AS key, item.taken_at AS "takenAt",
           item.reply_id AS "replyId", item.result, item.reason,
           item.result IS NULL AND COALESCE(reply.state IN ('queued', 'retry_wait') AND reply.last_error = 'auth', false) AS "waitsForKey"
    FROM bulk_item AS item LEFT JOIN reply_outbox AS reply ON reply.id = item.reply_id
    WHERE item.job_id = ANY($2::uuid[]) AND item.seller_id = ANY($1::uuid[]) ORDER BY item.position`,
}

const repliesStatement = {
  name: 'bulk_replies',
  text: `
    SELECT item.position, reply.state, reply.last_error AS "lastError"
    FROM bulk_item AS item JOIN reply_outbox AS reply ON reply.id = item.reply_id
    WHERE item.job_id = $1::uuid AND item.result IS NULL ORDER BY item.position`,
}
