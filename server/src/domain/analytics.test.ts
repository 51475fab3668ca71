import { expect, test } from 'vitest'
import { coveredDays, fallbackCoverage, hasGap, ratingsByDay, shareOf, wholePeriod } from './analytics.ts'

const zone = 'Europe/Moscow'
const ninetyDays = { first: '2026-08-25', last: '2026-11-22' }
const until = new Date('2026-11-22T12:00:00Z')

test('EX-12: of 90 days the marketplace covers the 40 since its first review, which is 0.4444', () => {
  const known = { since: new Date('2026-10-14T07:00:00Z'), until }

  const covered = coveredDays(ninetyDays, known, zone)

  expect(covered).toEqual({ first: '2026-10-14', last: '2026-11-22' })
  expect(shareOf(covered, ninetyDays)).toBe(0.4444)
  expect(hasGap(ninetyDays, known, zone)).toBe(true)
})

test('whoever has everything, or more, has no gap; whoever was never read has nothing but one', () => {
  expect(hasGap(ninetyDays, { since: new Date('2024-01-01T00:00:00Z'), until }, zone)).toBe(false)
  expect(hasGap(ninetyDays, null, zone)).toBe(true)
  expect(shareOf(null, ninetyDays)).toBe(0)
})

test('the longest period is the 365 days up to yesterday, by the seller’s own calendar', () => {
  expect(wholePeriod(new Date('2026-11-22T21:30:00Z'), zone)).toEqual({ first: '2025-11-23', last: '2026-11-22' })
  expect(wholePeriod(new Date('2026-11-22T20:30:00Z'), zone)).toEqual({ first: '2025-11-22', last: '2026-11-21' })
})

test.each([
  ['every product told whole through the last day', [whole('2026-11-22'), whole('2026-12-01')], 1],
  ['one of two products told', [whole('2026-11-22'), null], 0.5],
  ['a product told through the 45th day', [whole('2026-10-08')], 0.5],
  ['a product of which half the reviews were told', [{ through: '2026-11-22', coverage: 0.5 }], 0.5],
  ['a product told so late that only half of the days were kept', [whole('2027-10-08')], 0.5],
  ['a product told before the period began', [whole('2026-08-24')], 0],
  ['no product at all', [], 0],
])('a third party covers: %s', (_, products, coverage) => {
  expect(fallbackCoverage(ninetyDays, products)).toBe(coverage)
})

test('ratings are counted by the seller’s day, and only within the period', () => {
  const rated = [
    { at: new Date('2026-11-21T20:59:00Z'), rating: 5 },
    { at: new Date('2026-11-21T21:01:00Z'), rating: 5 },
    { at: new Date('2026-11-22T08:00:00Z'), rating: 5 },
    { at: new Date('2026-11-22T08:00:00Z'), rating: 1 },
    { at: new Date('2026-08-24T08:00:00Z'), rating: 1 },
  ]

  expect(ratingsByDay(rated, ninetyDays, zone)).toEqual([
    { day: '2026-11-21', rating: 5, count: 1 },
    { day: '2026-11-22', rating: 5, count: 2 },
    { day: '2026-11-22', rating: 1, count: 1 },
  ])
})

function whole(through: string) {
  return { through, coverage: 1 }
}
