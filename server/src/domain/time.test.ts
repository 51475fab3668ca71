import { expect, test } from 'vitest'
import { after, between, DAY, HOUR, MINUTE, parseInstant } from './time.ts'

test.each([
  ['an offset', '2026-09-26T10:20:48+03:00', '2026-09-26T07:20:48.000Z'],
  ['an offset without a colon', '2026-09-26T10:20:48+0300', '2026-09-26T07:20:48.000Z'],
  ['an offset of hours alone', '2026-09-26T10:20:48-02', '2026-09-26T12:20:48.000Z'],
  ['the letter Z', '2026-09-26T10:20:48Z', '2026-09-26T10:20:48.000Z'],
  ['milliseconds', '2026-09-26T10:20:48.125Z', '2026-09-26T10:20:48.125Z'],
  ['nine fractional digits', '2026-09-26T10:20:48.123456789Z', '2026-09-26T10:20:48.123Z'],
  ['one fractional digit', '2026-09-26T10:20:48.5Z', '2026-09-26T10:20:48.500Z'],
  ['nine fractional digits and an offset', '2026-09-26T10:20:48.999999999+03:00', '2026-09-26T07:20:48.999Z'],
  ['no zone, so UTC', '2026-09-26T10:20:48', '2026-09-26T10:20:48.000Z'],
  ['a space instead of T, so UTC', '2026-09-26 10:20:48', '2026-09-26T10:20:48.000Z'],
  ['no seconds', '2026-09-26T10:20Z', '2026-09-26T10:20:00.000Z'],
  ['a day alone', '2026-09-26', '2026-09-26T00:00:00.000Z'],
  ['Unix milliseconds', 1_790_000_003_000, '2026-09-21T14:13:23.000Z'],
  ['blanks around it', ' 2026-09-26T10:20:48Z\n', '2026-09-26T10:20:48.000Z'],
] as const)('an instant is read with %s', (_, value, instant) => {
  expect(parseInstant(value)?.toISOString()).toBe(instant)
})

test.each([
  [''],
  ['вчера'],
  ['2026-13-01'],
  ['2026-02-30T10:00:00Z'],
  ['2026-09-26T25:00:00Z'],
  ['26.09.2026'],
  ['2026-09-26T10:20:48.1234567890Z'],
  ['2026-09-26T10:20:48+99:99'],
  ['10:20'],
  [Number.NaN],
  [Number.POSITIVE_INFINITY],
  [8.64e15 + 1],
  [8.64e15],
  ['0000-01-01T00:00:00Z'],
  ['0001-01-01T00:00:00Z'],
  ['9999-12-31T23:59:59Z'],
  [-62_200_000_000_000],
  [null],
  [undefined],
  [{}],
  [true],
])('what cannot be read is no instant: %j', (value) => {
  expect(parseInstant(value)).toBeNull()
})

test('every written instant is read back to the millisecond', () => {
  for (let at = 0; at < 2 * DAY; at += 61 * MINUTE + 7) {
    expect(parseInstant(new Date(at).toISOString())?.getTime()).toBe(at)
  }
})

test('after and between are each other’s reverse', () => {
  const noon = new Date('2026-03-01T12:00:00Z')

  expect(after(noon, 90 * MINUTE).toISOString()).toBe('2026-03-01T13:30:00.000Z')
  expect(between(noon, after(noon, -HOUR))).toBe(-HOUR)
})
