import { stemmer } from '@orama/stemmers/russian'
import type { LinkSide } from '#domain/link.ts'
import { tellingWords } from '#domain/word-overlap.ts'

/** The stems of the words that say what a text is about, so that «застёжка» and «застёжку» are one (domain §7.3). */
export function stemsOf(text: string | null): ReadonlySet<string> {
  return new Set(tellingWords(text ?? '').map(stem))
}

/** The same for each message of a chat that has several, as far as it says enough to be compared by itself. */
export function stemsOfMessages({ channel, text }: Pick<LinkSide, 'channel' | 'text'>): ReadonlySet<string>[] {
  const lines = channel === 'chat' ? (text ?? '').split('\n') : []
  return lines.length < 2 ? [] : lines.map(stemsOf).filter(({ size }) => size >= 3)
}

/** Buyers use the same words over and over. */
const known = new Map<string, string>()
const mostKnown = 20_000

function stem(word: string): string {
  const before = known.get(word)
  if (before !== undefined) return before
  const cut = stemmer(word)
  if (known.size >= mostKnown) known.clear()
  known.set(word, cut)
  return cut
}
