import { stemmer } from '@orama/stemmers/russian'
import type { LinkSide } from '#domain/link.ts'
import { tellingWords } from '#domain/word-overlap.ts'

/** The stems of the words that say what a text is about, so that «застёжка» and «застёжку» are one (domain §7.3). */
export function stemsOf(text: string | null): ReadonlySet<string> {
  return new Set(tellingWords(text ?? '').map(stem))
}

/**
 * The same for each message of a chat that has several, and for each two that follow each other: a thought often takes two. As far as they
 * say enough to be compared by themselves.
 */
export function stemsOfMessages({ channel, text }: Pick<LinkSide, 'channel' | 'text'>): ReadonlySet<string>[] {
  const messages = channel === 'chat' ? (text ?? '').split('\n').map(stemsOf) : []
  if (messages.length < 2) return []
  const inTwo = messages.slice(1).map((next, before) => new Set([...(messages[before] ?? []), ...next]))
  return [...messages, ...inTwo].filter(({ size }) => size >= 3)
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
