import { asCyrillic, hasCyrillic, withoutLookAlikes } from './look-alikes.ts'
import { joinSpacedLetters, otherReadings } from './spaced-letters.ts'

/** A word of a text as the rules compare it, where it stands in the original (UTF-16 units), and whether another sentence begins with it. */
export type Token = { word: string; start: number; end: number; opensSentence?: true }

/** A list of phrases, ready to be looked for. Made once per list by `compile`. */
export type Phrases = {
  byFirstLetter: ReadonlyMap<string, readonly Phrase[]>
  /** Inside of these nothing counts; null when the list has none. */
  except: Phrases | null
}

/** A phrase found in a text: how the list writes it, and where it stands in the original (UTF-16 units). */
type Match = { phrase: string; start: number; end: number }

/** Rules that look for many lists cut a text into tokens once and pass those. */
type Text = string | readonly Token[]

type Phrase = { source: string; steps: readonly Step[] }
type Step = { word: string; isPrefix: boolean; maySkip: number }

/** How many other words `…` allows between two words of a phrase. */
const gap = 2

export function matches(phrases: Phrases, text: Text): boolean {
  return firstMatch(phrases, text) !== null
}

/** The phrase that comes first in the text. */
export function firstMatch(phrases: Phrases, text: Text): Match | null {
  for (const match of matchesIn(phrases, tokensOf(text))) return match
  return null
}

/** Every phrase found, in the order of the text. */
export function allMatches(phrases: Phrases, text: Text): Match[] {
  return [...matchesIn(phrases, tokensOf(text))]
}

/**
 * Reads a comma-separated list of phrases. `слово` is this very word, `слов*` its beginning, `a b` words in a row,
 * `a … b` words with up to two others between them. A phrase never matches inside a word. `!a b` is an exception: a phrase
 * that lies in one does not count. An exception lies in one sentence.
 */
export function compile(list: string): Phrases {
  const sources = list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
  const exceptions = sources.filter((one) => one.startsWith('!')).map((one) => one.slice(1))
  return {
    byFirstLetter: byFirstLetterOf(sources.filter((one) => !one.startsWith('!'))),
    except: exceptions.length === 0 ? null : { byFirstLetter: byFirstLetterOf(exceptions), except: null },
  }
}

function byFirstLetterOf(sources: readonly string[]): ReadonlyMap<string, readonly Phrase[]> {
  const byFirstLetter = new Map<string, Phrase[]>()

  for (const source of sources) {
    for (const steps of spellingsOf(stepsOf(source))) {
      const letter = firstLetter(steps[0]?.word ?? '')
      byFirstLetter.set(letter, [...(byFirstLetter.get(letter) ?? []), { source, steps }])
    }
  }

  return byFirstLetter
}

/**
 * Whether nothing of a text can be seen: blanks, signs without width, and those letters and symbols whose picture is empty. An emoji
 * alone is something.
 */
export function isBlank(text: string): boolean {
  return !visibleSign.test(text)
}

// Braille of no dots, a note without a head and two Egyptian blanks are symbols and letters by their class.
const emptySigns = String.raw`\p{Default_Ignorable_Code_Point}\u2800\u{1d159}\u{13441}\u{13442}`
// The sign that makes a picture of «❤» is part of what is seen.
const emptySign = new RegExp(String.raw`(?!(?<=\p{Extended_Pictographic})\ufe0f)[${emptySigns}]`, 'gu')
const visibleSign = new RegExp(String.raw`(?![${emptySigns}])[\p{L}\p{N}\p{P}\p{S}]`, 'u')

/** How many characters a text has, in Unicode code points; blanks around it are none (domain §10.2). */
export function lengthOf(text: string): number {
  const trimmed = text.trim()
  return trimmed.length - surrogatePairsIn(trimmed)
}

/** How many of them can be seen: a row of blanks is one. */
export function visibleLength(text: string): number {
  return lengthOf(text.replace(emptySign, '').trim().replace(/\s+/g, ' '))
}

/** How many characters of a text take two UTF-16 units. */
export function surrogatePairsIn(text: string): number {
  return text.match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0
}

/** A text as the rules compare it: its words in one spelling, a blank between them. */
export function norm(text: string): string {
  return tokenize(text)
    .map(({ word }) => word)
    .join(' ')
}

export function tokenize(text: string): Token[] {
  return joinSpacedLetters(asWritten(text))
}

/**
 * A text cut into tokens in every way in which its letters that stand apart may be read: «я б о т» is «ябот» and «я бот». The first is that
 * of `tokenize`; most texts have no other.
 */
export function readingsOf(text: string): Token[][] {
  const tokens = asWritten(text)
  return [joinSpacedLetters(tokens), ...otherReadings(tokens)]
}

function asWritten(text: string): Token[] {
  const tokens: Token[] = []
  for (const run of text.matchAll(runPattern)) tokens.push(...wordsOf(run[0], run.index))
  return tokens.map(({ word, start, end }, index) => {
    const token = { word: asCyrillic(word), start, end }
    const opensSentence = index > 0 && sentenceEnd.test(text.slice(tokens[index - 1]?.end, start))
    return opensSentence ? { ...token, opensSentence } : token
  })
}

const sentenceEnd = /[.!?…;\n]/

function* matchesIn(phrases: Phrases, tokens: readonly Token[]): Generator<Match> {
  let exceptions: readonly Match[] | undefined
  for (const match of everyMatchIn(phrases, tokens)) {
    exceptions ??= phrases.except === null ? [] : exceptionsIn(phrases.except, tokens)
    if (!exceptions.some(({ start, end }) => start <= match.start && match.end <= end)) yield match
  }
}

/** «Возврата нет. Претензий три» is no «нет претензий»: an exception lies in one sentence. */
function exceptionsIn(except: Phrases, tokens: readonly Token[]): Match[] {
  return [...everyMatchIn(except, tokens)].filter(({ start, end }) => {
    return !tokens.some((token) => token.opensSentence && token.start > start && token.end <= end)
  })
}

function* everyMatchIn(phrases: Phrases, tokens: readonly Token[]): Generator<Match> {
  for (let index = 0; index < tokens.length; index++) {
    const candidates = phrases.byFirstLetter.get(firstLetter(tokens[index]?.word ?? ''))
    if (!candidates) continue
    for (const { source, steps } of candidates) {
      const last = lastTokenOf(steps, tokens, index)
      if (last) yield { phrase: source, start: tokens[index]?.start ?? 0, end: last.end }
    }
  }
}

/** The token where the steps from `at` on end if they begin exactly at `index`. */
function lastTokenOf(steps: readonly Step[], tokens: readonly Token[], index: number, at = 0): Token | null {
  const step = steps[at]
  const token = tokens[index]
  if (!step || !token || !fits(step, token.word)) return null
  const next = steps[at + 1]
  if (!next) return token

  for (let skipped = 0; skipped <= next.maySkip; skipped++) {
    const last = lastTokenOf(steps, tokens, index + 1 + skipped, at + 1)
    if (last) return last
  }
  return null
}

function fits({ word, isPrefix }: Step, actual: string): boolean {
  return isPrefix ? actual.startsWith(word) : actual === word
}

function stepsOf(source: string): Step[] {
  const steps: Step[] = []
  let maySkip = 0

  for (const part of source.split(/\s+/)) {
    if (part === '…') {
      maySkip = gap
      continue
    }
    steps.push({ word: oneWord(part.replace(/\*$/, ''), source), isPrefix: part.endsWith('*'), maySkip })
    maySkip = 0
  }

  return steps
}

/** One Cyrillic letter in a Latin word makes it a mixed one, of which `norm` has a single spelling. */
function spellingsOf(steps: readonly Step[]): (readonly Step[])[] {
  const mixed = steps.map((step) => ({
    ...step,
    word: hasCyrillic(step.word) ? step.word : withoutLookAlikes(step.word),
  }))
  return mixed.some(({ word }, index) => word !== steps[index]?.word) ? [steps, mixed] : [steps]
}

function oneWord(part: string, source: string): string {
  const [token, ...others] = tokenize(part)
  if (!token || others.length > 0) throw new Error(`Expected a word in the phrase "${source}", got "${part}"`)
  return token.word
}

function tokensOf(text: Text): readonly Token[] {
  return typeof text === 'string' ? tokenize(text) : text
}

function firstLetter(word: string): string {
  return word.charAt(0)
}

// Everything but ASCII blanks and punctuation: those end a word whatever stands around them.
const runPattern = /(?:[0-9A-Za-z]|[^\p{ASCII}])+/gu
const plainWord = /^[0-9a-zа-яё]+$/i
const cluster = /.[\p{M}\p{Default_Ignorable_Code_Point}]*/gsu
const withoutWidth = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu
const withoutWidthOnce = /[\p{M}\p{Default_Ignorable_Code_Point}]/u
const letterOrDigit = /[\p{L}\p{Nd}]/u

function wordsOf(run: string, start: number): Token[] {
  if (plainWord.test(run)) return [{ word: plain(run), start, end: start + run.length }]
  return unusualWordsOf(run, start)
}

/** Letter by letter with its accents, because normalising the whole would lose where each letter stood. */
function unusualWordsOf(run: string, start: number): Token[] {
  const tokens: Token[] = []
  let current: Token | null = null

  for (const { 0: written, index } of run.matchAll(cluster)) {
    for (const letter of withoutAccents(plain(written.normalize('NFKC')))) {
      if (!letterOrDigit.test(letter)) {
        current = null
        continue
      }
      current ??= begun(tokens, start + index)
      current.word += letter
      current.end = start + index + written.length
    }
  }

  return tokens
}

/** A text without what cannot be seen in it, and where each of its units stands in the original. */
type VisibleText = { text: string; startOf: (unit: number) => number; endOf: (unit: number) => number }

/** What the eye reads, in one form of each character. For patterns that words are not enough for. */
export function visibleText(text: string): VisibleText {
  if (!withoutWidthOnce.test(text) && text.normalize('NFKC') === text) {
    return { text, startOf: (unit) => unit, endOf: (unit) => unit + 1 }
  }

  const places: { start: number; end: number }[] = []
  let visible = ''
  for (const { 0: written, index } of text.matchAll(cluster)) {
    const seen = written.normalize('NFKC').replace(withoutWidth, '')
    for (let unit = 0; unit < seen.length; unit++) places.push({ start: index, end: index + written.length })
    visible += seen
  }
  const startOf = (unit: number) => places[unit]?.start ?? text.length
  return { text: visible, startOf, endOf: (unit) => places[unit]?.end ?? text.length }
}

function begun(tokens: Token[], start: number): Token {
  const token = { word: '', start, end: start }
  tokens.push(token)
  return token
}

/** «ó» is an o; «й» is a letter of its own. */
function withoutAccents(letters: string): string {
  return letters.replace(/[^й]/gu, (letter) => letter.normalize('NFKD').replace(withoutWidth, ''))
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}
