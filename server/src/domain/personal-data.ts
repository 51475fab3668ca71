/** Recognises what identifies a person. Written to be generous: hiding too much harms nobody. */
export function hasPersonalData(text: string): boolean {
  return maskPersonalData(text) !== text
}

/** The text with cards, passports, e-mails and phones made unrecognisable; the last digits help to tell them apart. */
export function maskPersonalData(text: string): string {
  return kinds.reduce((masked, { pattern, mask }) => masked.replace(pattern, mask), text)
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

const dots = '••••'

// E-mails come first, because a phone number is often the name of a mailbox.
const kinds: readonly { pattern: RegExp; mask: (found: string) => string }[] = [
  {
    pattern: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu,
    mask: (found) => `${found.charAt(0)}•••${found.slice(found.lastIndexOf('@'))}`,
  },
  {
    pattern: spaced(String.raw`(?<!\d)\d(?:_\d){15}(?!\d)`),
    mask: (found) => (isLuhnValid(digitsOf(found)) ? ending(found, 4) : found),
  },
  // Series and number stand apart, or the word «паспорт» stands before them: ten digits alone may be anything.
  { pattern: spaced(String.raw`(?<!\d)\d\d_\d\d(?!\d)_(?:№_)?\d{6}(?!\d)`), mask: () => `${dots} ••••••` },
  { pattern: /(?<=паспорт[^\d\n]{0,20})\d{10}(?!\d)/giu, mask: () => `${dots} ••••••` },
  // Russian numbers with the country code, mobile ones without it, then any other country's behind its plus.
  {
    pattern: spaced(String.raw`(?<!\d)(?:\+7|[78])_\(?[3-9]\d\d\)?_\d{3}_\d\d_\d\d(?!\d)`),
    mask: (found) => ending(found, 2),
  },
  { pattern: spaced(String.raw`(?<!\d)\(?9\d\d\)?_\d{3}_\d\d_\d\d(?!\d)`), mask: (found) => ending(found, 2) },
  { pattern: spaced(String.raw`\+\d(?:_(?:[()]_)?\d){9,14}(?!\d)`), mask: (found) => ending(found, 2) },
]

/**
 * In these patterns `_` is whatever people put between groups of digits, visible or not. Two of them never stand side by side: a text
 * would be split in many ways, and all of them tried.
 */
function spaced(pattern: string): RegExp {
  const separators = String.raw`[ \t\u00a0\u2009\u202f.\-\u2010-\u2015\u00ad\u200b-\u200d\u2060\ufeff]{0,3}`
  return new RegExp(pattern.replaceAll('_', separators), 'gu')
}

function ending(found: string, digits: number): string {
  return `${dots} ${digitsOf(found).slice(-digits)}`
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
