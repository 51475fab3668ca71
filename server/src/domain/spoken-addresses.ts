import { withNearLetters } from './near-letters.ts'
import { dots, textAt } from './personal-data.ts'
import { nobodysNames } from './phrases/person-names.ts'
import { housedShape, insideShape, noGoods } from './phrases/private-addresses.ts'
import {
  deedEnds,
  doubtfulWords,
  inFirstCase,
  linkingWords,
  nameEnds,
  namesBefore,
  noNames,
  otherCase,
  placeWords,
  streetWords,
  sureNames,
} from './phrases/spoken-addresses.ts'
import { stopWords } from './phrases/stop-words.ts'
import { allMatches, compile, matches, type Token, tokenize } from './text.ts'

/**
 * A text without addresses as they are written in haste: «живу на улице ленина 5 кв 7». Behind a word of addresses a name and a number are one,
 * though their letters are small; what is measured is none, nor what weather, people and parcels are like: «на улице жара 35». What bears the
 * product's name stays.
 */
export function withoutSpokenAddresses(text: string, product: string | null): string {
  const tokens = tokenize(text)
  const sold = new Set(tokenize(product ?? '').map(({ word }) => word))
  let told = ''
  let from = 0
  for (const { start, end } of homesIn({ text, tokens })) {
    if (start < from || isOf(sold, text.slice(start, end))) continue
    told += text.slice(from, start) + dots
    from = end
  }
  return told + text.slice(from)
}

function isOf(sold: ReadonlySet<string>, home: string): boolean {
  return sold.size > 0 && tokenize(home).every(({ word }) => sold.has(word) || !/\p{L}/u.test(word))
}

type Words = { text: string; tokens: readonly Token[] }
type Span = { start: number; end: number }
type Kind = 'street' | 'doubtful' | 'place'

function homesIn(words: Words): Span[] {
  const { text, tokens } = words
  const places = new Map(tokens.map(({ end }, at) => [end, at]))
  const homes = kinds.flatMap(({ kind, phrases }) =>
    allMatches(phrases, tokens).flatMap(({ start, end }) => {
      const behind = (places.get(end) ?? 0) + 1
      if (kind === 'place') return homeBehind(words, behind, kind)
      return isSold(text, start) ? [] : homeBehind(words, behind, kind).map((home) => ({ start, end: home.end }))
    }),
  )
  return [...homes, ...tokens.flatMap((_, at) => homeBefore(words, at))].sort(
    (one, other) => one.start - other.start || other.end - one.end,
  )
}

/** «ленина 5 кв 7» from a place on, behind the word that says what it is. */
function homeBehind(words: Words, at: number, kind: Kind): Span[] {
  const { text, tokens } = words
  let first = at
  while (kind === 'place' && isLink(tokens[first]) && isNear(words, first)) first++

  for (let last = first; last < first + mostNames; last++) {
    const token = tokens[last]
    if (!token || !(last === at ? isBegun(words, at, kind) : isNear(words, last))) return []
    const isEnd = (kind === 'doubtful' ? sure : end).test(token.word) && agrees(tokens[at - 1], token)
    const isLast = isEnd && (kind === 'place' || isSmall(text, token)) && isName(token.word)
    const home = isLast ? homeAt(text, token.end) : ''
    if (home !== '') return [{ start: tokens[first]?.start ?? token.start, end: token.end + home.length }]

    const isOrdinal = kind !== 'place' && (last === first ? /^\d{1,3}$/.test(token.word) : gap(words, last) === '-')
    const isWithin = kind === 'place' && (isLink(token) || matches(streets, [token]))
    if (!isOrdinal && !isWithin && !isName(token.word)) return []
  }
  return []
}

/** «на ленинском проспекте, 12» */
function homeBefore(words: Words, at: number): Span[] {
  const { text, tokens } = words
  const [name, street] = [tokens[at - 1], tokens[at]]
  const ending = before.get(street?.word ?? '')
  if (!name || !street || !ending?.test(name.word) || !isName(name.word) || !isNear(words, at)) return []
  const home = homeAt(text, street.end)
  return home === '' ? [] : [{ start: name.start, end: street.end + home.length }]
}

function homeAt(text: string, at: number): string {
  const house = textAt(housed, text, at)
  return house === '' ? '' : house + textAt(inside, text, at + house.length)
}

/** Names of a street are at most so many, with what leads to them. */
const mostNames = 5

const kinds: readonly { kind: Kind; phrases: ReturnType<typeof compile> }[] = [
  { kind: 'street', phrases: compile(streetWords) },
  { kind: 'doubtful', phrases: compile(doubtfulWords) },
  { kind: 'place', phrases: compile(placeWords) },
]
const streets = compile(streetWords)
const links = compile(linkingWords)
const others = compile(`${noNames}, ${nobodysNames}`)
const unnamed = new Set(stopWords.split(' '))
const end = new RegExp(nameEnds, 'u')
const deed = new RegExp(deedEnds, 'u')
const inOtherCase = new RegExp(otherCase, 'u')
const firstCase = new RegExp(inFirstCase, 'u')
const sure = new RegExp(sureNames, 'u')
const before = new Map(Object.entries(namesBefore).map(([street, ending]) => [street, new RegExp(`${ending}$`, 'u')]))
const housed = new RegExp(withNearLetters(housedShape), 'uy')
const inside = new RegExp(withNearLetters(insideShape), 'uy')
const unsold = new RegExp(withNearLetters(noGoods), 'uy')

function agrees(street: Token | undefined, name: Token): boolean {
  return !(inOtherCase.test(street?.word ?? '') && firstCase.test(name.word))
}

/** Streets with capitals are found by their shapes, with what town they are in. */
function isSmall(text: string, { start }: Token): boolean {
  return /\p{Ll}/u.test(text.charAt(start))
}

function isName(word: string): boolean {
  if (!/^[а-я]{2,24}$/u.test(word) || unnamed.has(word) || matches(others, [{ word, start: 0, end: 0 }])) return false
  return word === 'карла' || !deed.test(word)
}

function isLink(token: Token | undefined): boolean {
  return token !== undefined && matches(links, [token])
}

/** «духи шоссе роза 50» */
function isSold(text: string, at: number): boolean {
  unsold.lastIndex = at
  return !unsold.test(text)
}

/** «ул. ленина», «пвз: гагарина» */
function isBegun(words: Words, at: number, kind: Kind): boolean {
  const between = gap(words, at)
  return kind === 'place' ? /^[ \u00a0]?[:—-]?[ \u00a0]{1,2}$/.test(between) : /^\.?[ \u00a0]{0,2}$/.test(between)
}

/** Whether the word at this place goes on with what is before it; a comma may stand before what leads to a street. */
function isNear(words: Words, at: number): boolean {
  const between = gap(words, at)
  return /^(?:[ \u00a0]{1,2}|-|\. ?)$/.test(between) || (/^, ?$/.test(between) && isLink(words.tokens[at]))
}

function gap({ text, tokens }: Words, at: number): string {
  return text.slice(tokens[at - 1]?.end ?? 0, tokens[at]?.start ?? text.length)
}
