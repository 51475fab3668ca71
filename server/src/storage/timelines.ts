import type { StepTexts, TimelineSide } from '#domain/timeline.ts'
import type { Db } from './db.ts'
import { sideColumns } from './links.ts'

/** An interaction around another one: with the answer that it got, or what is proposed as one. */
export type TimelineRow = TimelineSide & StepTexts & { aroundId: string }

/** How far the rows around an interaction may be, and how many of each kind are read at most, the nearest first. */
type Reach = { windowDays: number; maxItems: number }

/** These interactions and what may stand around them: one statement, however many there are. */
export async function timelineRowsOf(
  db: Db,
  sellerIds: string[],
  ids: string[],
  { windowDays, maxItems }: Reach,
): Promise<Map<string, TimelineRow[]>> {
  const rows = await db.query<TimelineRow>(timelineStatement, [sellerIds, ids, maxItems, windowDays])
  return new Map(ids.map((id) => [id, rows.filter(({ aroundId }) => aroundId === id)]))
}

const sameSeller = "o.seller_id = self.seller_id AND o.marketplace = 'wb'"

function byIdentifier(column: string): string {
  return `
    (SELECT o.id FROM interaction AS o WHERE ${sameSeller} AND o.${column} = self.${column}
     ORDER BY abs(extract(epoch FROM o.occurred_at - self.occurred_at)), o.id LIMIT $3)`
}

function byChain(field: string): string {
  return `
    (SELECT o.id FROM interaction AS o
     WHERE ${sameSeller} AND o.channel = 'review' AND o.external_id = self.extra ->> '${field}')`
}

/** A review's own fields may not name its supplement: it names the review. */
function supplements(): string {
  return `
    (SELECT o.id FROM interaction AS o
     WHERE ${sameSeller} AND self.channel = 'review' AND o.channel = 'review'
       AND o.extra ->> 'parentFeedbackId' = self.external_id LIMIT $3)`
}

/** Of one product on both sides in time. Whoever is known to be another buyer takes nobody's place. */
function byProduct(column: string): string {
  const mayBeHis = ['customer_id', 'order_id'].map(
    (key) => `(self.${key} IS NULL OR o.${key} IS NULL OR o.${key} = self.${key})`,
  )
  const matches = [sameSeller, `o.${column} = self.${column}`, ...mayBeHis].join(' AND ')
  const window = "$4::int * interval '1 day'"
  return `
    (SELECT o.id FROM interaction AS o
     WHERE ${matches} AND o.occurred_at BETWEEN self.occurred_at - ${window} AND self.occurred_at
     ORDER BY o.occurred_at DESC, o.id LIMIT $3)
    UNION
    (SELECT o.id FROM interaction AS o
     WHERE ${matches} AND o.occurred_at > self.occurred_at AND o.occurred_at <= self.occurred_at + ${window}
     ORDER BY o.occurred_at, o.id LIMIT $3)`
}

const timelineStatement = {
  name: 'timeline_rows',
  text: `
    SELECT self.id AS "aroundId", i.last_reply_text AS "lastReplyText", i.created_at AS "createdAt",
      i.escalation_reason AS "escalationReason", draft.text AS "draftText",
      coalesce(draft.needs_escalation, false) AS "draftNeedsEscalation", i.text, i.product_name AS "productName",
      self.customer_name AS "answeredName", ${sideColumns},
      coalesce((
        SELECT link.verdict FROM link_candidate AS link
        WHERE link.a_id = LEAST(self.id, i.id) AND link.b_id = GREATEST(self.id, i.id)
      ), 'none') AS verdict
    FROM interaction AS self, LATERAL (
      SELECT self.id
      UNION ${byIdentifier('order_id')}
      UNION ${byIdentifier('customer_id')}
      UNION ${byChain('parentFeedbackId')}
      UNION ${byChain('childFeedbackId')}
      UNION ${supplements()}
      UNION ${byProduct('nm_id')}
      UNION ${byProduct('product_article')}
    ) AS around
    JOIN interaction AS i ON i.id = around.id
    LEFT JOIN draft ON draft.interaction_id = i.id AND draft.superseded_at IS NULL AND coalesce(i.last_reply_text, '') = ''
    WHERE self.id = ANY($2::uuid[]) AND self.seller_id = ANY($1::uuid[])`,
}
