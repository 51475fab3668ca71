import { activeFilters, type InboxFilters, serverFilter } from '#domain/inbox-filters.ts'
import type { InboxOrder } from '#domain/inbox-order.ts'
import type { InboxQuery } from '#domain/inbox-query.ts'
import type { SectionName } from '#domain/inbox-sections.ts'
import type { Channel, InboxSection, InteractionFilter, InteractionSort } from '#generated/graphql.ts'
import { serverNow } from '#stores/clock.ts'

/** What of the inbox is on the screen. */
export type Scope = { channel: Channel | null; search: string | null; order: InboxOrder; filters: InboxFilters }

/** What of the inbox is read for a question; its status only chooses among the sections. */
export function scopeOf({ channel, search, order, filters }: InboxQuery): Scope {
  return { channel, search: search || null, order, filters }
}

/** What a scope asks of the server, but for the section. */
export function filterIn({ channel, search, filters }: Omit<Scope, 'order'>): InteractionFilter {
  return { ...serverFilter(filters, serverNow()), ...(channel && { channel }), ...(search && { search }) }
}

/** What a scope asks of the server for one of its sections. */
export function sectionFilter(scope: Scope, name: SectionName): InteractionFilter {
  return { ...filterIn(scope), section: sectionWord[name] }
}

/** The same for all of them. */
export function sectionFilters(scope: Scope): Record<SectionName, InteractionFilter> {
  const of = (name: SectionName) => sectionFilter(scope, name)
  return { urgent: of('urgent'), waiting: of('waiting'), processed: of('processed') }
}

/** In which order it asks for them. By urgency is how the server sorts by itself. */
export function sortingOf({ order }: Scope): { sort?: InteractionSort } {
  return order === 'urgency' ? {} : { sort: sorts[order] }
}

/** Whether an item may be left out of it that nobody has told about. */
export function isNarrow({ search, filters }: Pick<Scope, 'search' | 'filters'>): boolean {
  return search !== null || activeFilters(filters).length > 0
}

/** Whether the channel of an item is looked at. */
export function isOfChannel({ channel }: Pick<Scope, 'channel'>, row: { channel: Channel }): boolean {
  return channel === null || row.channel === channel
}

const sorts = { newest: 'NEWEST', oldest: 'OLDEST', lowest_rating: 'LOWEST_RATING' } as const

const sectionWord: Record<SectionName, InboxSection> = { urgent: 'URGENT', waiting: 'WAITING', processed: 'PROCESSED' }
