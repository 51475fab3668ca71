import { areSame, distanceOf } from './deterministic-match.ts'
import type { LinkSide, LinkSignal } from './link.ts'
import { areOfTwoPeople, nameLikeness } from './names.ts'
import { haveSameProblem } from './problem-family.ts'
import { tokenize } from './text.ts'
import { DAY } from './time.ts'
import { overlapOf } from './word-overlap.ts'

/**
 * One side of a pair with the stems of its telling words. Of a chat the words are those of the buyer, and each of several messages is
 * also compared by itself: what he adds takes nothing from what he has said.
 */
export type Read = LinkSide & { stems: ReadonlySet<string>; messages?: readonly ReadonlySet<string>[] }

/** What a signal adds, in hundredths; the figures of the seed. */
const points: Readonly<Record<LinkSignal, number>> = {
  nm_id_within_7d: 45,
  article_within_7d: 45,
  time_within_24h: 20,
  semantic_match: 20,
  semantic_partial: 12,
  name_match: 10,
  name_partial: 5,
  extra_reference: 5,
}

/** Below this nothing is kept. */
const leastConfidence = 55

/** From this share of common words on two texts say partly the same. */
const partlySame = 0.25

/** The surest that a guess can be. */
const mostConfidence = 99

/**
 * How probably two interactions of different channels are one buyer's, by what speaks for it. Null: nothing worth keeping does
 * (domain §7.3). Whole hundredths, so that a sum is exact.
 */
export function probableLink(one: Read, other: Read): { signals: LinkSignal[]; confidence: number } | null {
  if (one.channel === other.channel) return null
  const product = productSignal(one, other)
  if (!product) return null

  const found = [
    product,
    timeSignal(one, other),
    wordsSignal(one, other),
    nameSignal(one, other),
    reference(one, other),
  ]
  const signals = found.filter((signal) => signal !== null)
  const sum = signals.reduce((total, signal) => total + points[signal], 0)
  return sum < leastConfidence ? null : { signals, confidence: Math.min(sum, mostConfidence) }
}

/**
 * Whether something of the buyer's own speaks for a guess. A product, a day and a kind of trouble are common to many buyers; his words
 * are his, and so are a number that he names and his name on the same day. Names of two people speak against it (ADR 19).
 */
export function isOneBuyers(one: Read, other: Read): boolean {
  if (areOfTwoPeople(one.customerName, other.customerName)) return false
  if (likenessOf(one, other) >= partlySame || reference(one, other) !== null) return true
  return nameSignal(one, other) !== null && timeSignal(one, other) !== null
}

function likenessOf(one: Read, other: Read): number {
  const partsOf = ({ stems, messages = [] }: Read) => [stems, ...messages]
  return Math.max(...partsOf(one).flatMap((mine) => partsOf(other).map((yours) => overlapOf(mine, yours))))
}

function productSignal(one: Read, other: Read): LinkSignal | null {
  const distance = distanceOf(one, other)
  if (distance === null || distance > 7 * DAY) return null
  if (areSame(one.nmId, other.nmId)) return 'nm_id_within_7d'
  return areSame(one.productArticle, other.productArticle) ? 'article_within_7d' : null
}

function timeSignal(one: Read, other: Read): LinkSignal | null {
  const distance = distanceOf(one, other)
  return distance !== null && distance < DAY ? 'time_within_24h' : null
}

function wordsSignal(one: Read, other: Read): LinkSignal | null {
  if (haveSameProblem(one.intent, other.intent)) return 'semantic_match'
  const overlap = likenessOf(one, other)
  if (overlap >= 0.45) return 'semantic_match'
  return overlap >= partlySame ? 'semantic_partial' : null
}

function nameSignal(one: Read, other: Read): LinkSignal | null {
  switch (nameLikeness(one.customerName, other.customerName)) {
    case 'exact':
      return 'name_match'
    case 'partial':
      return 'name_partial'
    case null:
      return null
  }
}

/** A long number that both write, or an article that both mention. The product's own number says nothing new. */
function reference(one: Read, other: Read): LinkSignal | null {
  const numbers = numbersIn(one).filter((number) => number !== one.nmId && number !== other.nmId)
  const others = new Set(numbers.length > 0 ? numbersIn(other) : [])
  if (numbers.some((number) => others.has(number))) return 'extra_reference'
  const articles = [one.productArticle, other.productArticle].filter((article) => article !== null)
  return articles.some((article) => mentions(one, article) && mentions(other, article)) ? 'extra_reference' : null
}

function numbersIn({ text }: Read): string[] {
  return text?.match(/(?<!\d)\d{8,}(?!\d)/g) ?? []
}

function mentions({ text }: Read, article: string): boolean {
  if (!text?.toLowerCase().includes(article.toLowerCase())) return false
  const [words, wanted] = [wordsOf(text), wordsOf(article)]
  return wanted.join('').length >= 4 && words.some((_, at) => wanted.every((word, next) => words[at + next] === word))
}

function wordsOf(text: string): string[] {
  return tokenize(text).map(({ word }) => word)
}
