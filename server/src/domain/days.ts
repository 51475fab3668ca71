import { after, DAY } from './time.ts'

/** A calendar day, `2026-11-22`. Which instants it holds depends on the seller's zone. */
export type Day = string

/** Days of a seller, both ends included. */
export type Period = { first: Day; last: Day }

/** The day that it is in the zone at this instant. */
export function dayOf(instant: Date, zone: string): Day {
  const { year, month, day } = partsOf(instant, zone)
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
}

/** The instant at which the day begins in the zone. */
export function startOfDay(day: Day, zone: string): Date {
  const midnight = new Date(`${day}T00:00:00Z`)
  const guess = after(midnight, -offsetAt(midnight, zone))
  // Where clocks changed in between, the offset of the guess is the right one.
  return after(midnight, -offsetAt(guess, zone))
}

/** The day so many days later, or earlier. */
export function dayAfter(day: Day, days: number): Day {
  return after(new Date(`${day}T00:00:00Z`), days * DAY)
    .toISOString()
    .slice(0, 10)
}

/** How many days a period has; 0 when it ends before it begins. */
export function lengthOf({ first, last }: Period): number {
  return Math.max(0, Math.round((Date.parse(last) - Date.parse(first)) / DAY) + 1)
}

/** The days that both periods have; null when there are none. */
export function overlapOf(one: Period, other: Period): Period | null {
  const [, first = one.first] = [one.first, other.first].sort()
  const [last = one.last] = [one.last, other.last].sort()
  return first <= last ? { first, last } : null
}

function offsetAt(instant: Date, zone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(instant, zone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant.getTime() / 1000) * 1000
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>

function partsOf(instant: Date, zone: string): Parts {
  const told = new Map(
    formatFor(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: keyof Parts) => told.get(name) ?? 0
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  }
}

// Making a format costs far more than using it, and sellers share few zones.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const numeric = 'numeric'
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  })
  formats.set(timeZone, made)
  return made
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
