import { lookAlikes } from './phrases/look-alikes.ts'

const cyrillic = /\p{Script=Cyrillic}/u

/** Whether any letter of a word is Cyrillic. */
export function hasCyrillic(word: string): boolean {
  return cyrillic.test(word)
}

/** A look-alike among Cyrillic letters is a slip, or a way round the rules. */
export function asCyrillic(word: string): string {
  return hasCyrillic(word) ? withoutLookAlikes(word) : word
}

export function withoutLookAlikes(word: string): string {
  return word.replace(/[aeopcyxkmthb03]/g, (letter) => lookAlikes[letter] ?? letter)
}
