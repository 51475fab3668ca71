import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Channel } from '#domain/interaction.ts'
import { sameText } from '#domain/reply.ts'
import type { Tx } from './db.ts'
import { insertRows } from './insert-rows.ts'

/** An answer that was given elsewhere, as the marketplace shows it. */
export type SeenAnswer = {
  interactionId: string
  nmId: string | null
  intent: string | null
  text: string
  sentAt: Date | null
  /** The marketplace's id of it; null where it has none, then its words are its name. */
  externalRef: string | null
  isShown: boolean
}

/**
 * Keeps answers that were not ours, each once (domain §3.3). One with other words than the former is its next version. Words that
 * the history has already, from us or from before, are not kept again.
 */
export async function keepSeenAnswers(
  tx: Tx,
  { sellerId, channel }: { sellerId: string; channel: Channel },
  seen: SeenAnswer[],
  now: Date,
): Promise<void> {
  if (seen.length === 0) return
  const interactionIds = [...new Set(seen.map(({ interactionId }) => interactionId))]
  const known = await tx.$queryRaw<{ interactionId: string; text: string }[]>`
    SELECT interaction_id AS "interactionId", text FROM response_history WHERE interaction_id = ANY(${interactionIds}::uuid[])`

  const fresh = seen.flatMap((answer) => {
    const former = known.filter(({ interactionId }) => interactionId === answer.interactionId)
    const isKnown = answer.externalRef === null && former.some(({ text }) => sameText(text, answer.text))
    return isKnown ? [] : [{ answer, version: answer.externalRef === null ? former.length + 1 : 1 }]
  })
  await insertRows(
    tx,
    'response_history',
    fresh.map(({ answer: { isShown, ...answer }, version }) => ({
      ...answer,
      id: uuidv7(),
      sellerId,
      channel,
      version,
      source: 'wb_cabinet',
      externalRef: answer.externalRef ?? nameOf(answer.text),
      confirmedAt: isShown ? now : null,
      createdAt: now,
    })),
  )
}

function nameOf(text: string): string {
  return `answer:${createHash('sha256').update(text.normalize('NFC').trim()).digest('base64url').slice(0, 22)}`
}
