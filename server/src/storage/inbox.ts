import type { Db } from './db.ts'
import { conditionsOf, type InboxFilter } from './inbox-filter.ts'
import { type OrderName, orders, type Place, placeOf } from './inbox-order.ts'
import { type InteractionRow, selectRows } from './interaction-row.ts'
import { named, noValues } from './statement.ts'

export type InboxSort = OrderName

/** A page of the inbox. `place` is where the item stands in the list. */
export type InboxPage = { items: { row: InteractionRow; place: Place }[]; hasMore: boolean }

type InboxQuestion = { filter: InboxFilter; sort: InboxSort; first: number; after: Place | null; now: Date }

/** Whether a place can be one of a list with this filter and sort. */
export function fits(place: Place, { filter, sort }: Pick<InboxQuestion, 'filter' | 'sort'>): boolean {
  return partsOf(filter, sort).some(({ order }) => order === place.order)
}

/** Reads one page, with the newest reply and the thread of each item: one statement, or two where two parts meet. */
export async function inboxPage(db: Db, { filter, sort, first, after, now }: InboxQuestion): Promise<InboxPage> {
  if (filter.sellerIds.length === 0) return { items: [], hasMore: false }
  const parts = partsOf(filter, sort)
  const start = after ? parts.findIndex(({ order }) => order === after.order) : 0
  const items: InboxPage['items'] = []

  for (const [index, { filter, order }] of parts.slice(start).entries()) {
    const missing = first + 1 - items.length
    if (missing === 0) break
    const rows = await readPart(db, { filter, order, now, after: index === 0 ? after : null, limit: missing })
    items.push(...rows.map((row) => ({ row, place: placeOf(row, order) })))
  }
  return { items: items.slice(0, first), hasMore: items.length > first }
}

/** Only what stands among the unanswered has an urgency; behind it comes the rest, the newest first. */
function partsOf(filter: InboxFilter, sort: InboxSort): { filter: InboxFilter; order: OrderName }[] {
  if (sort !== 'urgency') return [{ filter, order: sort }]
  if (filter.section === 'processed' || filter.needsResponse === false) return [{ filter, order: 'newest' }]
  if (filter.section || filter.needsResponse) return [{ filter, order: 'urgency' }]

  return [
    { filter: { ...filter, standsOpen: true }, order: 'urgency' },
    { filter: { ...filter, standsOpen: false }, order: 'newest' },
  ]
}

type Part = { filter: InboxFilter; order: OrderName; after: Place | null; limit: number; now: Date }

async function readPart(db: Db, { filter, order, after, limit, now }: Part): Promise<InteractionRow[]> {
  const values = noValues()
  const conditions = conditionsOf(filter, now, values)
  if (after) conditions.push(orders[order].beyond(after.key, values))

  const { by } = orders[order]
  const page = `SELECT * FROM interaction WHERE ${conditions.join(' AND ')} ORDER BY ${by} LIMIT ${values.take(limit, 'int')}`
  return await db.query<InteractionRow>(named(selectRows(page, `ORDER BY ${byOf(by)}`)), values.list)
}

// The joined tables have columns of the same names.
function byOf(by: string): string {
  return by
    .split(', ')
    .map((column) => `i.${column}`)
    .join(', ')
}
