import type { UsedLink } from './draft.ts'
import type { Channel, Intent } from './interaction.ts'
import type { Tone } from './phrases/draft-prompt.ts'
import type { ProductCard } from './product-card.ts'
import type { Frequent } from './product-context.ts'

/**
 * What is known of an item when a draft is written, as it is stored: buyers' words and names are not masked yet. Promo codes are not among it: the
 * product has none yet.
 */
export type DraftFacts = {
  channel: Channel
  text: string | null
  rating: number | null
  intent: Intent | null
  customerName: string | null
  product: ProductFacts
  /** Of a chat, the newest messages that are not the marketplace's, oldest first. */
  messages: readonly SpokenMessage[]
  /** The seller's answers about the same product, those to the same intent first, then the newest. */
  pastAnswers: readonly PastAnswer[]
  /** The seller's own texts that fit the item, filled. */
  templates: readonly { id: string; text: string }[]
  /** What buyers of the product wrote about in ninety days, the most frequent first. */
  frequent: { complaints: readonly Frequent[]; questions: readonly Frequent[] }
  /** What else this buyer wrote: surely, or probably where only an old number of his says so; see `mode`. */
  related: readonly RelatedStep[]
  /** Only of a buyer whom the marketplace names. */
  profile: { items: number; lastAt: Date } | null
  tone: Tone
}

export type ProductFacts = {
  nmId: string | null
  name: string | null
  brand: string | null
  category: string | null
  size: string | null
  color: string | null
  /** What anybody can read of it, and when it was read; null while nobody has. */
  card: (ProductCard & { fetchedAt: Date }) | null
}

export type SpokenMessage = {
  id: string
  author: 'buyer' | 'seller'
  text: string | null
  attachments: readonly { kind: 'image' | 'file' }[]
  sentAt: Date
}

/** `customerName`: of the buyer to whom it was written. */
export type PastAnswer = { id: string; interactionId: string; text: string; customerName: string | null }
export type RelatedStep = UsedLink & {
  channel: Channel
  at: Date
  customerName: string | null
  text: string | null
  answer: string | null
}

/** How a buyer feels by the stars, as far as an answer needs to know. `hasComplaint`: stars outside, a complaint inside. */
export type Mood = 'upset' | 'mixed' | 'glad'

export function moodOf(rating: number | null, hasComplaint: boolean): Mood {
  if (rating !== null && rating <= 2) return 'upset'
  return rating === null || rating === 3 || hasComplaint ? 'mixed' : 'glad'
}
