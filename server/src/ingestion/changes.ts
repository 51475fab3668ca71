import type { NewEvent } from '#domain/events.ts'
import type { InteractionRow, StoredInteraction } from '#storage/interactions.ts'

/** What came of a page: how much was new, how much was known, and what to record. */
export type Received = {
  created: number
  known: number
  events: NewEvent[]
  /** What may have to do with other items than before. */
  touched: string[]
}

/** Whether what an item has to do with others depends on any of these columns (domain §7.6). */
export function mayRelink(fields: readonly (keyof InteractionRow)[]): boolean {
  return fields.some((field) => decisive.has(field))
}

const decisive: ReadonlySet<keyof InteractionRow> = new Set<keyof InteractionRow>([
  'text',
  'buyerWords',
  'nmId',
  'productArticle',
  'orderId',
  'customerId',
  'customerName',
  'intent',
  'occurredAt',
])

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
