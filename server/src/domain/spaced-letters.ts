import { asCyrillic } from './look-alikes.ts'
import type { Token } from './text.ts'

/** «б р а к» is one word, also where some of its letters are Latin ones that look alike (domain §6.1). */
export function joinSpacedLetters(tokens: readonly Token[]): Token[] {
  return readRuns(tokens, isLoneLetter, (run) => (isSpacedWord(run) ? [together(run)] : run))
}

/**
 * What else letters that stand apart may say: a word of one letter may stand before or behind («в т е л е г р а м», «я б о т»), a wider gap
 * may end a word («б о т  и  в о з в р а т»), and they may be Latin. Only who writes round the rules writes so; nothing for any other text.
 */
export function otherReadings(tokens: readonly Token[]): Token[][] {
  if (!hasRun(tokens)) return []
  const readings = [false, true].flatMap((splits) =>
    [0, 1, 2].flatMap((before) =>
      [0, 1, 2].map((behind) =>
        readRuns(tokens, isLoneSign, (run) =>
          (splits ? wordsByGap(run) : [run]).flatMap((word) => withoutOneLetterWords(word, before, behind)),
        ),
      ),
    ),
  )
  return [...new Map(readings.map((reading) => [reading.map(({ word }) => word).join(' '), reading])).values()]
}

const leastLetters = 3
const oneCyrillicLetter = /^\p{Script=Cyrillic}$/u
const oneLetterLikeCyrillic = /^[aeopcyxkmthb]$/
const oneSign = /^[\p{L}03]$/u
const oneLetterWord = /^[авикосуя]$/

function readRuns(
  tokens: readonly Token[],
  isOfRun: (word: string) => boolean,
  read: (run: Token[]) => Token[],
): Token[] {
  const all: Token[] = []
  for (let index = 0; index < tokens.length; ) {
    const run = runFrom(tokens, index, isOfRun)
    all.push(...read(run.length > 0 ? run : tokens.slice(index, index + 1)))
    index += Math.max(1, run.length)
  }
  return all
}

function runFrom(tokens: readonly Token[], index: number, isOfRun: (word: string) => boolean): Token[] {
  let end = index
  while (isOfRun(tokens[end]?.word ?? '')) end++
  return tokens.slice(index, end)
}

function hasRun(tokens: readonly Token[]): boolean {
  return tokens.some((_, index) => {
    return tokens.slice(index, index + leastLetters).filter(({ word }) => isLoneSign(word)).length === leastLetters
  })
}

function isLoneLetter(word: string): boolean {
  return oneCyrillicLetter.test(word) || oneLetterLikeCyrillic.test(word)
}

function isLoneSign(word: string): boolean {
  return oneSign.test(word)
}

function isSpacedWord(run: readonly Token[]): boolean {
  return run.length >= leastLetters && run.some(({ word }) => oneCyrillicLetter.test(word))
}

/** Letters of one word stand equally far from each other. */
function wordsByGap(run: Token[]): Token[][] {
  const gaps = run.slice(1).map(({ start }, index) => start - (run[index]?.end ?? 0))
  const usual = Math.min(...gaps)
  const words: Token[][] = [run.slice(0, 1)]
  for (const [index, token] of run.slice(1).entries()) {
    if ((gaps[index] ?? 0) > usual) words.push([])
    words.at(-1)?.push(token)
  }
  return words
}

function withoutOneLetterWords(run: Token[], before: number, behind: number): Token[] {
  const [first, last] = [run.slice(0, before), behind > 0 ? run.slice(-behind) : []]
  const middle = run.slice(before, run.length - behind)
  const areWords = [...first, ...last].every(({ word }) => oneLetterWord.test(word))
  return areWords && middle.length >= leastLetters ? [...first, together(middle), ...last] : run
}

function together(run: readonly Token[]): Token {
  const word = run.map((token) => token.word).join('')
  return { word: asCyrillic(word), start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0 }
}
