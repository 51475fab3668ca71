import { type Day, dayAfter, dayOf, lengthOf, overlapOf, type Period } from './days.ts'

/** What can be counted. */
type Metric = 'review_ratings'

/** Where a figure came from. A figure has exactly one source (domain §5). */
type FactSource = 'wb_api' | 'wbcon_fallback'

/** One figure for each part of a metric, from one source. */
export type Fact = {
  metric: Metric
  source: FactSource
  /** The days that the source speaks of. */
  period: Period
  /** Share of the days asked for that the source knows, 0 to 1. */
  coverage: number
  values: { slice: string; value: number }[]
  computedAt: Date
}

/** As far back as figures are asked for. */
export const longestPeriod = 365

/** From when to when the marketplace's reviews are known to be all here; null while nothing is sure. */
export type Known = { since: Date; until: Date } | null

/** The days of the period that the marketplace's own data covers; null when none. */
export function coveredDays(asked: Period, known: Known, zone: string): Period | null {
  return known && overlapOf(asked, { first: dayOf(known.since, zone), last: dayOf(known.until, zone) })
}

/** Share of the days asked for, to four places. */
export function shareOf(part: Period | null, asked: Period): number {
  return part ? rounded(lengthOf(part) / lengthOf(asked)) : 0
}

/** Whether the marketplace's own data leaves days open: only then a third party is asked, and shown. */
export function hasGap(asked: Period, known: Known, zone: string): boolean {
  return shareOf(coveredDays(asked, known, zone), asked) < 1
}

/** The longest period that figures are asked for: it ends with yesterday, the last day that is over. */
export function wholePeriod(now: Date, zone: string): Period {
  return yearThrough(dayAfter(dayOf(now, zone), -1))
}

/** The longest period that ends with this day: so much is kept of what a third party tells on it. */
export function yearThrough(last: Day): Period {
  return { first: dayAfter(last, 1 - longestPeriod), last }
}

/** How much of a seller's product the third party has told: a year through which day, and which share of its reviews. */
type ProductRead = { through: Day; coverage: number } | null

/** What the third party knows of the period, over all products: a product it has not told counts as nothing known. */
export function fallbackCoverage(asked: Period, products: ProductRead[]): number {
  if (products.length === 0) return 0
  const known = products.map((read) => {
    const days = read && overlapOf(asked, yearThrough(read.through))
    return days ? lengthOf(days) * read.coverage : 0
  })
  return rounded(known.reduce((sum, days) => sum + days, 0) / (products.length * lengthOf(asked)))
}

/** A rating that a buyer gave, without the buyer and without the words. */
export type Rated = { at: Date; rating: number }

/** How many ratings of each kind there were on each day. Days outside the period are left out. */
export function ratingsByDay(
  rated: Rated[],
  period: Period,
  zone: string,
): { day: Day; rating: number; count: number }[] {
  const counts = new Map<string, { day: Day; rating: number; count: number }>()
  for (const { at, rating } of rated) {
    const day = dayOf(at, zone)
    if (day < period.first || day > period.last) continue
    const key = `${day} ${rating}`
    counts.set(key, { day, rating, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
