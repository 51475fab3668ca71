import { byUrgency, type Pressing } from './urgency.ts'

/** In which order the inbox stands (ui 7.5.2): by urgency in sections, in any other order as one list. */
export const inboxOrders = ['urgency', 'newest', 'oldest', 'lowest_rating'] as const
export type InboxOrder = (typeof inboxOrders)[number]

/** What the place of an item in a list depends on. */
export type Ordered = Pressing & {
  /** Stars of a review; null for everything else. */
  rating: number | null
}

type Compare = (a: Ordered, b: Ordered) => number

const byAge: Compare = (a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || (a.id < b.id ? -1 : 1)
const byNews: Compare = (a, b) => byAge(b, a)
const starsOf = ({ rating }: Ordered) => rating ?? Number.MAX_SAFE_INTEGER

/** The server's orders: whoever comes first in them comes first here. */
export const comparisons: Record<InboxOrder, Compare> = {
  urgency: byUrgency,
  newest: byNews,
  oldest: byAge,
  // What has no stars comes last.
  lowest_rating: (a, b) => starsOf(a) - starsOf(b) || byNews(a, b),
}
