import { expect, test } from 'vitest'
import { allowance } from './deadlines.ts'

test.each([
  [30, '30 мин'],
  [60, '1 ч'],
  [250, '4 ч 10 мин'],
  [1440, '1 день'],
  [2000, '1 день 9 ч 20 мин'],
  [10_080, '7 дней'],
])('%i minutes are said to the minute', (minutes, said) => {
  expect(allowance(minutes).replaceAll('\u00a0', ' ')).toBe(said)
})
