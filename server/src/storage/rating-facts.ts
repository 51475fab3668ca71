import { coveredDays, type Fact, fallbackCoverage, hasGap, shareOf } from '#domain/analytics.ts'
import { dayAfter, dayOf, overlapOf, type Period, startOfDay } from '#domain/days.ts'
import { after } from '#domain/time.ts'
import type { Db } from './db.ts'
import { type AnalyticsSeller, findAnalyticsSeller } from './fallback-readings.ts'

/** Instants between which figures are asked for: `from` belongs to it, `to` does not. */
export type Span = { from: Date; to: Date }

/** How many reviews there are of each rating in these days, one fact for each source that knows. Nothing is mixed (EX-12). */
export async function ratingFactsOf(db: Db, sellerIds: string[], span: Span, now: Date): Promise<Map<string, Fact[]>> {
  const facts = await Promise.all(
    sellerIds.map(async (id) => {
      const seller = await findAnalyticsSeller(db, id)
      const asked = seller && daysOf(span, seller.zone, now)
      return [id, seller && asked ? await ratingFacts(db, seller, { asked, now }) : []] as const
    }),
  )
  return new Map(facts)
}

type Question = { asked: Period; now: Date }

async function ratingFacts(db: Db, seller: AnalyticsSeller, question: Question): Promise<Fact[]> {
  const own = await ownFact(db, seller, question)
  const told = hasGap(question.asked, seller.known, seller.zone) ? await toldFact(db, seller, question) : null
  return [own, told].filter((fact) => fact !== null)
}

/** What the marketplace's own reviews say, of the days that they cover. */
async function ownFact(
  db: Db,
  { sellerId, zone, known }: AnalyticsSeller,
  { asked, now }: Question,
): Promise<Fact | null> {
  const period = coveredDays(asked, known, zone)
  if (!period) return null
  const until = startOfDay(dayAfter(period.last, 1), zone)
  const values = await db.query<Value>(ownStatement, [sellerId, startOfDay(period.first, zone), until])
  const coverage = shareOf(period, asked)
  return { metric: 'review_ratings', source: 'wb_api', period, coverage, values: filled(values), computedAt: now }
}

/** What the third party told, of all the days: never only of those that are missing, so that nobody adds the two up. */
async function toldFact(db: Db, { sellerId, zone }: AnalyticsSeller, { asked }: Question): Promise<Fact | null> {
  const products = await db.query<ProductRow>(productsStatement, [sellerId])
  const read = products.map(
    ({ readAt, coverage }) => readAt && { through: dayOf(readAt, zone), coverage: coverage ?? 0 },
  )
  const coverage = fallbackCoverage(asked, read)
  if (coverage === 0) return null

  const values = await db.query<Value>(toldStatement, [sellerId, asked.first, asked.last])
  const computedAt = new Date(Math.max(...products.map(({ readAt }) => readAt?.getTime() ?? 0)))
  return {
    metric: 'review_ratings',
    source: 'wbcon_fallback',
    period: asked,
    coverage,
    values: filled(values),
    computedAt,
  }
}

/** The seller's days that the span touches, as far as they have come; null when it lies ahead. */
function daysOf({ from, to }: Span, zone: string, now: Date): Period | null {
  const span = { first: dayOf(from, zone), last: dayOf(after(to, -1), zone) }
  return overlapOf(span, { first: span.first, last: dayOf(now, zone) })
}

type Value = { slice: string; value: number }
type ProductRow = { readAt: Date | null; coverage: number | null }

/** Stars that nobody gave are told as none: within what a source knows that is a figure too. */
function filled(values: Value[]): Value[] {
  return ['1', '2', '3', '4', '5'].map((slice) => ({
    slice,
    value: Number(values.find((each) => each.slice === slice)?.value ?? 0),
  }))
}

const ownStatement = {
  name: 'ratings_own',
  text: `
    SELECT rating::text AS slice, count(*)::int AS value FROM interaction
    WHERE seller_id = $1::uuid AND channel = 'review' AND source = 'wb_api' AND rating IS NOT NULL
      AND occurred_at >= $2::timestamptz AND occurred_at < $3::timestamptz
    GROUP BY rating`,
}

const toldStatement = {
  name: 'ratings_told',
  text: `
    SELECT slice, sum(value)::float8 AS value FROM analytics_fact
    WHERE seller_id = $1::uuid AND metric = 'review_ratings' AND source = 'wbcon_fallback'
      AND period_start >= $2::date AND period_end <= $3::date
    GROUP BY slice`,
}

const productsStatement = {
  name: 'fallback_products',
  text: 'SELECT read_at AS "readAt", coverage FROM fallback_reading WHERE seller_id = $1::uuid',
}
