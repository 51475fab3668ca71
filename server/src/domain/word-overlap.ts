import { stopWords } from './phrases/stop-words.ts'
import { tokenize } from './text.ts'

/** The words by which two texts are compared; whoever compares them cuts their endings (domain §7.3). */
export function tellingWords(text: string): string[] {
  return tokenize(text)
    .map(({ word }) => word)
    .filter((word) => !silent.has(word) && threeLetters.test(word))
}

/** How much of two sets of stems is the same, 0 to 1: what both have of all that either has. */
export function overlapOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0
  const [few, many] = one.size < other.size ? [one, other] : [other, one]
  let common = 0
  for (const stem of few) if (many.has(stem)) common += 1
  return common / (one.size + other.size - common)
}

const silent = new Set(stopWords.split(' '))
const threeLetters = /\p{L}.*\p{L}.*\p{L}/u
