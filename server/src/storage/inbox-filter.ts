import { stopReasons } from '#domain/escalation-effect.ts'
import type { Channel, Priority, Source } from '#domain/interaction.ts'
import { subjectOf } from './draft-subject.ts'
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
  /** Words in the product's name, its article or its number; at least two characters. */
  product: string | null
  priorities: Priority[] | null
  sources: Source[] | null
  hasPhotos: boolean | null
  /** Whether it stands among the unanswered: it waits for an answer, or its answer has not left yet (ui §8.2). Absent: both. */
  standsOpen?: boolean
  /** Of what waits for an answer: whether a draft is ready for what the buyer says now. */
  hasDraft: boolean | null
  /** The buyer wrote at this time or later. */
  since: Date | null
  /** The buyer wrote before this time. */
  until: Date | null
}

/** The inbox in three: urgent or overdue, other items without an answer or whose answer has not left yet, and the rest. */
type Section = 'urgent' | 'waiting' | 'processed'

/** The filter as conditions on `interaction`; `now` decides what is overdue. */
export function conditionsOf(filter: InboxFilter, now: Date, values: Values): string[] {
  const { channel, section, needsResponse, nmId, ratings, priorities, sources, since, until } = filter
  const { hasPhotos, hasDraft } = filter

  return [
    inSellers(filter.sellerIds, values),
    ...(channel ? [`channel = ${values.take(channel, 'text')}`] : []),
    ...(needsResponse === null ? [] : [needsResponse ? waits : answered]),
    ...(filter.standsOpen === undefined ? [] : [filter.standsOpen ? standsOpen : `NOT ${standsOpen}`]),
    ...(section ? sectionConditions[section](() => values.take(now, 'timestamptz')) : []),
    ...(nmId ? [`nm_id = ${values.take(nmId, 'text')}`] : []),
    ...(ratings?.length ? [`rating = ANY(${values.take(ratings, 'int[]')})`] : []),
    ...(filter.search ? [mentions(searched, filter.search, values)] : []),
    ...(filter.product ? [mentions(namesOfProduct, filter.product, values)] : []),
    ...(priorities ? [`priority = ANY(${values.take(priorities, 'text[]')})`] : []),
    ...(sources ? [`source = ANY(${values.take(sources, 'text[]')})`] : []),
    ...(hasPhotos === null ? [] : [hasPhotos ? withPhotos : `NOT ${withPhotos}`]),
    ...(hasDraft === null ? [] : [waits, hasDraft ? withDraft(values) : `NOT ${withDraft(values)}`]),
    ...(since ? [`occurred_at >= ${values.take(since, 'timestamptz')}`] : []),
    ...(until ? [`occurred_at < ${values.take(until, 'timestamptz')}`] : []),
  ]
}

/** As the domain's `standsOpen`, and word for word as the indexes of what is open have it. */
export const standsOpen = '(needs_response OR answering_since IS NOT NULL)'

/** Needs an answer, in words that an index alone can tell: what an answer is on its way to needs none. */
export const waits = `${standsOpen} AND answering_since IS NULL`

/** Needs no answer: the same items, in words that an index alone can tell. */
export const answered = "status <> 'open'"

/** The one meaning of "urgent", as in the domain's `isUrgent`, of items that need an answer. */
export function urgentAt(now: string): string {
  return `(priority_rank = 3 OR sla_due_at < ${now})`
}

// What was in time when its answer was written does not become overdue while that is on its way.
const stoodAt = (now: string) => `coalesce(answering_since, ${now})`

const sectionConditions: Record<Section, (now: () => string) => string[]> = {
  urgent: (now) => [standsOpen, urgentAt(stoodAt(now()))],
  waiting: (now) => [standsOpen, 'priority_rank < 3', `(sla_due_at IS NULL OR sla_due_at >= ${stoodAt(now())})`],
  processed: () => [`NOT ${standsOpen}`],
}

// With a single seller the rows come out of the index in the order asked for.
function inSellers(sellerIds: string[], values: Values): string {
  const [only] = sellerIds
  return sellerIds.length === 1
    ? `seller_id = ${values.take(only, 'uuid')}`
    : `seller_id = ANY(${values.take(sellerIds, 'uuid[]')})`
}

function mentions(columns: readonly string[], search: string, values: Values): string {
  const pattern = values.take(`%${search.replace(/[\\%_]/g, '\\$&')}%`, 'text')
  return `(${columns.map((column) => `${column} ILIKE ${pattern}`).join(' OR ')})`
}

const namesOfProduct = ['product_name', 'product_article', 'nm_id']
const searched = ['text', 'customer_name', ...namesOfProduct]

// The photos that a row counts; of what has none, the marketplace tells nothing or something else than a list.
const withPhotos = `(CASE jsonb_typeof(extra -> 'photos') WHEN 'array' THEN jsonb_array_length(extra -> 'photos') > 0 ELSE false END)`

/** As an item tells its draft: one that a person must answer has none, and one for earlier words is none. */
function withDraft(values: Values): string {
  return `((escalation_reason IS NULL OR NOT escalation_reason = ANY(${values.take(stopReasons, 'text[]')})) AND EXISTS (
    SELECT 1 FROM draft WHERE draft.interaction_id = interaction.id AND draft.superseded_at IS NULL
      AND draft.subject_hash = ${subjectOf('interaction')}))`
}
