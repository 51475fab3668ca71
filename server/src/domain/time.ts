export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export function after(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds)
}

/** Milliseconds from one instant to the other; negative when `to` came first. */
export function between(from: Date, to: Date): number {
  return to.getTime() - from.getTime()
}

/**
 * Reads an instant as the marketplace may write it: ISO 8601, `YYYY-MM-DD HH:MM:SS`, or Unix milliseconds.
 * Without a zone it is UTC. What cannot be read is null, never the present moment.
 */
export function parseInstant(value: unknown): Date | null {
  if (typeof value === 'number') return existing(new Date(value))
  if (typeof value !== 'string') return null

  const parts = instantPattern.exec(value.trim())?.groups
  return parts ? instantOf(parts) : null
}

const instantPattern =
  /^(?<day>\d{4}-\d\d-\d\d)(?:[T ](?<clock>\d\d:\d\d)(?::(?<seconds>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?\s?(?<zone>Z|[+-]\d\d(?::?\d\d)?)?)?$/i

function instantOf(parts: Record<string, string | undefined>): Date | null {
  const { day = '', clock = '00:00', seconds = '00', fraction = '', zone = 'Z' } = parts
  if (!existsInCalendar(day)) return null

  const milliseconds = fraction.slice(0, 3).padEnd(3, '0')
  return existing(new Date(`${day}T${clock}:${seconds}.${milliseconds}${fullZone(zone)}`))
}

/** JavaScript reads 30 February as 1 March; a day that does not exist is a mistake of the sender. */
function existsInCalendar(day: string): boolean {
  return (
    existing(new Date(`${day}T00:00:00Z`))
      ?.toISOString()
      .startsWith(day) ?? false
  )
}

function fullZone(zone: string): string {
  if (zone.toUpperCase() === 'Z') return 'Z'
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return `${zone.charAt(0)}${digits.slice(0, 2)}:${digits.slice(2)}`
}

// The database takes no year 0, and a deadline behind an instant must have a four-digit year too. Programs that know no time write
// it as the first day of year 1.
const firstYear = 2
const lastYear = 9998

function existing(date: Date): Date | null {
  const year = date.getUTCFullYear()
  return year >= firstYear && year <= lastYear ? date : null
}
