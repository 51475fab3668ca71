import { firstNames } from './phrases/first-names.ts'
import { otherFirstNames, shortNames } from './phrases/person-names.ts'
import { norm } from './text.ts'

/** First names that are not short ones, in the rules' one spelling. */
export const wholeNames: readonly string[] = norm(`${firstNames} ${otherFirstNames}`).split(' ')

// Nothing is made of what is made so already, nor of «Мария».
const isFond = /ка$|.{2}[ую][лш][ая]$|ия$/u

const circles = shortNames.map((line) => {
  const [whole = [], short = []] = line.split(': ').map((part) => norm(part).split(' '))
  return { whole, short: [...short, ...[...whole, ...short].flatMap(fondly)] }
})

const listed = new Set([...wholeNames, ...circles.flatMap(({ whole, short }) => [...whole, ...short])])

/** First names that we know, whole and short. */
export const knownNames: readonly string[] = [...listed]

/** Whether a word is a first name that we know, whole or short, in the case in which people are spoken to. */
export function isFirstName(word: string): boolean {
  return listed.has(word)
}

/** What goes for each name: the short ones, and for a short one the whole ones too. */
const calledBesides = new Map<string, Set<string>>()
for (const { whole, short } of circles) {
  for (const name of whole) addTo(name, short)
  for (const name of short) addTo(name, [...whole, ...short])
}

function addTo(name: string, others: string[]): void {
  calledBesides.set(name, new Set([...(calledBesides.get(name) ?? []), ...others]))
}

/** A name with what goes for it: the short ones, and for a short one the whole ones too. */
export function calledAlso(word: string): string[] {
  return [word, ...(calledBesides.get(word) ?? []), ...fondly(word)]
}

/** Whether two first names may be one: the same, one short for the other, or the same name in another spelling. */
export function mayBeOneName(one: string, other: string): boolean {
  if (inOneSpelling(one) === inOneSpelling(other)) return true
  return goesFor(one, other) || goesFor(other, one)
}

function goesFor(name: string, other: string): boolean {
  return calledBesides.get(name)?.has(other) || fondly(name).includes(other)
}

/** Whether a word stands in the place of a name and names nobody. `word` as `norm` writes it. */
export function isNobodysWord(word: string): boolean {
  return placeholders.has(word)
}

/** «Наталия» and «Наталья», «Даниил» and «Данил». */
function inOneSpelling(name: string): string {
  return name.replace(/ь(?=я$)/u, 'и').replace(/ии(?=л$)/u, 'и')
}

function fondly(name: string): string[] {
  const stem = name.slice(0, -1)
  if (stem.length < 2 || isFond.test(name)) return []
  if (name.endsWith('а')) return ['очка', 'енька', 'ка', 'уля', 'уша', 'ушка'].map((end) => stem + end)
  return name.endsWith('я') ? ['ечка', 'енька', 'ька', 'юля', 'юша', 'юшка'].map((end) => stem + end) : []
}

const placeholders = new Set([
  'покупатель',
  'клиент',
  'пользователь',
  'гость',
  'аноним',
  'продавец',
  'wildberries',
  'wb',
])
