import { massDefectSeverity } from './escalation.ts'
import type { Channel } from './interaction.ts'

/** What needs a person, in one word (domain §14.3). */
export type AlertCode =
  | 'contract_broken'
  | 'mass_defect'
  | 'reply_failures'
  | 'reply_failed'
  | 'reply_rejected'
  | 'sla_overdue_questions'
  | 'sla_overdue_reviews'
  | 'sla_overdue_chats'
  | 'sla_due_soon_questions'
export type AlertSeverity = 'critical' | 'high' | 'medium' | 'low'

/** An alert that is in force. `count` is how many replies, interactions, products or calls to the marketplace it is about. */
export type RaisedAlert = { code: AlertCode; severity: AlertSeverity; count: number }

/** What is known of a seller's replies that came to nothing; of an item with several only one counts. */
export type ReplySigns = {
  /** Given up within the last hour. */
  failedLately: number
  /** Did not get through, or could not be confirmed, and nobody has dealt with it. */
  failed: number
  /** Refused by the moderation of the marketplace, and nobody has dealt with it. */
  rejected: number
}

/** How many open interactions of each channel have a deadline that is over, or that is within the hour. */
export type SlaSigns = { overdue: PerChannel; dueSoon: PerChannel }
export type PerChannel = Record<Channel, number>

/** Everything that may be alarming about a seller. */
export type AlertSigns = ReplySigns &
  SlaSigns & {
    /** Calls to the marketplace whose answers the last nightly check could not read. */
    brokenCalls: number
    /** Of each product with which so many have had trouble within seven days that it is no chance: how many they are. */
    massDefects: readonly number[]
  }

const rules: readonly {
  code: AlertCode
  severity: AlertSeverity
  countOf: (signs: AlertSigns) => number
  above: number
}[] = [
  {
    code: 'mass_defect',
    severity: 'high',
    countOf: ({ massDefects }) => (areGrave(massDefects) ? massDefects.length : 0),
    above: 0,
  },
  { code: 'contract_broken', severity: 'high', countOf: ({ brokenCalls }) => brokenCalls, above: 0 },
  { code: 'sla_overdue_questions', severity: 'high', countOf: ({ overdue }) => overdue.question, above: 0 },
  { code: 'reply_failures', severity: 'high', countOf: ({ failedLately }) => failedLately, above: 5 },
  {
    code: 'mass_defect',
    severity: 'medium',
    countOf: ({ massDefects }) => (areGrave(massDefects) ? 0 : massDefects.length),
    above: 0,
  },
  { code: 'reply_failed', severity: 'medium', countOf: ({ failed }) => failed, above: 0 },
  { code: 'reply_rejected', severity: 'medium', countOf: ({ rejected }) => rejected, above: 0 },
  { code: 'sla_overdue_reviews', severity: 'medium', countOf: ({ overdue }) => overdue.review, above: 0 },
  { code: 'sla_overdue_chats', severity: 'medium', countOf: ({ overdue }) => overdue.chat, above: 0 },
  { code: 'sla_due_soon_questions', severity: 'medium', countOf: ({ dueSoon }) => dueSoon.question, above: 0 },
]

/** One product with which very many have trouble makes it grave, whatever the others are. */
function areGrave(massDefects: readonly number[]): boolean {
  return massDefects.some((problems) => massDefectSeverity(problems) === 'high')
}

/** The alerts that are in force by these signs, the gravest first. */
export function alertsFor(signs: AlertSigns): RaisedAlert[] {
  return rules.flatMap(({ code, severity, countOf, above }) => {
    const count = countOf(signs)
    return count > above ? [{ code, severity, count }] : []
  })
}
