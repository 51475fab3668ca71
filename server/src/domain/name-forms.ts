import { calledAlso, isFirstName, isNobodysWord, knownNames, wholeNames } from './known-names.ts'
import { namesThatAreWords, otherStems } from './phrases/person-names.ts'
import { stopWords } from './phrases/stop-words.ts'
import { compile, matches, tokenize } from './text.ts'

/** The forms in which a person may be named, in the rules' one spelling, each with the word that it is a form of. */
export type NameForms = ReadonlyMap<string, string>

/**
 * How people of these names may be written of: each word of a name, what goes for it among friends, and the six cases of all these. By
 * rules, so a form that nobody uses may be among them.
 */
export function nameFormsOf(names: readonly (string | null)[]): NameForms {
  const words = names.flatMap((name) => tokenize(name ?? '').map(({ word }) => word))
  const given = words.filter((word) => word.length > 1 && /^\p{L}+$/u.test(word) && !isNobodysWord(word))
  return new Map(given.flatMap(calledAlso).flatMap((word) => casesOf(word).map((form) => [form, word])))
}

/** Whether a word is a whole first name that we know, in any case. */
export function isFormOfFirstName(word: string): boolean {
  return wholeInAllCases.has(word)
}

/** Whether a word says whose child somebody is whose father's name we know, in any case. `word` as `norm` writes it. */
export function isPatronymic(word: string): boolean {
  const stem = patronymic.exec(word)?.[1]
  return stem !== undefined && fathers.some((name) => name.startsWith(stem))
}

/** Whether a word has the end of a patronymic, as «личной» and «основном» have it too. */
export function endsAsPatronymic(word: string): boolean {
  return patronymic.test(word)
}

/** Whether a word ends as surnames do, in any case: «магазин» does too, so that alone it tells nothing. */
export function endsAsSurname(word: string): boolean {
  return surnameInAnyCase.test(word)
}

/** Whether a form of a name is one in small letters too: many are words of their own, as most names that are on no list may be. */
export function isNameInSmallLetters(form: string, word: string): boolean {
  if (form.length <= 3 || isAlsoWord(form)) return false
  return isFirstName(word) || surname.test(word)
}

/** Whether a form of a name is a word or a place of its own. */
export function isAlsoWord(form: string): boolean {
  return unnamed.has(form) || matches(words, form)
}

const words = compile(namesThatAreWords)
const unnamed = new Set(stopWords.split(' '))
const surname = /^.{2,}(?:[ое]ва?|[иы]на?|[сц]кий|[сц]кая|ко|юк|ук|ян|дзе|швили|ич|вна)$/u
const surnameInAnyCase =
  /^.{2,}(?:(?:[ое]в|[иы]н)(?:а|у|ым|е|ой|ы|ых)?|[сцз]к(?:ий|ая|ого|ому|им|ом|ой|ую)|(?:[юу]к|[яа]н|[оеи]ч)(?:а|у|ом|ем)?|ко|дзе|швили)$/u

// Names of men that end as most names of women do.
const fathersOfOtherEnds = ['никита', 'илья', 'игорь', 'фома', 'лука', 'кузьма']
const patronymic = /^([а-я]{2,}?)ь?(?:[ое]вич|ич|[ое]вн|(?:ин)?ичн)(?:[аыеу]|о[йюм]|ем)?$/u
const mens = knownNames.filter((name) => /[^аеиоуыэюяь]$/u.test(name))
const fathers = [...mens, ...fathersOfOtherEnds, ...Object.values(otherStems)]

/** A name in the cases that its end allows, of men and of women: the first row that fits decides. */
function casesOf(name: string): string[] {
  const [, cut = 0, endings = ''] = declensions.find(([end]) => end.test(name)) ?? []
  const stem = name.slice(0, name.length - cut)
  const other = otherStems[name]
  const forms = endings.split(' ').map((ending) => stem + ending)
  return [name, ...forms, ...(other ? endings.split(' ').map((ending) => other + ending) : [])]
}

const declensions: readonly [end: RegExp, cut: number, endings: string][] = [
  [/ая$/u, 2, 'аи ае аю аей ой ую ою'],
  [/ия$/u, 1, 'и ю ей ею'],
  [/[а-я]{2}ий$/u, 2, 'ия ию ием ии ого ому им ом его ему ем'],
  [/[а-я]{2}[ыо]й$/u, 2, 'ого ому ым ом'],
  [/й$/u, 1, 'я ю ем е'],
  [/я$/u, 1, 'и е ю ей ею'],
  [/а$/u, 1, 'ы и е у ой ей ою ею'],
  [/ь$/u, 1, 'я ю ем е и ью'],
  [/[аеё]к$/u, 2, 'ька ьку ьком ьке ака аку аком аке ека еку еком еке'],
  [/ок$/u, 2, 'ка ку ком ке ока оку оком оке'],
  [/ец$/u, 2, 'ца цу цем цом це'],
  [/[бвгджзклмнпрстфхцчшщ]$/u, 0, 'а у ом ем е ым'],
]

const wholeInAllCases = new Set(wholeNames.flatMap(casesOf))
