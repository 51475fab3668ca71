import { isFirstName, isNobodysWord, mayBeOneName } from './known-names.ts'
import { remembered } from './remembered.ts'
import { norm } from './text.ts'

export type NameLikeness = 'exact' | 'partial'

/**
 * Whether two buyers' names may be of one person (domain §7.4). A weak signal among others: a name alone never creates, merges or
 * starts anything.
 */
export function nameLikeness(one: string | null, other: string | null): NameLikeness | null {
  return likenessOf(namesIn(one), namesIn(other))
}

function likenessOf(mine: Names, yours: Names): NameLikeness | null {
  if (mine.length === 0 || yours.length === 0) return null
  if (mine.join(' ') === yours.join(' ')) return 'exact'
  return areCompatible(mine, yours) ? 'partial' : null
}

/**
 * Whether two names are plainly of two people: both are given, in the letters of one script, and share no word; or the first is the same
 * and what follows is not. A short form, one letter, a surname with an initial, and names in another order may be of one person (ADR 19).
 */
export function areOfTwoPeople(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false
  const [mine, yours] = [namesIn(one), namesIn(other)]
  const [[first = '', ...more], [second = '', ...others]] = [mine, yours]
  if (likenessOf(mine, yours) !== null || first.length < 2 || second.length < 2) return false
  if (mayBeOneName(first, second) || isCutShort(first, second)) return !areContinued(more, others)
  if (isCyrillic(first) !== isCyrillic(second) || haveOneInCommon(mine, yours)) return false
  return !isSurnameBefore(mine, yours) && !isSurnameBefore(yours, mine)
}

/** «Алекс.» for «Александр». */
function isCutShort(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one)
}

/** An initial that both have says nothing. */
function haveOneInCommon(mine: Names, yours: Names): boolean {
  return mine.some((name) => name.length > 1 && yours.some((other) => mayBeOneName(name, other)))
}

/** Whether the first of two names is a surname with initials, «Иванова А.», that the other's first name and surname fit, «Анна». */
function isSurnameBefore([surname = '', ...initials]: Names, [first = '', ...more]: Names): boolean {
  const areInitials = initials.length > 0 && initials.every((name) => name.length === 1)
  if (!areInitials || isFirstName(surname)) return false
  return fits(initials[0] ?? '', first) && fits(surname, more.at(-1) ?? surname)
}

function isCyrillic(name: string): boolean {
  return /^\p{Script=Cyrillic}/u.test(name)
}

function areCompatible([mine = '', ...more]: Names, [yours = '', ...others]: Names): boolean {
  return mine === yours && mine.length > 1 && areContinued(more, others)
}

/** Whether what follows two first names may be the same, as far as both go on. */
function areContinued(more: Names, others: Names): boolean {
  return more.every((name, at) => fits(name, others[at] ?? name))
}

function fits(one: string, other: string): boolean {
  if (one === other) return true
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length === 1 && long.startsWith(short)
}

type Names = readonly string[]

/** The names a buyer gave, in one spelling, without what stands for nobody. */
function namesIn(written: string | null): Names {
  return written === null ? [] : writtenNames(written)
}

/** An item is compared with a hundred others by their names, and the next one with the same. */
const writtenNames = remembered(5000, (written: string): Names => {
  return written
    .split(/\s+/)
    .map(inOneSpelling)
    .filter((name) => name !== '' && !isNobodysWord(name))
})

/** A double name keeps its hyphen, so that half of it is another name. */
function inOneSpelling(word: string): string {
  const parts = word.replace(/\p{Nd}/gu, '').split('-')
  return parts
    .map((part) => norm(part).replace(/[^\p{L}]/gu, ''))
    .filter((part) => part !== '')
    .join('-')
}
