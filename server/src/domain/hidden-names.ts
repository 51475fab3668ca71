import { isFirstName } from './known-names.ts'
import {
  endsAsPatronymic,
  endsAsSurname,
  isAlsoWord,
  isFormOfFirstName,
  isNameInSmallLetters,
  isPatronymic,
  nameFormsOf,
} from './name-forms.ts'
import {
  courtesyPhrases,
  endearments,
  greetingPhrases,
  introducingPhrases,
  kinPhrases,
  nobodysNames,
  receiverPhrases,
  shortDeeds,
  staffPhrases,
  surnamePhrases,
  thanksPhrases,
} from './phrases/person-names.ts'
import { allMatches, compile, matches, type Phrases, type Token, tokenize } from './text.ts'

/** What stands where a name was. The same as in templates: on the way back the buyer's first name takes its place. */
export const hiddenName = '{имя}'

/** Whose text it is, the people whom it may name as they are known, and what is known of the product, of which nothing is a name. */
export type NamesAbout = { author: 'buyer' | 'seller'; known: readonly (string | null)[]; product: string | null }

/**
 * The text with people's names hidden as far as they are recognised (domain §9.2): those that are known, in every form; whoever is greeted,
 * addressed or introduces himself, whatever he is called; first names between signs, and such with a patronymic or a surname; whoever is
 * called a relative or one of the staff. Written to be generous where somebody is spoken to, and careful elsewhere: roses, cities and brands
 * are no people. So a rare name in the midst of a sentence may stay.
 */
export function hideNames(text: string, about: NamesAbout): string {
  const words = { text, tokens: tokenize(text), about }
  const hidden = new Set(rules.flatMap((rule) => rule(words)).flatMap(placesOf))
  return hidden.size === 0 ? text : withoutHidden(words, hidden)
}

type Words = { text: string; tokens: readonly Token[]; about: NamesAbout }
/** Words in a row, by their places. */
type Run = { first: number; last: number }

const rules: readonly ((words: Words) => Run[])[] = [
  known,
  greetedBehind,
  greetedBefore,
  courted,
  thanked,
  introduced,
  surnamed,
  called,
  withPatronymic,
  withSurname,
  withTwoInitials,
  related,
  employed,
]

function known(words: Words): Run[] {
  const { text, tokens, about } = words
  const forms = nameFormsOf(about.known)
  return tokens.flatMap((token, at) => {
    const word = forms.get(token.word)
    const isNamed = word !== undefined && (isCapital(text, token) || isNameInSmallLetters(token.word, word))
    return isNamed ? [withInitials(words, at)] : []
  })
}

/** «А. В. Исакович», «Анна К.» */
function withInitials(words: Words, at: number): Run {
  let [first, last] = [at, at]
  while (isInitial(words, first - 1) && isWithin(words, first)) first--
  while (isInitial(words, last + 1) && isWithin(words, last + 1)) last++
  return { first, last }
}

/** «Здравствуйте, X!» */
function greetedBehind(words: Words): Run[] {
  return foundIn(words, greetings).flatMap(({ last }) => {
    if (!isCommaOrBlank(gap(words, last + 1))) return []
    const run = nameFrom(words, last + 1)
    return run && endsThere(words, run) ? [run] : firstNamesFrom(words, last + 1)
  })
}

/** «X, здравствуйте» */
function greetedBefore(words: Words): Run[] {
  return foundIn(words, greetings).flatMap(({ first }) => {
    const run = nameUpTo(words, first - 1)
    if (!run) return []
    const isAddressed = gap(words, first).includes(',') || hasKnownWord(words, run)
    return isAddressed && isShort(gap(words, first)) ? [run] : []
  })
}

/** «уважаемая X Y», and «дорогая X» where X is a name that we know; the courtesy goes with the name. */
function courted(words: Words): Run[] {
  const dearest = namedBehind(words, dear).filter((run) => hasKnownWord(words, run))
  return [...namedBehind(words, courtesies), ...dearest]
}

function namedBehind(words: Words, phrases: Phrases): Run[] {
  return foundIn(words, phrases).flatMap(({ first, last }) => {
    const run = isBlank(gap(words, last + 1)) ? nameFrom(words, last + 1) : null
    return run ? [{ first, last: run.last }] : []
  })
}

/** «X, спасибо» at the beginning of a sentence. What a buyer thanks behind is as often a word of praise. */
function thanked(words: Words): Run[] {
  return foundIn(words, thanks).flatMap(({ first }) => {
    const run = /^\s*[,!]\s*$/.test(gap(words, first)) ? nameUpTo(words, first - 1) : null
    if (run === null || !beginsSentence(words, run.first)) return []
    const isName = words.about.author === 'seller' || hasKnownWord(words, run)
    return isName && !isOfProduct(words, run) ? [run] : []
  })
}

/** «меня зовут X», «с уважением, X» */
function introduced(words: Words): Run[] {
  return foundIn(words, introductions).flatMap(({ last }) => {
    const run = isShort(gap(words, last + 1)) ? nameFrom(words, last + 1) : null
    return run && !isOfProduct(words, run) ? [withSmallSurname(words, run)] : []
  })
}

/** «с уважением, мария петрова»: what ends as surnames do and stands at the end is one, also in small letters. */
function withSmallSurname(words: Words, { first, last }: Run): Run {
  const longer = { first, last: last + 1 }
  const isOne = endsAsSurname(wordAt(words, last + 1)) && isBlank(gap(words, last + 1)) && endsThere(words, longer)
  return isOne && !isAlsoWord(wordAt(words, last + 1)) ? longer : { first, last }
}

/** «на фамилию Шевченко», «получатель Хасанова» */
function surnamed(words: Words): Run[] {
  const named = foundIn(words, surnames).filter(({ last }) => mayBeSurname(words, last + 1))
  const received = foundIn(words, receivers).filter(
    ({ last }) => mayBeSurname(words, last + 1) && endsAsSurname(wordAt(words, last + 1)),
  )
  return [...named, ...received]
    .filter(({ last }) => isShort(gap(words, last + 1)) && !beginsSentence(words, last + 1))
    .map(({ last }) => ({ first: last + 1, last: last + 1 }))
}

/** A first name between signs, with what else of a name follows it. */
function called(words: Words): Run[] {
  return words.tokens.flatMap((token, at) => {
    if (!isFirstName(token.word) || isAlsoWord(token.word) || !isCapital(words.text, token)) return []
    const run = nameFrom(words, at) ?? { first: at, last: at }
    const stands = at === 0 || /[.,!?…;()\n—–]/.test(gap(words, at))
    return stands && endsThere(words, run) && !isOfProduct(words, run) ? [run] : []
  })
}

/** «Ольга Петровна», in any case, wherever it stands. */
function withPatronymic(words: Words): Run[] {
  return words.tokens.flatMap((token, at) => {
    const name = words.tokens[at - 1]
    if (!name || !hasFather(words, token) || !isBlank(gap(words, at)) || isNobody(name)) return []
    const isName = isFormOfFirstName(name.word) || isFirstName(name.word) || isNamed(words, name)
    return isName ? [withSurnameOf(words, { first: at - 1, last: at })] : []
  })
}

/** With a patronymic it is a person for certain: what is written as names are beside it is the surname, on either side. */
function withSurnameOf(words: Words, { first, last }: Run): Run {
  const isBefore = mayBeSurname(words, first - 1) && isBlank(gap(words, first))
  const isSurnameBefore = isBefore && (endsAsSurname(wordAt(words, first - 1)) || !beginsSentence(words, first - 1))
  const isBehind = mayBeSurname(words, last + 1) && isBlank(gap(words, last + 1))
  return { first: isSurnameBefore ? first - 1 : first, last: isBehind ? last + 1 : last }
}

/** «Ольга Сидорова», «Сидоровой Ольге» */
function withSurname(words: Words): Run[] {
  return words.tokens.flatMap((token, at) => {
    if (!isCapital(words.text, token) || !(isFirstName(token.word) || isFormOfFirstName(token.word))) return []
    const runs = [
      { first: at, last: at + 1, surname: at + 1 },
      { first: at - 1, last: at, surname: at - 1 },
    ]
    return runs.filter(
      ({ last, surname, ...run }) =>
        mayBeSurname(words, surname) &&
        endsAsSurname(wordAt(words, surname)) &&
        !isWrittenBy(token.word, wordAt(words, surname)) &&
        isBlank(gap(words, last)) &&
        !isOfProduct(words, { ...run, last }),
    )
  })
}

/** «Роман Пушкина»: a word that is a name of men too, before a surname that no man has, is a book of somebody's. */
function isWrittenBy(name: string, surname: string): boolean {
  return isAlsoWord(name) && /[бвгджзклмнпрстфхцчшщ]$/u.test(name) && /(?:[ое]в|[иы]н)а$/u.test(surname)
}

/** «Иванов И. И.», «И. И. Иванов» */
function withTwoInitials(words: Words): Run[] {
  return words.tokens.flatMap((token, at) => {
    if (!isCapital(words.text, token) || !endsAsSurname(token.word)) return []
    const run = withInitials(words, at)
    return Math.max(run.last - at, at - run.first) >= 2 ? [run] : []
  })
}

/** «дочке Лейсан» */
function related(words: Words): Run[] {
  return foundIn(words, kin).flatMap(({ last }) => {
    const token = words.tokens[last + 1]
    if (!token || !isCapital(words.text, token) || !isShort(gap(words, last + 1)) || isAlsoWord(token.word)) return []
    const run = { first: last + 1, last: last + 1 }
    return (isFirstName(token.word) || isFormOfFirstName(token.word)) && !isOfProduct(words, run) ? [run] : []
  })
}

/** «ваш менеджер Ольга» */
function employed(words: Words): Run[] {
  return foundIn(words, staff).flatMap(({ last }) => {
    if (!isShort(gap(words, last + 1))) return []
    const run = untilDeed(words, nameFrom(words, last + 1))
    const isName =
      run && (hasKnownWord(words, run) || (isBlank(gap(words, last + 1)) && mayBeSurname(words, run.first)))
    return isName && !isOfProduct(words, run) ? [run] : []
  })
}

/** «Менеджер Ольга Подтвердила»: what somebody does is not what he is called, however it is written. */
function untilDeed(words: Words, run: Run | null): Run | null {
  if (run === null) return null
  const at = words.tokens.slice(run.first, run.last + 1).findIndex(({ word }) => isDeed(word))
  if (at === -1) return run
  return at === 0 ? null : { first: run.first, last: run.first + at - 1 }
}

function isDeed(word: string): boolean {
  const isOne = matches(deeds, word) || (word.length >= 7 && deed.test(word))
  return isOne && !isFirstName(word) && !isFormOfFirstName(word)
}

// «Халил» and «Нурали» are people: short words count by the list alone, and staff is never spoken of as of many.
const deed = /^[а-я]+(?:[аеиоуыя]ла?(?:сь|ся)?|[аеуюя]ет(?:ся)?)$/u

const greetings = compile(greetingPhrases)
const courtesies = compile(courtesyPhrases)
const dear = compile(endearments)
const thanks = compile(thanksPhrases)
const introductions = compile(introducingPhrases)
const kin = compile(kinPhrases)
const surnames = compile(surnamePhrases)
const receivers = compile(receiverPhrases)
const staff = compile(staffPhrases)
const nobody = compile(nobodysNames)
const deeds = compile(shortDeeds)

/** Words of a name are at most so many: first name, patronymic and surname. */
const longest = 3

function nameFrom(words: Words, first: number): Run | null {
  let last = first
  while (last < first + longest && isPartOfName(words, last) && (last === first || isWithin(words, last))) last++
  return checked(words, { first, last: last - 1 })
}

function nameUpTo(words: Words, last: number): Run | null {
  let first = last
  while (first > last - longest && isPartOfName(words, first) && (first === last || isWithin(words, first + 1))) first--
  return checked(words, { first: first + 1, last })
}

/** In words that are all capitals a name of several words is one only with a word that is known for it. */
function checked(words: Words, run: Run): Run | null {
  const parts = words.tokens.slice(run.first, run.last + 1)
  if (parts.length === 0) return null
  const isDoubtful = parts.length > 1 && parts.every((part) => isLoud(words.text, part))
  return isDoubtful && !hasKnownWord(words, run) ? null : run
}

function hasKnownWord({ tokens }: Words, { first, last }: Run): boolean {
  return tokens.slice(first, last + 1).some(({ word }) => isFirstName(word) || isPatronymic(word))
}

/** Only what is a first name for certain: behind it the sentence may go on. */
function firstNamesFrom({ tokens }: Words, at: number): Run[] {
  const word = tokens[at]?.word ?? ''
  return isFirstName(word) && !isAlsoWord(word) ? [{ first: at, last: at }] : []
}

function isPartOfName({ text, tokens }: Words, at: number): boolean {
  const token = tokens[at]
  if (!token || !/^\p{L}+$/u.test(token.word)) return false
  if (isCapital(text, token)) return isFirstName(token.word) || !isNobody(token)
  return isPatronymic(token.word) || (isFirstName(token.word) && !isAlsoWord(token.word))
}

/** A patronymic after a name that we know, or one written as names are. */
function hasFather(words: Words, token: Token): boolean {
  return isPatronymic(token.word) || (endsAsPatronymic(token.word) && isNamed(words, token))
}

/** With a capital in words that are not all capitals. */
function isNamed({ text }: Words, token: Token): boolean {
  return isCapital(text, token) && !isLoud(text, token)
}

/** Written as Russian names are, and not all in capitals unless the whole text may be. */
function mayBeSurname(words: Words, at: number): boolean {
  const token = words.tokens[at]
  if (!token || !/^[а-я]{2,}$/u.test(token.word) || !isCapital(words.text, token) || isNobody(token)) return false
  if (isDeed(token.word)) return false
  return (!isLoud(words.text, token) || endsAsSurname(token.word)) && !isOfProduct(words, { first: at, last: at })
}

function wordAt({ tokens }: Words, at: number): string {
  return tokens[at]?.word ?? ''
}

function beginsSentence(words: Words, at: number): boolean {
  return at === 0 || /[.!?…\n]/.test(gap(words, at))
}

function isInitial(words: Words, at: number): boolean {
  const token = words.tokens[at]
  return token?.word.length === 1 && isCapital(words.text, token) && gap(words, at + 1).startsWith('.')
}

function isOfProduct({ tokens, about }: Words, { first, last }: Run): boolean {
  const product = new Set(tokenize(about.product ?? '').map(({ word }) => word))
  return tokens.slice(first, last + 1).every(({ word }) => product.has(word))
}

function isNobody(token: Token): boolean {
  return matches(nobody, [token])
}

function isCapital(text: string, { start }: Token): boolean {
  return /^\p{Lu}/u.test(text.slice(start, start + 2))
}

function isLoud(text: string, { start, end }: Token): boolean {
  return end - start > 1 && !/\p{Ll}/u.test(text.slice(start, end))
}

/** What stands before the word at this place. */
function gap({ text, tokens }: Words, at: number): string {
  return text.slice(tokens[at - 1]?.end ?? 0, tokens[at]?.start ?? text.length)
}

function endsThere(words: Words, { last }: Run): boolean {
  return last === words.tokens.length - 1 || /^\s*[^\p{L}\p{N}\s-]|\n/u.test(gap(words, last + 1))
}

const isBlank = (between: string) => /^[ \t\u00a0]+$/.test(between)
const isCommaOrBlank = (between: string) => /^[ \t\u00a0]*,?[ \t\u00a0]+$|^,$/.test(between)
const isShort = (between: string) => /^\s*[,!.:—–-]*\s*$/.test(between)

/** Whether the word at this place may belong to the name before it: blanks are between them, a hyphen, or the dot of an initial. */
function isWithin(words: Words, at: number): boolean {
  const between = gap(words, at)
  return isBlank(between) || between === '-' || (words.tokens[at - 1]?.word.length === 1 && /^\.\s?$/.test(between))
}

function foundIn({ tokens }: Words, phrases: Phrases): Run[] {
  return allMatches(phrases, tokens).map(({ start, end }) => ({
    first: tokens.findIndex((token) => token.start === start),
    last: tokens.findIndex((token) => token.end === end),
  }))
}

function placesOf({ first, last }: Run): number[] {
  return Array.from({ length: last - first + 1 }, (_, step) => first + step)
}

/** One place for all the words of a name. */
function withoutHidden(words: Words, hidden: ReadonlySet<number>): string {
  const { text, tokens } = words
  return tokens
    .map((token, at) => {
      if (!hidden.has(at)) return gap(words, at) + text.slice(token.start, token.end)
      const isSecond = hidden.has(at - 1) && isWithin(words, at)
      return isSecond ? '' : gap(words, at) + hiddenName
    })
    .concat(gap(words, tokens.length))
    .join('')
}
