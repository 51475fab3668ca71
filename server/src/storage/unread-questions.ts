import { stopReasons } from '#domain/escalation-effect.ts'
import type { AskedQuestion } from '#domain/intent-prompt.ts'
import { choiceOf } from '#domain/llm.ts'
import type { Db } from './db.ts'
import { everybodysChoice } from './draft-settings.ts'
import { Prisma } from './generated/client.ts'

/** A question that waits, and of which the rules say only that it is one. */
export type UnreadQuestion = AskedQuestion & { id: string; sellerId: string }

// In the words of the index, so that it is found. Those that only a person may answer are not told to a model.
const isUnread = Prisma.sql`
  needs_response AND channel = 'question' AND intent = 'general_question' AND intent_method = 'rule_based'
  AND intent_asked_at IS NULL AND source <> 'demo' AND btrim(coalesce(text, '')) <> ''
  AND (escalation_reason IS NULL OR NOT escalation_reason = ANY(${[...stopReasons]}::text[]))`

/** The sellers who have a question that no model was asked about, and let models say what questions are about (domain §6.2). */
export async function sellersWithUnreadQuestions(db: Db): Promise<string[]> {
  const { readsQuestions } = choiceOf(await everybodysChoice(db.prisma))
  const rows = await db.prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM seller LEFT JOIN draft_settings AS own ON own.seller_id = seller.id
    WHERE coalesce(own.llm_reads_questions, ${readsQuestions})
      AND EXISTS (SELECT FROM interaction WHERE ${isUnread} AND seller_id = seller.id)`
  return rows.map(({ id }) => id)
}

/**
 * Takes such questions of these sellers, the newest first. Whoever takes one asks at once, and nobody asks again while its words are the
 * same: when the answer is lost, what the rules say stays.
 */
export async function takeUnreadQuestions(
  db: Db,
  sellerIds: string[],
  now: Date,
  limit: number,
): Promise<UnreadQuestion[]> {
  return await db.prisma.$queryRaw<UnreadQuestion[]>`
    UPDATE interaction SET intent_asked_at = ${now}
    WHERE id IN (
      SELECT newest.id FROM unnest(${sellerIds}::uuid[]) AS served (id), LATERAL (
        SELECT interaction.id, occurred_at FROM interaction WHERE ${isUnread} AND seller_id = served.id
        ORDER BY occurred_at DESC LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ) AS newest
      ORDER BY newest.occurred_at DESC LIMIT ${limit}
    )
    RETURNING id, seller_id AS "sellerId", text, customer_name AS "customerName", product_name AS "productName"`
}
