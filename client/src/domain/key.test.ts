import { expect, test } from 'vitest'
import { cleanKey, looksLikeKey } from './key.ts'

test.each([
  ['  eyJhbGci.abc.def \n', 'eyJhbGci.abc.def'],
  ['"eyJhbGci.abc.def"', 'eyJhbGci.abc.def'],
  ['Bearer eyJhbGci.abc.def', 'eyJhbGci.abc.def'],
  ['«eyJhbGci.\nabc.def»', 'eyJhbGci.abc.def'],
])('a key pasted as %j is meant as %s', (pasted, meant) => {
  expect(cleanKey(pasted)).toBe(meant)
})

test('a handful of letters is not a key', () => {
  expect([looksLikeKey(''), looksLikeKey('abcdefghi'), looksLikeKey('abcdefghij')]).toEqual([false, false, true])
})
