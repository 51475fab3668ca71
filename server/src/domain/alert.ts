/** What needs a person, in one word (domain §14.3). */
export type AlertCode = 'reply_failures' | 'reply_failed' | 'reply_rejected'
export type AlertSeverity = 'critical' | 'high' | 'medium' | 'low'

/** An alert that is in force. `count` is how many replies it is about. */
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

const rules: readonly {
  code: AlertCode
  severity: AlertSeverity
  countOf: (signs: ReplySigns) => number
  above: number
}[] = [
  { code: 'reply_failures', severity: 'high', countOf: ({ failedLately }) => failedLately, above: 5 },
  { code: 'reply_failed', severity: 'medium', countOf: ({ failed }) => failed, above: 0 },
  { code: 'reply_rejected', severity: 'medium', countOf: ({ rejected }) => rejected, above: 0 },
]

/** The alerts that are in force by these signs, the gravest first. */
export function alertsFor(signs: ReplySigns): RaisedAlert[] {
  return rules.flatMap(({ code, severity, countOf, above }) => {
    const count = countOf(signs)
    return count > above ? [{ code, severity, count }] : []
  })
}
