import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { CustomerFieldsFragment } from '#generated/graphql.ts'
import CustomerSection from './CustomerSection.vue'

test('a buyer’s section says what he wrote, how he rates, and where that goes', () => {
  const text = show().text()

  expect(text).toContain('5\u00a0отзывов · 1\u00a0чат')
  expect(text).toContain('★ 2,8 · последние: 5, 4, 2, 2, 1')
  expect(text).toContain('Оценки снижаются')
  expect(text).toContain('Часто жалуется')
})

test('of a buyer with few ratings nothing is concluded', () => {
  const text = show({ averageRating: null, lastRatings: [], trend: 'NEUTRAL', isRepeatComplainer: false }).text()

  expect(text).not.toContain('★')
  expect(text).not.toContain('Оценки')
  expect(text).not.toContain('жалуется')
})

function show(change: Partial<CustomerFieldsFragment> = {}) {
  const profile: CustomerFieldsFragment = {
    channels: [
      { channel: 'REVIEW', total: 5 },
      { channel: 'QUESTION', total: 0 },
      { channel: 'CHAT', total: 1 },
    ],
    averageRating: 2.8,
    lastRatings: [5, 4, 2, 2, 1],
    trend: 'DECLINING',
    isRepeatComplainer: true,
    ...change,
  }
  return mount(CustomerSection, { props: { profile } })
}
