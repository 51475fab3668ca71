import { longestHistory, type TurningPoint, turningPoints } from '#domain/history.ts'
import type { ReplyKind } from '#domain/reply.ts'
import type { Db } from './db.ts'

/** A turning point of an item. `actor`: a person's id, or `system`; of a reply that left, who wrote it. `replyKind`: null for what is of no reply. */
export type HistoryRow = {
  interactionId: string
  type: TurningPoint
  actor: string
  at: Date
  replyKind: ReplyKind | null
}

/** The newest turning points of these interactions, the newest first, as far back as the journal goes. */
export async function historiesOf(db: Db, sellerIds: string[], ids: string[]): Promise<Map<string, HistoryRow[]>> {
  const rows = await db.query<HistoryRow>(historiesStatement, [sellerIds, ids, [...turningPoints], longestHistory])
  return new Map(ids.map((id) => [id, rows.filter(({ interactionId }) => interactionId === id)]))
}

const historiesStatement = {
  name: 'histories',
  text: `
    SELECT item.id AS "interactionId", point.type, COALESCE(reply.created_by, point.actor) AS actor, point.created_at AS at,
      point.reply_kind AS "replyKind"
    FROM interaction AS item CROSS JOIN LATERAL (
      SELECT seq, type, actor, created_at, (details ->> 'replyId')::uuid AS reply_id, details ->> 'kind' AS reply_kind
      FROM journal_event
      WHERE interaction_id = item.id AND type = ANY($3::text[]) ORDER BY seq DESC LIMIT $4
    ) AS point
    LEFT JOIN reply_outbox AS reply ON reply.id = point.reply_id AND point.type IN ('reply_sent', 'reply_edited')
    WHERE item.id = ANY($2::uuid[]) AND item.seller_id = ANY($1::uuid[])
    ORDER BY point.seq DESC`,
}
