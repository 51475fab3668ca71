import { firstNameOf } from './first-name.ts'
import { hideNames, type NamesAbout } from './hidden-names.ts'
import { courtesy, greeting, greetingWords } from './phrases/drafts.ts'
import { fillTemplate, withoutName } from './template.ts'

/** How a draft begins: by the buyer's first name where it is one that we know (domain §9.3). */
export function greetingFor(customerName: string | null): string {
  const name = firstNameOf(customerName)
  return name === null ? greeting : `${name}, ${greeting.toLowerCase()}`
}

/** The text behind our greeting, whatever greeting it had itself; elsewhere the buyer's first name stands again where it was hidden. */
export function greeted(text: string, customerName: string | null): string {
  return `${greetingFor(customerName)} ${named(withoutGreeting(text), customerName)}`
}

/** A model's text with the buyer's first name where it was hidden; without a place for it if he has none that we know. */
export function named(text: string, customerName: string | null): string {
  return fillTemplate(text, { customerName, productName: null, article: null, shopName: null })
}

/** The text without the greetings that it begins with. One that is nothing but a greeting becomes empty. */
export function withoutGreeting(text: string): string {
  const bare = text.trim().replace(greetings, '').trim()
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

/** A text of the seller's without anybody's name, and without the greeting at its beginning. */
export function withoutAddressee(text: string, about: Omit<NamesAbout, 'author'>): string {
  return withoutGreeting(withoutName(hideNames(text, { ...about, author: 'seller' })))
}

const word = String.raw`\p{Lu}[\p{L}-]{1,30}`
// A model may write what stands for a name in its place.
const name = String.raw`(?:(?:${courtesy} )?${word}(?: ${word}){0,2}|\{имя\})`
// A name stands before or behind, and with a sign after it: other words are the text itself.
const greetings = new RegExp(
  String.raw`^(?:(?:${name},\s*)?(?:${greetingWords})(?![\p{L}])(?:,?\s+${name}(?=\s*[!.,]))?(?:\s*[!.,…)]+\s*|\s+|$)|(?:${courtesy} )?\{имя\}\s*[,!.]\s*)+`,
  'u',
)
