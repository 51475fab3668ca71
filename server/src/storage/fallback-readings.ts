import type { Known } from '#domain/analytics.ts'
import type { Day } from '#domain/days.ts'
import { type Db, inTransaction, type Tx } from './db.ts'

/** A product of a seller. */
export type SellerProduct = { sellerId: string; nmId: string }

/** A seller with a key, and what of its reviews is known to be all here. */
export type AnalyticsSeller = { sellerId: string; zone: string; known: Known }

/** Every seller whose key the marketplace takes: nobody else has a gap that could be filled. */
export async function listAnalyticsSellers(db: Db): Promise<AnalyticsSeller[]> {
  return (await db.query<SellerRow>(connectedStatement, [])).map(toSeller)
}

/** What is known of this seller; null when there is no such seller. */
export async function findAnalyticsSeller(db: Db, id: string): Promise<AnalyticsSeller | null> {
  const [row] = await db.query<SellerRow>(sellerStatement, [id])
  return row ? toSeller(row) : null
}

/** Gives each product of the seller a place in the timetable, those with the most items first. Those that have one keep it. */
export async function planReadings(db: Db, sellerId: string, now: Date): Promise<void> {
  await db.prisma.$executeRaw`
    INSERT INTO fallback_reading AS reading (seller_id, nm_id, due_at)
    SELECT seller_id, nm_id, ${now} FROM interaction
    WHERE seller_id = ${sellerId}::uuid AND source = 'wb_api' AND nm_id ~ '^[1-9][0-9]{0,14}$'
    GROUP BY seller_id, nm_id ORDER BY count(*) DESC, nm_id LIMIT ${mostProducts}
    ON CONFLICT (seller_id, nm_id) DO UPDATE SET due_at = ${now} WHERE reading.due_at IS NULL`
}

const mostProducts = 500

/** Nothing more is asked about the seller's products. */
export async function stopReadings(db: Db, sellerId: string): Promise<void> {
  await db.prisma.fallbackReading.updateMany({ where: { sellerId, dueAt: { not: null } }, data: { dueAt: null } })
}

export type Reading = SellerProduct & {
  zone: string
  taskId: string | null
  askedAt: Date | null
  failures: number
  lastError: string | null
}

/** A reading that this process has claimed; null when it is gone. */
export async function findReading(db: Db, { sellerId, nmId }: SellerProduct): Promise<Reading | null> {
  const found = await db.prisma.fallbackReading.findUnique({
    where: { sellerId_nmId: { sellerId, nmId } },
    include: { seller: { select: { timeZone: true } } },
  })
  if (!found) return null
  const { taskId, askedAt, failures, lastError, seller } = found
  return { sellerId, nmId, zone: seller.timeZone, taskId, askedAt, failures, lastError }
}

/** How a reading stands after a step. */
export type ReadingStep = {
  taskId: string | null
  askedAt: Date | null
  dueAt: Date
  failures: number
  lastError: string | null
  readAt?: Date
  coverage?: number
}

/** Ends a step and lets go of the reading. False: another process has it, and nothing was changed. */
export async function endStep(
  tx: Tx | Db['prisma'],
  { sellerId, nmId }: SellerProduct,
  owner: string,
  step: ReadingStep,
): Promise<boolean> {
  const { count } = await tx.fallbackReading.updateMany({
    where: { sellerId, nmId, leaseOwner: owner },
    data: { ...step, leaseUntil: null, leaseOwner: null },
  })
  return count > 0
}

/** A day's ratings of one kind. */
type RatingCount = { day: Day; rating: number; count: number }

/** Ends a step with a whole result: it takes the place of what was told of the product before, in the same transaction. */
export async function keepRatings(
  db: Db,
  product: SellerProduct,
  {
    owner,
    step,
    counts,
  }: { owner: string; step: ReadingStep & { readAt: Date; coverage: number }; counts: RatingCount[] },
): Promise<boolean> {
  const { sellerId, nmId } = product
  return await inTransaction(db, async (tx) => {
    if (!(await endStep(tx, product, owner, step))) return false
    await tx.analyticsFact.deleteMany({ where: { sellerId, nmId, metric: 'review_ratings', source: 'wbcon_fallback' } })
    await tx.analyticsFact.createMany({
      data: counts.map(({ day, rating, count }) => ({
        sellerId,
        nmId,
        metric: 'review_ratings',
        source: 'wbcon_fallback',
        periodStart: new Date(`${day}T00:00:00Z`),
        periodEnd: new Date(`${day}T00:00:00Z`),
        slice: String(rating),
        value: count,
        coverage: step.coverage,
        fetchedAt: step.readAt,
      })),
    })
    return true
  })
}

type SellerRow = { id: string; zone: string; since: Date | null; until: Date | null }

function toSeller({ id, zone, since, until }: SellerRow): AnalyticsSeller {
  return { sellerId: id, zone, known: since && until ? { since, until } : null }
}

// What waits is read whole each time, the rest from the newest down. Of the day that the walk is in, a part may be missing.
const sellerColumns = `
  seller.id, seller.time_zone AS zone, state.last_success_at AS until,
  CASE
    WHEN state.backfill_ended_at IS NULL THEN state.backfill_reached_at + interval '1 day'
    ELSE (SELECT min(occurred_at) FROM interaction WHERE seller_id = seller.id AND channel = 'review' AND source = 'wb_api')
  END AS since
  FROM seller LEFT JOIN sync_state AS state ON state.seller_id = seller.id AND state.channel = 'review'`

const sellerStatement = { name: 'analytics_seller', text: `SELECT ${sellerColumns} WHERE seller.id = $1::uuid` }

const connectedStatement = {
  name: 'analytics_sellers',
  text: `
    SELECT ${sellerColumns}
    WHERE EXISTS (SELECT 1 FROM marketplace_connection WHERE seller_id = seller.id AND state = 'accepted')`,
}
