import type { Channel } from '#domain/interaction.ts'
import type { Values } from './statement.ts'

/** What of the inbox is asked for. `sellerIds` are the viewer's, or one of them: that is what keeps sellers apart. */
export type InboxFilter = {
  sellerIds: string[]
  channel: Channel | null
  section: Section | null
  needsResponse: boolean | null
  /** At least two characters. */
  search: string | null
  nmId: string | null
  ratings: number[] | null
}

/** The inbox in three: urgent or overdue, other items without an answer, and the rest. */
type Section = 'urgent' | 'waiting' | 'processed'

/** The filter as conditions on `interaction`; `now` decides what is overdue. */
export function conditionsOf(filter: InboxFilter, now: Date, values: Values): string[] {
  const { channel, section, needsResponse, nmId, ratings } = filter

  return [
    inSellers(filter.sellerIds, values),
    ...(channel ? [`channel = ${values.take(channel, 'text')}`] : []),
    ...(needsResponse === null ? [] : [needsResponse ? 'needs_response' : 'NOT needs_response']),
    ...(section ? sectionConditions[section](() => values.take(now, 'timestamptz')) : []),
    ...(nmId ? [`nm_id = ${values.take(nmId, 'text')}`] : []),
    ...(ratings?.length ? [`rating = ANY(${values.take(ratings, 'int[]')})`] : []),
    ...(filter.search ? [mentions(filter.search, values)] : []),
  ]
}

/** The one meaning of "urgent", as in the domain's `isUrgent`, of items that need an answer. */
export function urgentAt(now: string): string {
  return `(priority_rank = 3 OR sla_due_at < ${now})`
}

const sectionConditions: Record<Section, (now: () => string) => string[]> = {
  urgent: (now) => ['needs_response', urgentAt(now())],
  waiting: (now) => ['needs_response', 'priority_rank < 3', `(sla_due_at IS NULL OR sla_due_at >= ${now()})`],
  processed: () => ['NOT needs_response'],
}

// With a single seller the rows come out of the index in the order asked for.
function inSellers(sellerIds: string[], values: Values): string {
  const [only] = sellerIds
  return sellerIds.length === 1
    ? `seller_id = ${values.take(only, 'uuid')}`
    : `seller_id = ANY(${values.take(sellerIds, 'uuid[]')})`
}

function mentions(search: string, values: Values): string {
  const pattern = values.take(`%${search.replace(/[\\%_]/g, '\\$&')}%`, 'text')
  return `(${searched.map((column) => `${column} ILIKE ${pattern}`).join(' OR ')})`
}

const searched = ['text', 'customer_name', 'product_name', 'product_article', 'nm_id']
