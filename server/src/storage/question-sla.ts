import { HOUR, MINUTE } from '#domain/time.ts'
import type { Db } from './db.ts'
import { waits } from './inbox-filter.ts'

/** How a seller's open questions stand towards their deadlines (domain §14.3). Overdue ones are not also due soon. */
export type QuestionSlaRow = {
  openTotal: number
  withSlaTotal: number
  overdueTotal: number
  /** Due within the hour. */
  dueSoonTotal: number
  /** Whole minutes since the earliest deadline that is over; null where none is. */
  oldestOverdueMinutes: number | null
}

/** Of these sellers; one without open questions is not among the answers. */
export async function questionSlaOf(db: Db, sellerIds: string[], now: Date): Promise<Map<string, QuestionSlaRow>> {
  type Counted = Omit<QuestionSlaRow, 'oldestOverdueMinutes'> & { sellerId: string; oldest: Date | null }
  const rows = await db.query<Counted>(statement, [sellerIds, now, new Date(now.getTime() + HOUR)])
  return new Map(
    rows.map(({ sellerId, oldest, ...counts }) => [
      sellerId,
      { ...counts, oldestOverdueMinutes: oldest && Math.floor((now.getTime() - oldest.getTime()) / MINUTE) },
    ]),
  )
}

const statement = {
  name: 'question_sla',
  text: `
    SELECT seller_id AS "sellerId", count(*)::int AS "openTotal", count(sla_due_at)::int AS "withSlaTotal",
           count(*) FILTER (WHERE sla_due_at < $2::timestamptz)::int AS "overdueTotal",
           count(*) FILTER (WHERE sla_due_at >= $2::timestamptz AND sla_due_at <= $3::timestamptz)::int AS "dueSoonTotal",
           min(sla_due_at) FILTER (WHERE sla_due_at < $2::timestamptz) AS oldest
    FROM interaction WHERE seller_id = ANY($1::uuid[]) AND channel = 'question' AND ${waits}
    GROUP BY seller_id`,
}
