import { firstNames } from './phrases/first-names.ts'
import { tokenize } from './text.ts'

/**
 * The name by which a buyer may be greeted, in the buyer's own spelling; null when none of the words of his name is a first name
 * that we know. Surnames and initials are never used (domain §9.3).
 */
export function firstNameOf(customerName: string | null): string | null {
  if (customerName === null) return null

  for (const { word, start, end } of tokenize(customerName)) {
    const name = known.get(word)
    if (name !== undefined) return spelled(customerName.slice(start, end), word) ?? name
  }
  return null
}

const known = new Map(firstNames.split(' ').map((name) => [name.toLowerCase(), name]))

/** «Алёна» stays «Алёна»; letters of another alphabet or hidden signs are not repeated to the buyer. */
function spelled(written: string, word: string): string | null {
  const small = written.toLowerCase()
  if (small.replaceAll('ё', 'е') !== word) return null
  return small.charAt(0).toUpperCase() + small.slice(1)
}
