import type { ChatSigns } from '#domain/reading.ts'
import type { Tx } from './db.ts'
import { subjectOf } from './draft-subject.ts'

/** How a model read a chat when it wrote a draft for what the buyer says now. */
export type ModelReading = Required<NonNullable<ChatSigns['model']>>

/** How a model read these chats, by interaction; a draft for other words, or one that no model wrote, says nothing. */
export async function modelReadingsOf(tx: Tx, interactionIds: string[]): Promise<Map<string, ModelReading>> {
  if (interactionIds.length === 0) return new Map()
  const rows = await tx.$queryRawUnsafe<(ModelReading & { id: string })[]>(readingsStatement, interactionIds)
  return new Map(rows.map(({ id, urgency, sentiment }) => [id, { urgency, sentiment }]))
}

const readingsStatement = `
  SELECT i.id, draft.urgency, draft.sentiment
  FROM interaction AS i JOIN draft ON draft.interaction_id = i.id AND draft.superseded_at IS NULL
  WHERE i.id = ANY($1::uuid[]) AND i.channel = 'chat' AND draft.origin = 'model' AND draft.urgency IS NOT NULL
    AND draft.subject_hash = ${subjectOf('i')}`

/** Has a chat that waits judged soon: another draft may read it otherwise. */
export async function judgeChatSoon(tx: Tx, interactionId: string, now: Date): Promise<void> {
  const where = { id: interactionId, channel: 'chat', needsResponse: true }
  await tx.interaction.updateMany({ where, data: { nextChangeAt: now } })
}
