import {
  type Alike,
  contextDays,
  figuresOf,
  type ProductContext,
  type ProductFigures,
  productContextOf,
} from '#domain/product-context.ts'
import type { Db, Tx } from './db.ts'

/** A day of a product, in the seller's zone. */
type ProductDay = { sellerId: string; nmId: string; date: string }

/** Whether any day of a product is to be counted anew. */
export async function hasProductDays(db: Db): Promise<boolean> {
  const [row] = await db.query<{ waits: boolean }>(waitsStatement, [])
  return row?.waits ?? false
}

const waitsStatement = {
  name: 'product_context_waits',
  text: 'SELECT EXISTS (SELECT FROM product_context_work) AS waits',
}

/** Keeps others from counting until the transaction ends: of two counts of a day the later one must stay. False: another one counts. */
export async function holdCounting(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ held: boolean }[]>`SELECT pg_try_advisory_xact_lock(${lockNumber}::bigint) AS held`
  return row?.held ?? false
}

const lockNumber = 20_261_127

/** Takes notes of days off the list, the oldest first, and tells each day once; should the transaction fail they are back on it. */
export async function takeProductDays(tx: Tx, limit: number): Promise<ProductDay[]> {
  return await tx.$queryRaw`
    WITH taken AS (
      DELETE FROM product_context_work WHERE id IN (SELECT id FROM product_context_work ORDER BY id LIMIT ${limit})
      RETURNING seller_id, nm_id, date
    )
    SELECT DISTINCT seller_id AS "sellerId", nm_id AS "nmId", date::text AS date FROM taken`
}

/** Counts these days as they are now. */
export async function countProductDays(tx: Tx, days: readonly ProductDay[]): Promise<void> {
  if (days.length === 0) return
  const places = days.map(({ sellerId, nmId, date }, place) => ({ place, seller_id: sellerId, nm_id: nmId, date }))
  const alike = await tx.$queryRawUnsafe<(Alike & { place: number })[]>(alikeStatement, JSON.stringify(places))
  const rows = places.flatMap(({ place, ...day }) => {
    return figuresOf(alike.filter((each) => each.place === place)).map((figures) => ({ ...day, ...columnsOf(figures) }))
  })
  await tx.$executeRawUnsafe(forgetStatement, JSON.stringify(places))
  await tx.$executeRawUnsafe(keepStatement, JSON.stringify(rows))
}

const dayRows = 'jsonb_to_recordset($1::jsonb) AS day (place int, seller_id uuid, nm_id text, date date)'

// OFFSET keeps each day a look into the product's index: joined freely, every item of the seller is read.
const alikeStatement = `
  SELECT day.place, i.channel, i.source, i.needs_response AS "needsResponse", i.rating, i.intent, i.sentiment, count(*)::int AS count
  FROM (
    SELECT day.place, day.seller_id, day.nm_id, day.date::timestamp AT TIME ZONE seller.time_zone AS since,
      (day.date + 1)::timestamp AT TIME ZONE seller.time_zone AS until
    FROM ${dayRows} JOIN seller ON seller.id = day.seller_id
  ) AS day, LATERAL (
    SELECT o.channel, o.source, o.needs_response, o.rating, o.intent, o.sentiment FROM interaction AS o
    WHERE o.seller_id = day.seller_id AND o.marketplace = 'wb' AND o.nm_id = day.nm_id
      AND o.occurred_at >= day.since AND o.occurred_at < day.until
    ORDER BY o.occurred_at DESC OFFSET 0
  ) AS i
  GROUP BY day.place, i.channel, i.source, i.needs_response, i.rating, i.intent, i.sentiment`

const forgetStatement = `
  DELETE FROM product_context_daily AS known USING ${dayRows}
  WHERE known.seller_id = day.seller_id AND known.nm_id = day.nm_id AND known.date = day.date`

const keepStatement = `
  INSERT INTO product_context_daily
  SELECT * FROM jsonb_populate_recordset(NULL::product_context_daily, $1::jsonb)`

function columnsOf({ ratedCount, ratingSum, ...figures }: ProductFigures) {
  return { ...figures, rated_count: ratedCount, rating_sum: ratingSum }
}

/**
 * What buyers wrote about the products of these interactions in ninety days, demo apart from what is real. An interaction without a
 * product has none. One statement, however many items the products have.
 */
export async function productContextsOf(
  db: Db,
  sellerIds: string[],
  ids: string[],
  now: Date,
): Promise<Map<string, ProductContext>> {
  const rows = await db.query<ProductFigures & { id: string }>(contextStatement, [sellerIds, ids, now, contextDays])
  // An interaction whose product nobody has counted yet comes with one row of nothing.
  const days = rows.filter(({ channel }) => channel !== null)
  return new Map(
    [...new Set(rows.map(({ id }) => id))].map((id) => [id, productContextOf(days.filter((day) => day.id === id))]),
  )
}

const contextStatement = {
  name: 'product_context',
  text: `
    SELECT self.id, day.channel, day.source, day.total, day.unanswered, day.rated_count AS "ratedCount",
      day.rating_sum AS "ratingSum", day.intents, day.complaints
    FROM interaction AS self JOIN seller ON seller.id = self.seller_id
    LEFT JOIN product_context_daily AS day ON day.seller_id = self.seller_id AND day.nm_id = self.nm_id
      AND day.date > ($3::timestamptz AT TIME ZONE seller.time_zone)::date - $4::int
      AND (day.source = 'demo') = (self.source = 'demo')
    WHERE self.id = ANY($2::uuid[]) AND self.seller_id = ANY($1::uuid[]) AND self.nm_id IS NOT NULL`,
}
