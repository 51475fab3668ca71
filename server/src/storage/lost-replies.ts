import type { Db } from './db.ts'
import { type ReplyRow, replyColumns } from './interaction-row.ts'

/** Of the reply `r` to the interaction `i`: whether an operator still has to decide about it, as the domain's `isUndecided` says. */
export const isUndecided = `
  r.dismissed_at IS NULL AND r.state = ANY (ARRAY['failed', 'needs_attention', 'moderation_rejected', 'rejected', 'answered_elsewhere'])
  AND (r.channel = 'chat' OR (
    (r.state = 'answered_elsewhere' OR i.needs_response OR r.kind = 'edit' OR (r.kind = 'rejection' AND i.status <> 'responded'))
    AND NOT EXISTS (
      SELECT FROM reply_outbox AS newer
      WHERE newer.interaction_id = r.interaction_id AND (newer.created_at, newer.id) > (r.created_at, r.id)
        AND newer.state = ANY (ARRAY['queued', 'sending', 'retry_wait', 'unknown', 'accepted', 'confirmed'])
    )))`

/** Replies of these sellers that came to nothing and that nobody has dealt with, the newest first, a hundred of each. */
export async function lostRepliesOf(db: Db, sellerIds: string[]): Promise<Map<string, ReplyRow[]>> {
  const rows = await db.query<ReplyRow & { sellerId: string }>(lostRepliesStatement, [sellerIds])
  return new Map(sellerIds.map((id) => [id, rows.filter(({ sellerId }) => sellerId === id)]))
}

const lostRepliesStatement = {
  name: 'lost_replies',
  text: `
    SELECT reply.* FROM unnest($1::uuid[]) AS wanted (id), LATERAL (
      SELECT seller_id AS "sellerId", ${replyColumns} FROM reply_outbox
      WHERE id IN (
        SELECT r.id FROM reply_outbox AS r JOIN interaction AS i ON i.id = r.interaction_id
        WHERE r.seller_id = wanted.id AND ${isUndecided}
      )
      ORDER BY created_at DESC, id DESC LIMIT 100
    ) AS reply`,
}
