import { phoneShapes } from './phrases/phones.ts'
import { visibleText } from './text.ts'

/** Recognises what identifies a person. Written to be generous: hiding too much harms nobody. */
export function hasPersonalData(text: string): boolean {
  return maskPersonalData(text) !== text
}

/**
 * The text with cards, passports, e-mails and phones made unrecognisable; the last digits help to tell them apart. It is read as the
 * eye reads it: full-width digits are digits, and what cannot be seen is not there.
 */
export function maskPersonalData(text: string): string {
  const visible = visibleText(text)
  return mayIdentify(visible.text) ? withCovers(text, visible, kinds) : text
}

/** The same, and what else is sought. */
export function maskAlso(text: string, besides: readonly Kind[]): string {
  return withCovers(text, visibleText(text), [...kinds, ...besides])
}

function withCovers(text: string, visible: ReturnType<typeof visibleText>, sought: readonly Kind[]): string {
  const covers = coversIn(visible.text, sought).map(({ at, length, cover }) => {
    return { start: visible.startOf(at), end: visible.endOf(at + length - 1), cover }
  })
  return covered(text, covers)
}

/** Most texts hold neither a mailbox nor as many digits as the shortest phone: nothing to look for. */
function mayIdentify(text: string): boolean {
  return text.includes('@') || (text.match(/\d/g)?.length ?? 0) >= 10
}

/** What covers each piece of personal data. A piece that one kind has found is gone for the next, which may reach over it. */
function coversIn(text: string, sought: readonly Kind[]): { at: number; length: number; cover: string }[] {
  const covers: { at: number; length: number; cover: string }[] = []
  let rest = text

  for (const { pattern, behind, mask } of sought) {
    const parts: string[] = []
    let from = 0
    for (const { 0: begun, index: at } of rest.matchAll(pattern)) {
      if (at < from) continue
      const found = begun + (behind ? textAt(behind, rest, at + begun.length) : '')
      const cover = mask(found)
      if (cover === null) continue
      covers.push({ at, length: found.length, cover })
      parts.push(rest.slice(from, at), '•'.repeat(found.length))
      from = at + found.length
    }
    if (from > 0) rest = parts.join('') + rest.slice(from)
  }

  return covers.sort((one, other) => one.at - other.at || other.length - one.length)
}

/** What a sticky pattern finds at this very place; empty for nothing. */
export function textAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

function covered(text: string, covers: readonly { start: number; end: number; cover: string }[]): string {
  let shown = ''
  let from = 0
  for (const { start, end, cover } of covers) {
    if (start < from) continue
    shown += text.slice(from, start) + cover
    from = end
  }
  return shown + text.slice(from)
}

/** Check digit of bank cards: every second digit from the right is doubled, the sum of all digits is divisible by ten. */
export function isLuhnValid(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => total + weighed(Number(digit), index), 0)
  return digits !== '' && sum % 10 === 0
}

function weighed(digit: number, index: number): number {
  if (index % 2 === 0) return digit
  return digit > 4 ? digit * 2 - 9 : digit * 2
}

/** `mask` says what covers a piece, or null for what only looks alike; what `behind` finds right after a piece belongs to it. */
export type Kind = { pattern: RegExp; behind?: RegExp; mask: (found: string) => string | null }

export const dots = '••••'
const passport = `${dots} ••••••`

// What people put between groups of digits. Elsewhere than in a phone a slash or an underscore makes
// dates, rows of sizes and articles.
const marks = String.raw` \t.\-\u2010-\u2015\u2212`

/**
 * In these patterns `_` is up to three marks. Two of them never stand side by side: a text would be split in many ways, and all of them
 * tried.
 */
function spaced(pattern: string): RegExp {
  return new RegExp(pattern.replaceAll('_', `[${marks}]{0,3}`), 'gu')
}

// They read what `visibleText` makes of a text: one form of each character, «No» for «№».
// E-mails come first, because a phone number is often the name of a mailbox.
const kinds: readonly Kind[] = [
  {
    pattern: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+ {0,2}@ {0,2}(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu,
    mask: (found) => `${found.charAt(0)}•••${found.slice(found.lastIndexOf('@'))}`,
  },
  {
    pattern: spaced(String.raw`(?<!\d)\d(?:_\d){15}(?!\d)`),
    mask: (found) => (isLuhnValid(digitsOf(found)) ? ending(found, 4) : null),
  },
  // Series and number stand apart, or a word says what they are: ten digits alone may be anything.
  { pattern: spaced(String.raw`(?<!\d)\d\d_\d\d(?!\d)_(?:[Nn]o_)?\d{6}(?!\d)`), mask: () => passport },
  {
    pattern:
      /(?=\d)(?<=(?:паспорт|сери)[^\d\n]{0,20})\d\d[ .-]{0,3}\d\d[\s,;:.\-\u2010-\u2015]{1,4}(?:(?:номер|ном|no?)[\s.:]{0,3})?\d{6}(?!\d)/giu,
    mask: () => passport,
  },
  { pattern: /(?=\d)(?<=паспорт[^\d\n]{0,20})\d{10}(?!\d)/giu, mask: () => passport },
  ...phoneShapes.map((shape) => ({ pattern: new RegExp(shape, 'giu'), mask: (found: string) => ending(found, 2) })),
]

function ending(found: string, digits: number): string {
  return `${dots} ${digitsOf(found).slice(-digits)}`
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
