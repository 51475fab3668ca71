import type { Tx } from './db.ts'
import { judgeChatSoon } from './model-readings.ts'

/**
 * Takes back the drafts of these items that a model wrote by a link which somebody has called wrong: they may speak of another buyer, and
 * so may what the model took the chat for. Returns whose they were.
 */
export async function withdrawDenied(tx: Tx, interactionIds: string[], now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ interactionId: string }[]>`
    UPDATE draft SET superseded_at = ${now}, urgency = NULL
    WHERE interaction_id = ANY(${interactionIds}::uuid[]) AND superseded_at IS NULL AND EXISTS (
      SELECT FROM jsonb_array_elements(explanation -> 'links') AS used JOIN link_candidate AS link
        ON link.a_id = LEAST(interaction_id, (used ->> 'interactionId')::uuid)
        AND link.b_id = GREATEST(interaction_id, (used ->> 'interactionId')::uuid)
      WHERE link.verdict = 'incorrect'
    )
    RETURNING interaction_id AS "interactionId"`
  const withdrawn = rows.map(({ interactionId }) => interactionId)
  for (const interactionId of withdrawn) await judgeChatSoon(tx, interactionId, now)
  return withdrawn
}
