import { expect, test } from 'vitest'
import { type CustomerItem, profileOf, trendOf } from './customer-profile.ts'

test('EX-08: five ratings that fall are declining, and three of them make a repeat complainer', () => {
  expect(profileOf([5, 4, 2, 2, 1].map((rating, day) => item({ rating, day })))).toMatchObject({
    lastRatings: [5, 4, 2, 2, 1],
    averageRating: 2.8,
    trend: 'declining',
    isRepeatComplainer: true,
  })
})

test.each([
  [[], 'neutral'],
  [[5], 'neutral'],
  [[3, 4], 'improving'],
  [[4, 3], 'declining'],
  [[3, 3, 4], 'stable'],
  [[1, 2, 3, 4, 5], 'improving'],
] as const)('the ratings %j are %s', (ratings, trend) => {
  expect(trendOf(ratings)).toBe(trend)
})

test('the trend looks at the last five, the complaints at all', () => {
  const ratings = [1, 1, 1, 5, 5, 5, 5, 5]

  expect(profileOf(ratings.map((rating, day) => item({ rating, day })))).toMatchObject({
    lastRatings: [5, 5, 5, 5, 5],
    trend: 'stable',
    isRepeatComplainer: true,
  })
})

test('what has no stars counts for its channel and for nothing else, and the name is the latest told', () => {
  const profile = profileOf([
    item({ rating: 4, name: 'Анна' }),
    item({ channel: 'question', day: 1, name: 'Анна К.' }),
    item({ channel: 'chat', day: 2 }),
  ])

  expect(profile).toEqual({
    name: 'Анна К.',
    channels: [
      { channel: 'review', total: 1 },
      { channel: 'question', total: 1 },
      { channel: 'chat', total: 1 },
    ],
    averageRating: 4,
    lastRatings: [4],
    trend: 'neutral',
    isRepeatComplainer: false,
    firstAt: at(0),
    lastAt: at(2),
  })
  expect(profileOf([])).toBeNull()
})

function item({ day = 0, ...facts }: Partial<CustomerItem> & { day?: number }): CustomerItem {
  return { channel: 'review', rating: null, name: null, occurredAt: at(day), ...facts }
}

function at(day: number): Date {
  return new Date(Date.UTC(2026, 2, 1 + day))
}
