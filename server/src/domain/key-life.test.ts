import { expect, test } from 'vitest'
import { expiryWarning, hasExpired, warningToGive } from './key-life.ts'
import { after, DAY, SECOND } from './time.ts'

const now = new Date('2026-11-22T12:00:00Z')
const endingIn = (days: number) => after(now, days * DAY)

test.each([
  [15, null],
  [14.0001, null],
  [14, 14],
  [7.5, 14],
  [7, 7],
  [3, 3],
  [2.9, 3],
  [1, 1],
  [0.01, 1],
  [0, null],
  [-1, null],
] as const)('with %s days left the warning is that of %s days', (days, warning) => {
  expect(expiryWarning({ expiresAt: endingIn(days) }, now)).toBe(warning)
})

test('a key that does not tell its end is never warned of', () => {
  expect(expiryWarning({ expiresAt: null }, now)).toBeNull()
  expect(hasExpired({ expiresAt: null }, now)).toBe(false)
})

test.each([
  ['the first', null, 3],
  ['one that was given', 3, null],
  ['a later one', 7, 3],
  ['an earlier one', 1, null],
] as const)('three days before the end, %s', (_, expiryWarnedDays, given) => {
  expect(warningToGive({ expiresAt: endingIn(3), expiryWarnedDays }, now)).toBe(given)
})

test('a key has run out at its last second, not before', () => {
  expect(hasExpired({ expiresAt: after(now, SECOND) }, now)).toBe(false)
  expect(hasExpired({ expiresAt: now }, now)).toBe(true)
})
