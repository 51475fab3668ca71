import type { NewEvent } from '#domain/events.ts'
import type { InteractionRow, StoredInteraction } from '#storage/interactions.ts'

/** What came of a page: how much was new, how much was known, and what to record. */
export type Received = { created: number; known: number; events: NewEvent[] }

/** Somebody new is in the inbox. */
export function ingested(interactionId: string, channel: string, { status, source }: InteractionRow): NewEvent {
  return { type: 'ingested', interactionId, channel, details: { status, source } }
}

/** Something we know is another than it was; whether it has to be answered is said apart. */
export function updated(known: StoredInteraction, row: InteractionRow, fields: string[]): NewEvent[] {
  const { id: interactionId, channel } = known
  const change: NewEvent = { type: 'updated', interactionId, channel, details: { fields } }
  if (known.status === row.status) return [change]
  if (row.status === 'closed')
    return [change, { type: 'closed', interactionId, channel, details: { reason: row.closeReason } }]
  if (row.status === 'open')
    return [change, { type: 'reopened', interactionId, channel, details: { from: known.status } }]
  return [change]
}
