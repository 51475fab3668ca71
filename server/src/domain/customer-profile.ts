import { type Channel, channels } from './interaction.ts'

/** Something that a buyer wrote, as far as his profile looks at it. */
export type CustomerItem = { channel: Channel; rating: number | null; occurredAt: Date; name: string | null }

/** Whether a buyer's ratings grow or fall; `neutral`: too few to say. */
export type RatingTrend = 'improving' | 'declining' | 'stable' | 'neutral'

/** What is known of a buyer whom the marketplace names by a stable id; never made from names (domain §3.3). */
export type CustomerProfile = {
  /** The latest that the marketplace told. */
  name: string | null
  channels: { channel: Channel; total: number }[]
  /** Of rated reviews only; null when there is none. */
  averageRating: number | null
  /** The last five, oldest first. */
  lastRatings: number[]
  trend: RatingTrend
  isRepeatComplainer: boolean
  firstAt: Date
  lastAt: Date
}

const lastCount = 5
const manyComplaints = 3

/** The profile of a buyer from what he wrote, oldest first; null when he wrote nothing. */
export function profileOf(items: readonly CustomerItem[]): CustomerProfile | null {
  const [first, last] = [items[0], items.at(-1)]
  if (!first || !last) return null
  const ratings = items.flatMap(({ rating }) => rating ?? [])
  const lastRatings = ratings.slice(-lastCount)
  return {
    name: items.findLast(({ name }) => name !== null)?.name ?? null,
    channels: channels.map((channel) => {
      return { channel, total: items.filter((item) => item.channel === channel).length }
    }),
    averageRating: ratings.length === 0 ? null : meanOf(ratings),
    lastRatings,
    trend: trendOf(lastRatings),
    isRepeatComplainer: ratings.filter((rating) => rating <= 2).length >= manyComplaints,
    firstAt: first.occurredAt,
    lastAt: last.occurredAt,
  }
}

/** The earlier half against the later one; of an odd number the middle one is with the later. */
export function trendOf(ratings: readonly number[]): RatingTrend {
  if (ratings.length < 2) return 'neutral'
  const half = Math.floor(ratings.length / 2)
  const change = meanOf(ratings.slice(half)) - meanOf(ratings.slice(0, half))
  if (change >= 1) return 'improving'
  return change <= -1 ? 'declining' : 'stable'
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
