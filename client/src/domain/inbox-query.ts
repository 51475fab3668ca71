/** What the inbox shows, as its address says it (ui 2.3). Absent means everything. */
export type InboxQuery = {
  channel: 'REVIEW' | 'QUESTION' | 'CHAT' | null
  status: InboxStatus | null
  search: string
}

export type InboxStatus = 'urgent' | 'waiting' | 'processed'

type Address = Record<string, unknown>

export function inboxQueryOf(address: Address): InboxQuery {
  return {
    channel: channels[String(address.ch)] ?? null,
    status: statuses.find((status) => status === address.f) ?? null,
    search: typeof address.q === 'string' ? address.q : '',
  }
}

export function addressOf({ channel, status, search }: InboxQuery): Record<string, string> {
  return {
    ...(channel && { ch: channel.toLowerCase() }),
    ...(status && { f: status }),
    ...(search.trim() && { q: search }),
  }
}

/** Shorter than two characters is not a search yet; digits of an article are. */
export function isSearch(text: string): boolean {
  return text.trim().length >= 2 || /^\d+$/.test(text.trim())
}

const channels: Record<string, InboxQuery['channel']> = { review: 'REVIEW', question: 'QUESTION', chat: 'CHAT' }
const statuses: InboxStatus[] = ['urgent', 'waiting', 'processed']
