import { expect, test } from 'vitest'
import { fileLimits, filesRefusalOf, type ReplyFile, withLost } from './reply-file.ts'

test.each([
  ['a file of five mebibytes', [fileLimits.each], null],
  ['a byte more', [fileLimits.each + 1], 'too_large'],
  ['thirty megabytes together', [...Array(5).fill(fileLimits.each), 30_000_000 - 5 * fileLimits.each], null],
  [
    'a byte more than that',
    [...Array(5).fill(fileLimits.each), 30_000_001 - 5 * fileLimits.each],
    'together_too_large',
  ],
  ['thirty-one files', Array(31).fill(1), 'too_many'],
] as const)('%s', (_, sizes, refusal) => {
  expect(filesRefusalOf(sizes.map((size) => ({ size })))).toBe(refusal)
})

test('a file is lost when an error of WB names it, and only once for each error', () => {
  const files = [file('a.pdf'), file('чек a.pdf'), file('a.pdf')]

  expect(lostOf(files, ['A24FA09844E: "чек a.pdf" upload failed'])).toEqual([false, true, false])
  expect(lostOf(files, ['"a.pdf" upload failed', '"a.pdf" upload failed'])).toEqual([true, false, true])
  expect(lostOf(files, ['something went wrong'])).toEqual([false, false, false])
  expect(lostOf(files, [])).toEqual([false, false, false])
})

test('with as many errors as files all of them are lost, whatever the errors say', () => {
  expect(lostOf([file('a.pdf')], ['something went wrong'])).toEqual([true])
})

function file(name: string): ReplyFile {
  return { id: name, name, type: 'application/pdf', size: 1, hash: name }
}

function lostOf(files: ReplyFile[], errors: string[]): boolean[] {
  return withLost(files, errors).map(({ lost }) => lost === true)
}
