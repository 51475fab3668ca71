import { norm } from './text.ts'

export type NameLikeness = 'exact' | 'partial'

/**
 * Whether two buyers' names may be of one person (domain §7.4). A weak signal among others: a name alone never creates, merges or
 * starts anything.
 */
export function nameLikeness(one: string | null, other: string | null): NameLikeness | null {
  const [mine, yours] = [namesIn(one), namesIn(other)]
  if (mine.length === 0 || yours.length === 0) return null
  if (mine.join(' ') === yours.join(' ')) return 'exact'
  return areCompatible(mine, yours) ? 'partial' : null
}

/**
 * Whether two names are plainly of two people: both are given, in the letters of one script, and share no word; or the first is the same
 * and what follows is not. A short form, one letter, and names in another order may be of one person.
 */
export function areOfTwoPeople(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false
  const [mine, yours] = [namesIn(one), namesIn(other)]
  const [first = '', second = ''] = [mine[0], yours[0]]
  if (nameLikeness(one, other) !== null || first.length < 2 || second.length < 2) return false
  if (first === second) return true
  const isShortForm = first.startsWith(second) || second.startsWith(first)
  return isCyrillic(first) === isCyrillic(second) && !isShortForm && !mine.some((name) => yours.includes(name))
}

function isCyrillic(name: string): boolean {
  return /^\p{Script=Cyrillic}/u.test(name)
}

function areCompatible([mine = '', ...more]: string[], [yours = '', ...others]: string[]): boolean {
  if (mine !== yours || mine.length < 2) return false
  return more.every((name, at) => fits(name, others[at] ?? name))
}

function fits(one: string, other: string): boolean {
  if (one === other) return true
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length === 1 && long.startsWith(short)
}

/** Whether a word stands in the place of a name and names nobody. `word` as `norm` writes it. */
export function isNobodysWord(word: string): boolean {
  return placeholders.has(word)
}

/** The names a buyer gave, in one spelling, without what stands for nobody. */
function namesIn(written: string | null): string[] {
  return (written ?? '')
    .split(/\s+/)
    .map(inOneSpelling)
    .filter((name) => name !== '' && !isNobodysWord(name))
}

/** A double name keeps its hyphen, so that half of it is another name. */
function inOneSpelling(word: string): string {
  const parts = word.replace(/\p{Nd}/gu, '').split('-')
  return parts
    .map((part) => norm(part).replace(/[^\p{L}]/gu, ''))
    .filter((part) => part !== '')
    .join('-')
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
