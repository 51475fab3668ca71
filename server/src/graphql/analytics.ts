import { type Fact, longestPeriod } from '#domain/analytics.ts'
import { between, DAY } from '#domain/time.ts'
import type { Span } from '#storage/rating-facts.ts'
import { builder } from './builder.ts'
import { Source } from './interaction-words.ts'
import { BadArgument } from './user-errors.ts'
import { words } from './words.ts'

export const AnalyticsMetric = words('AnalyticsMetric', 'What can be counted.', {
  review_ratings: 'Reviews by their stars; a slice for each of 1 to 5.',
})

const AnalyticsSlice = builder.objectRef<Fact['values'][number]>('AnalyticsSlice').implement({
  description: 'One part of a figure.',
  fields: (t) => ({
    slice: t.exposeString('slice', { description: 'Which part: of REVIEW_RATINGS the stars, `1` to `5`.' }),
    value: t.exposeFloat('value', { description: 'The figure.' }),
  }),
})

export const AnalyticsFact = builder.objectRef<Fact>('AnalyticsFact').implement({
  description: 'Figures from exactly one source. Two sources are two facts, which nobody may add up.',
  fields: (t) => ({
    metric: t.expose('metric', { type: AnalyticsMetric, description: 'What was counted.' }),
    source: t.expose('source', { type: Source, description: 'Where the figures came from.' }),
    isEstimate: t.boolean({
      description: 'Whether people must be told that it is an estimate of an additional source.',
      resolve: ({ source }) => source !== 'wb_api',
    }),
    firstDay: t.string({
      description: 'First day that the figures speak of, `2026-11-22`, in the seller’s zone.',
      resolve: ({ period }) => period.first,
    }),
    lastDay: t.string({
      description: 'Last day that the figures speak of, in the seller’s zone.',
      resolve: ({ period }) => period.last,
    }),
    coverage: t.exposeFloat('coverage', {
      description: 'Share of what was asked for that the source knows, 0 to 1, to four places.',
    }),
    sampleSize: t.float({
      description: 'How many were counted: with none, a share of them means nothing.',
      resolve: ({ values }) => values.reduce((sum, { value }) => sum + value, 0),
    }),
    values: t.field({
      type: [AnalyticsSlice],
      description: 'The figures.',
      resolve: ({ values }) => values,
    }),
    computedAt: t.expose('computedAt', {
      type: 'DateTime',
      description: 'When the figures were true: now for the marketplace’s own, else when the source told them last.',
    }),
  }),
})

/** What a caller may ask for, as the storage reads it. */
export function spanOf(from: Date, to: Date): Span {
  if (to <= from) throw new BadArgument('to', 'The period must end after it begins.')
  if (between(from, to) > longestPeriod * DAY) throw new BadArgument('to', `Ask for at most ${longestPeriod} days.`)
  return { from, to }
}
