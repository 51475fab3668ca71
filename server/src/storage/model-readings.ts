import type { ModelReading } from '#domain/reading.ts'
import type { Tx } from './db.ts'

/**
 * How a model read these chats the last time, by interaction; whether that holds is for the rules to say. A text that stood in for a
 * model since takes nothing of it away; one that was taken back says nothing any more.
 */
export async function modelReadingsOf(tx: Tx, interactionIds: string[]): Promise<Map<string, ModelReading>> {
  if (interactionIds.length === 0) return new Map()
  const rows = await tx.$queryRawUnsafe<(ModelReading & { id: string })[]>(readingsStatement, interactionIds)
  return new Map(rows.map(({ id, ...reading }) => [id, reading]))
}

const readingsStatement = `
  SELECT DISTINCT ON (interaction_id)
    interaction_id AS id, last_buyer_message_id AS "lastBuyerMessageId", urgency, sentiment
  FROM draft
  WHERE interaction_id = ANY($1::uuid[]) AND origin = 'model' AND last_buyer_message_id IS NOT NULL AND urgency IS NOT NULL
  ORDER BY interaction_id, created_at DESC, draft.id DESC`

/** Has a chat that waits judged soon: another draft may read it otherwise. */
export async function judgeChatSoon(tx: Tx, interactionId: string, now: Date): Promise<void> {
  const where = { id: interactionId, channel: 'chat', needsResponse: true }
  await tx.interaction.updateMany({ where, data: { nextChangeAt: now } })
}
