import { expect, test } from 'vitest'
import { dayAfter, dayOf, lengthOf, overlapOf, startOfDay } from './days.ts'

test.each([
  ['2026-11-22T20:59:59Z', 'Europe/Moscow', '2026-11-22'],
  ['2026-11-22T21:00:00Z', 'Europe/Moscow', '2026-11-23'],
  ['2026-11-22T13:59:59Z', 'Asia/Vladivostok', '2026-11-22'],
  ['2026-11-22T14:00:00Z', 'Asia/Vladivostok', '2026-11-23'],
  ['2026-11-22T00:30:00Z', 'America/New_York', '2026-11-21'],
])('at %s it is in %s the day %s', (instant, zone, day) => {
  expect(dayOf(new Date(instant), zone)).toBe(day)
})

test.each([
  ['2026-11-22', 'Europe/Moscow', '2026-11-21T21:00:00.000Z'],
  ['2026-11-22', 'UTC', '2026-11-22T00:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
  ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
])('%s begins in %s at %s, also when clocks change', (day, zone, instant) => {
  expect(startOfDay(day, zone).toISOString()).toBe(instant)
})

test('days are counted with both ends, across months', () => {
  expect(dayAfter('2026-02-28', 1)).toBe('2026-03-01')
  expect(dayAfter('2026-11-22', -89)).toBe('2026-08-25')
  expect(lengthOf({ first: '2026-08-25', last: '2026-11-22' })).toBe(90)
  expect(lengthOf({ first: '2026-11-22', last: '2026-11-21' })).toBe(0)
})

test('two periods share the days that both have', () => {
  const november = { first: '2026-11-01', last: '2026-11-30' }
  expect(overlapOf(november, { first: '2026-11-22', last: '2026-12-05' })).toEqual({
    first: '2026-11-22',
    last: '2026-11-30',
  })
  expect(overlapOf(november, { first: '2026-12-01', last: '2026-12-05' })).toBeNull()
})
