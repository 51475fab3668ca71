import type { EventType } from './events.ts'

/** What of an item's journal is its history for people: whose turn it became, what was asked for, and what came of it. */
export const turningPoints = [
  'ingested',
  'reply_sent',
  'reply_edited',
  'reply_confirmed',
  'reply_rejected',
  'reply_failed',
  'closed',
  'reopened',
  'priority_changed',
  'escalated',
] as const satisfies readonly EventType[]

export type TurningPoint = (typeof turningPoints)[number]

/** More of a history is not shown. */
export const longestHistory = 20
