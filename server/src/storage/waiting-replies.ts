import type { Db } from './db.ts'
import { type ReplyRow, replyColumns } from './interaction-row.ts'

/**
 * Whether a reply to a review or question waits to be sent, or to be looked for now: both come before reading (WB contract §3.1). One that
 * waits for a key does not: it is reading that finds out whether there is a good one.
 */
export async function replyComesFirst(db: Db, sellerId: string, now: Date): Promise<boolean> {
  const waiting = await db.prisma.replyOutbox.findFirst({
    where: {
      sellerId,
      channel: { not: 'chat' },
      OR: [
        { state: 'sending' },
        { state: { in: ['queued', 'retry_wait'] }, OR: [{ lastError: null }, { lastError: { not: 'auth' } }] },
        { state: { in: ['accepted', 'unknown'] }, dueAt: { lte: now } },
      ],
    },
    select: { id: true },
  })
  return waiting !== null
}

/** Replies of these sellers of which nobody knows yet that the marketplace has them, the oldest first, a hundred of each. */
export async function waitingRepliesOf(db: Db, sellerIds: string[]): Promise<Map<string, ReplyRow[]>> {
  const rows = await db.query<ReplyRow & { sellerId: string }>(waitingRepliesStatement, [sellerIds])
  return new Map(sellerIds.map((id) => [id, rows.filter(({ sellerId }) => sellerId === id)]))
}

const waitingRepliesStatement = {
  name: 'waiting_replies',
  text: `
    SELECT reply.* FROM unnest($1::uuid[]) AS wanted (id), LATERAL (
      SELECT seller_id AS "sellerId", ${replyColumns} FROM reply_outbox
      WHERE seller_id = wanted.id AND state = ANY (ARRAY['queued', 'sending', 'retry_wait', 'unknown'])
      ORDER BY created_at, id LIMIT 100
    ) AS reply`,
}
