import { type Channel, channels, type Intent, type Sentiment, type Source } from './interaction.ts'
import { familyOf } from './problem-family.ts'

/** So many days of a product are looked back on (domain §9.2). */
export const contextDays = 90

/** Items of a product that are alike in everything its figures look at, and how many there are. */
export type Alike = {
  channel: Channel
  source: Source
  needsResponse: boolean
  rating: number | null
  intent: Intent | null
  sentiment: Sentiment | null
  count: number
}

/** How many items have each intent. */
export type IntentCounts = Partial<Record<Intent, number>>

/** What buyers wrote about a product in one channel, of one source. */
export type ProductFigures = {
  channel: Channel
  source: Source
  total: number
  unanswered: number
  ratedCount: number
  ratingSum: number
  intents: IntentCounts
  complaints: IntentCounts
}

export type Frequent = { intent: Intent; count: number }

/** What a card says of a product. */
export type ProductContext = {
  /** One for each channel. */
  channels: { channel: Channel; total: number; unanswered: number }[]
  ratedCount: number
  /** Null while nobody has given stars. */
  averageRating: number | null
  /** What buyers complain about and what they ask, three of each, the most frequent first. */
  complaints: Frequent[]
  questions: Frequent[]
}

/** The figures of one day, one for each channel and source that it has items of. */
export function figuresOf(alike: readonly Alike[]): ProductFigures[] {
  const figures = new Map<string, ProductFigures>()
  for (const { channel, source, ...items } of alike) {
    const key = `${channel} ${source}`
    const known = figures.get(key) ?? { channel, source, ...nothing, intents: {}, complaints: {} }
    figures.set(key, { ...known, ...withItems(known, { channel, ...items }) })
  }
  return [...figures.values()]
}

/** A trouble that a buyer tells of: a review that does not praise, a chat that is upset or about a thing gone wrong. */
export function isComplaint({ channel, intent, sentiment }: Pick<Alike, 'channel' | 'intent' | 'sentiment'>): boolean {
  const family = intent && familyOf(intent)
  if (!family || channel === 'question') return false
  return channel === 'review' ? sentiment !== 'positive' : sentiment === 'negative' || family === 'post_purchase'
}

/** Days added up. */
export function productContextOf(days: readonly ProductFigures[]): ProductContext {
  const ratedCount = sumOf(days, ({ ratedCount }) => ratedCount)
  const ratingSum = sumOf(days, ({ ratingSum }) => ratingSum)
  return {
    channels: channels.map((channel) => {
      const own = days.filter((day) => day.channel === channel)
      return {
        channel,
        total: sumOf(own, ({ total }) => total),
        unanswered: sumOf(own, ({ unanswered }) => unanswered),
      }
    }),
    ratedCount,
    averageRating: ratedCount === 0 ? null : ratingSum / ratedCount,
    complaints: mostFrequent(days.map(({ complaints }) => complaints)),
    questions: mostFrequent(days.filter(({ channel }) => channel === 'question').map(({ intents }) => intents)),
  }
}

const nothing = { total: 0, unanswered: 0, ratedCount: 0, ratingSum: 0 }
const most = 3

function withItems(known: ProductFigures, items: Omit<Alike, 'source'>): Omit<ProductFigures, 'channel' | 'source'> {
  const { needsResponse, rating, intent, count } = items
  return {
    total: known.total + count,
    unanswered: known.unanswered + (needsResponse ? count : 0),
    ratedCount: known.ratedCount + (rating === null ? 0 : count),
    ratingSum: known.ratingSum + (rating ?? 0) * count,
    intents: intent ? withCount(known.intents, intent, count) : known.intents,
    complaints: intent && isComplaint(items) ? withCount(known.complaints, intent, count) : known.complaints,
  }
}

function withCount(counts: IntentCounts, intent: Intent, count: number): IntentCounts {
  return { ...counts, [intent]: (counts[intent] ?? 0) + count }
}

/** Intents that say nothing, like thanks, are left out. */
function mostFrequent(counts: readonly IntentCounts[]): Frequent[] {
  const sums = new Map<Intent, number>()
  // The keys are the intents that were counted.
  for (const [intent, count] of counts.flatMap((each) => Object.entries(each) as [Intent, number][])) {
    if (familyOf(intent)) sums.set(intent, (sums.get(intent) ?? 0) + count)
  }
  const all = [...sums].map(([intent, count]) => ({ intent, count }))
  return all.sort((one, other) => other.count - one.count || (one.intent < other.intent ? -1 : 1)).slice(0, most)
}

function sumOf<Each>(list: readonly Each[], of: (each: Each) => number): number {
  return list.reduce((sum, each) => sum + of(each), 0)
}
