import { activeFilters, filterAddress, filtersIn, type InboxFilters } from './inbox-filters.ts'
import { type InboxOrder, inboxOrders } from './inbox-order.ts'

/** What the inbox shows, as its address says it (ui 2.3). Absent means everything, by urgency. */
export type InboxQuery = {
  channel: 'REVIEW' | 'QUESTION' | 'CHAT' | null
  status: InboxStatus | null
  search: string
  order: InboxOrder
  filters: InboxFilters
}

export type InboxStatus = 'urgent' | 'waiting' | 'processed'

type Address = Record<string, unknown>

export function inboxQueryOf(address: Address): InboxQuery {
  return {
    channel: channels[String(address.ch)] ?? null,
    status: statuses.find((status) => status === address.f) ?? null,
    search: typeof address.q === 'string' ? address.q : '',
    order: inboxOrders.find((order) => order === address.sort) ?? 'urgency',
    filters: filtersIn(address),
  }
}

export function addressOf({ channel, status, search, order, filters }: InboxQuery): Record<string, string> {
  return {
    ...(channel && { ch: channel.toLowerCase() }),
    ...(status && { f: status }),
    ...(search.trim() && { q: search }),
    ...filterAddress(filters),
    ...(order !== 'urgency' && { sort: order }),
  }
}

/** Whether a search or a filter leaves items out, whatever their channel and status. */
export function isNarrowed({ search, filters }: Pick<InboxQuery, 'search' | 'filters'>): boolean {
  return search !== '' || activeFilters(filters).length > 0
}

/** Shorter than two characters is not a search yet; digits of an article are. */
export function isSearch(text: string): boolean {
  return text.trim().length >= 2 || /^\d+$/.test(text.trim())
}

const channels: Record<string, InboxQuery['channel']> = { review: 'REVIEW', question: 'QUESTION', chat: 'CHAT' }
const statuses: InboxStatus[] = ['urgent', 'waiting', 'processed']
