import { named } from './draft-greeting.ts'
import { firstNameOf } from './first-name.ts'
import { hiddenName, hideNames, type NamesAbout } from './hidden-names.ts'
import { greetingWords } from './phrases/drafts.ts'
import { withoutName } from './template.ts'

/**
 * A text of the seller's to somebody else, as the beginning of one to this buyer: addressed to him where it was addressed at its beginning and
 * his first name is known. Whoever else was spoken to is left out, and who signed it; a name that a sentence needs stays. `about`: whom it was
 * written to.
 */
export function readdressed(text: string, about: Omit<NamesAbout, 'author'>, customerName: string | null): string {
  const places = addressedOnce(withPlaces(text, hideNames(text, { ...about, author: 'seller' })))
  const address = addressed.exec(places)?.[0] ?? ''
  if (firstNameOf(customerName) === null) return withoutName(places).trimEnd()
  return named(address, customerName) + withoutName(places.slice(address.length)).trimEnd()
}

/** The text with a place only where somebody is spoken to or has signed: every other name is written again as it was. */
function withPlaces(text: string, hidden: string): string {
  const pieces = hidden.split(hiddenName)
  const last = pieces.length - 1
  let [places, at] = [pieces[0] ?? '', pieces[0]?.length ?? 0]

  pieces.slice(1).forEach((piece, index) => {
    // A name has a letter at least.
    const end = index + 1 === last ? text.length - piece.length : text.indexOf(piece, at + 1)
    places += (standsApart(places, piece, index + 1 === last) ? hiddenName : text.slice(at, end)) + piece
    at = end + piece.length
  })
  return places.replace(signed, '$1').replace(signedFor, '$1')
}

/** Whether a name between these belongs to no sentence: «Сергей, …», «…, Сергей!», «Спасибо Сергей!», «Сергей спасибо». */
function standsApart(before: string, after: string, isLast: boolean): boolean {
  if (beginning.test(before) && thanking.test(after)) return true
  const isEnd = isLast && /^[.!]?\s*$/.test(after)
  if (isEnd && signing.test(before)) return true
  return (isEnd || closed.test(after)) && (opened.test(before) || greetingBefore.test(before))
}

/** One address where there were two, and no dot of an initial behind it. */
function addressedOnce(places: string): string {
  return places
    .replace(/\{имя\}\.(?=\s*[,!])/gu, hiddenName)
    .replace(/\{имя\}\.(?=\s+\p{Ll})/gu, `${hiddenName},`)
    .replace(
      /(\{имя\}\s*([,!.])\s*)(?:\{имя\}\s*[,!.]\s*)+(\p{L}?)/gu,
      (_, first: string, sign: string, letter: string) => {
        return first + (sign === ',' ? letter : letter.toUpperCase())
      },
    )
}

// «{имя}, спасибо», «Добрый день, {имя}!»
const addressed = /^\s*(?:[\p{L} ]{1,40},\s*)?\{имя\}(?=\s*[,!.])/u

const beginning = /(?:^|[.!?…\n])\s*$/
const opened = /(?:^|[,.!?…\n])\s*$/
// Behind the dot of an initial the sentence goes on.
const closed = /^\.?\s*[,!]|^\.(?!\s+[\p{Ll}—–-])|^[ \t]*\n/u
const greetingOrThanks = `(?:${greetingWords}|[Сс]пасибо)`
const greetingBefore = new RegExp(String.raw`(?<!\p{L})${greetingOrThanks}\s+$`, 'u')
const thanking = new RegExp(String.raw`^\.?\s+${greetingOrThanks}(?!\p{L})`, 'u')
// «С уважением, менеджер {имя}»
const signature = String.raw`([Сс] уважением),?(?:\s+\p{Ll}+){0,3},?\s+`
const signing = new RegExp(`${signature}$`, 'u')
const signed = new RegExp(String.raw`${signature}\{имя\}[.!]?\s*$`, 'u')
// «С уважением, {имя}, магазин …»
const signedFor = /([Сс] уважением,\s*)\{имя\},\s*/gu
