import { expect, test } from 'vitest'
import {
  cadence,
  counted,
  dayTitle,
  deadline,
  duration,
  fileSize,
  freshness,
  maskedKey,
  money,
  nouns,
  percent,
  shortMoment,
} from './formats.ts'

const now = new Date(2026, 1, 11, 14, 30)
const at = (...parts: [number, number, number, number?, number?]) => new Date(...parts)
const MINUTE = 60_000
const seconds = (n: number) => new Date(now.getTime() + n * 1000)

test.each([
  [1, 'отзыв'],
  [2, 'отзыва'],
  [5, 'отзывов'],
  [11, 'отзывов'],
  [21, 'отзыв'],
  [112, 'отзывов'],
])('%i takes the form «%s»', (n, form) => {
  expect(plain(counted(n, nouns.review))).toBe(`${n} ${form}`)
})

test.each([
  ['today shows the time', at(2026, 1, 11, 12, 47), '12:47'],
  ['the day before is yesterday, however late', at(2026, 1, 10, 23, 59), 'Вчера'],
  ['within a week the weekday is enough', at(2026, 1, 9, 10), 'пн'],
  ['a week ago the date is needed', at(2026, 1, 4, 10), '4 фев'],
  ['another year is said', at(2025, 1, 11, 10), '11.02.25'],
] as const)('%s', (_, moment, words) => {
  expect(shortMoment(moment, now)).toBe(words)
})

test.each([
  [0, 'меньше минуты'],
  [59_999, 'меньше минуты'],
  [MINUTE, '1 мин'],
  [23 * MINUTE, '23 мин'],
  [60 * MINUTE, '1 ч'],
  [130 * MINUTE, '2 ч 10 мин'],
  [3 * 24 * 60 * MINUTE + 5 * MINUTE, '3 дн'],
])('%i milliseconds last %s', (ms, words) => {
  expect(plain(duration(ms))).toBe(words)
})

test.each([
  ['a missed deadline tells how late it is', at(2026, 1, 11, 14, 7), 'Просрочено 23 мин', '−23 мин'],
  ['the last hour counts down', at(2026, 1, 11, 15, 18), 'Осталось 48 мин', '48 мин'],
  ['the last minute is no number', at(2026, 1, 11, 14, 30), 'Осталось меньше минуты', '< 1 мин'],
  ['neither is the first one too late', seconds(-20), 'Просрочено меньше минуты', 'срок вышел'],
  ['later today is a time', at(2026, 1, 11, 18, 0), 'до 18:00', 'до 18:00'],
  ['tomorrow is a word', at(2026, 1, 12, 9, 0), 'до завтра, 09:00', 'до завтра, 09:00'],
] as const)('%s', (_, due, long, short) => {
  const { long: words, short: fewer } = deadline(due, now)
  expect([plain(words), plain(fewer)]).toEqual([long, short])
})

test.each([
  ['a fresh list is just updated', at(2026, 1, 11, 14, 30), 'Обновлено только что'],
  ['within an hour the minutes count', at(2026, 1, 11, 14, 28), 'Обновлено 2 мин назад'],
  ['earlier today is a time', at(2026, 1, 11, 12, 47), 'Обновлено в 12:47'],
] as const)('%s', (_, updated, words) => {
  expect(plain(freshness(updated, now))).toBe(words)
})

test.each([
  [30, 'раз в 30 секунд'],
  [60, 'раз в минуту'],
  [300, 'раз в 5 минут'],
  [3600, 'раз в час'],
  [7200, 'раз в 2 часа'],
])('every %i seconds is «%s»', (seconds, words) => {
  expect(plain(cadence(seconds))).toBe(words)
})

test('days of a conversation are told by name', () => {
  expect([now, at(2026, 1, 10), at(2025, 8, 24)].map((day) => dayTitle(day, now))).toEqual([
    'Сегодня',
    'Вчера',
    '24 сентября 2025',
  ])
})

test('numbers are written the Russian way and never part from their unit', () => {
  expect([percent(78), money(42_000), fileSize(2.1 * 1024 * 1024)]).toEqual([
    '78\u00a0%',
    '42\u00a0000\u00a0₽',
    '2,1\u00a0МБ',
  ])
})

test('a key shows only its ends', () => {
  expect(maskedKey('eyJhbGciOiJFUzI1NiJ9.3f9c')).toBe('eyJh••••3f9c')
  expect(maskedKey('short')).toBe('•••••')
})

const plain = (words: string) => words.replaceAll('\u00a0', ' ')
