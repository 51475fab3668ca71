import { firstNameOf } from './first-name.ts'
import { courtesy, greeting, greetingWords } from './phrases/drafts.ts'

/** How a draft begins: by the buyer's first name where it is one that we know (domain §9.3). */
export function greetingFor(customerName: string | null): string {
  const name = firstNameOf(customerName)
  return name === null ? greeting : `${name}, ${greeting.toLowerCase()}`
}

/** The text behind our greeting, whatever greeting it had itself. */
export function greeted(text: string, customerName: string | null): string {
  return `${greetingFor(customerName)} ${withoutGreeting(text)}`
}

/** The text without the greetings that it begins with. One that is nothing but a greeting becomes empty. */
export function withoutGreeting(text: string): string {
  const bare = text.trim().replace(greetings, '').trim()
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

/** A text of the seller's without whom it was written to: neither greeting nor name at its beginning. */
export function withoutAddressee(text: string): string {
  const bare = withoutGreeting(text)
  const addressee = addressed.exec(bare)
  return addressee && firstNameOf(addressee[0]) !== null ? withoutGreeting(bare.slice(addressee[0].length)) : bare
}

const word = String.raw`\p{Lu}[\p{L}-]{1,30}`
const name = `(?:${courtesy} )?${word}(?: ${word}){0,2}`
// A name stands before or behind, and with a sign after it: other words are the text itself.
const greetings = new RegExp(
  String.raw`^(?:(?:${name},\s*)?(?:${greetingWords})(?![\p{L}])(?:,?\s+${name}(?=\s*[!.,]))?(?:\s*[!.,…)]+\s*|\s+|$))+`,
  'u',
)

const addressed = new RegExp(String.raw`^(?:${courtesy} )?${word}(?: ${word}){0,2}\s*[,!.]\s*`, 'u')
