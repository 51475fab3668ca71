import { stemmer } from '@orama/stemmers/russian'
import type { LinkSide } from '#domain/link.ts'
import { remembered } from '#domain/remembered.ts'
import { tellingWords } from '#domain/word-overlap.ts'

/** The stems of the words that say what a text is about, so that «застёжка» and «застёжку» are one (domain §7.3). */
export function stemsOf(text: string | null): ReadonlySet<string> {
  return text === null ? nothing : textStems(text)
}

const nothing: ReadonlySet<string> = new Set()

/** Whoever has to do with a much-talked-of product is compared with the same hundred texts. */
const textStems = remembered(2000, (text: string): ReadonlySet<string> => new Set(tellingWords(text).map(wordStem)))

/** Buyers use the same words over and over. */
const wordStem = remembered(20_000, stemmer)

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
