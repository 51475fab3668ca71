import type { ProductFacts } from '#domain/draft-facts.ts'
import type { Channel, Intent } from '#domain/interaction.ts'

/** A buyer's words with what an answer to them must and must not say. Lists of words are in the notation of `compile`. */
export type DraftCase = {
  channel: Channel
  /** Of a chat the messages, oldest first; one that begins with `> ` is the shop's. An empty one is a picture. */
  said: readonly string[]
  rating: number | null
  /** What it is about, as a person who reads it says. */
  intent: Intent
  /** An answer that speaks of the matter has at least one of these. Null: only a person may answer, so nobody writes. */
  about: string | null
} & Particulars

/** What makes a case harder. */
export type Particulars = {
  customerName?: string
  product?: Partial<ProductFacts>
  /** What the shop has answered about the product before. */
  pastAnswers?: readonly string[]
  /** What the answer would have to make up to say it. */
  invented?: string
  /** What would contradict what the shop has said before, or what the buyer has just told. */
  contradicts?: string
  trap?: Trap
}

export const traps = [
  'missing fact',
  'conflicting promise',
  'stars that say the opposite',
  'a complaint behind praise',
  'orders to the writer',
  'needs a person',
] as const
export type Trap = (typeof traps)[number]

export function review(
  rating: number,
  text: string,
  intent: Intent,
  about: string | null,
  more: Particulars = {},
): DraftCase {
  return { channel: 'review', said: [text], rating, intent, about, ...more }
}

export function question(text: string, intent: Intent, about: string | null, more: Particulars = {}): DraftCase {
  return { channel: 'question', said: [text], rating: null, intent, about, ...more }
}

export function chat(
  said: string | readonly string[],
  intent: Intent,
  about: string | null,
  more: Particulars = {},
): DraftCase {
  return { channel: 'chat', said: typeof said === 'string' ? [said] : said, rating: null, intent, about, ...more }
}
