import { expect, test } from 'vitest'
import { asInt } from './as-int.ts'

test.each([
  ['a whole number stays', 12, 12],
  ['a fraction is rounded', 12.6, 13],
  ['the largest that fits stays', 2 ** 31 - 1, 2 ** 31 - 1],
  ['one more is nothing', 2 ** 31, null],
  ['far below is nothing', -(2 ** 40), null],
  ['no number is nothing', Number.NaN, null],
  ['nothing stays nothing', null, null],
])('%s', (_, value, expected) => {
  expect(asInt(value)).toBe(expected)
})
