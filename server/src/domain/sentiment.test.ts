import { expect, test } from 'vitest'
import { chatSentimentOf, reviewSentimentOf } from './sentiment.ts'

test.each([
  [1, false, 'negative'],
  [2, false, 'negative'],
  [3, false, 'neutral'],
  [4, false, 'positive'],
  [5, false, 'positive'],
  [5, true, 'neutral'],
  [null, false, 'neutral'],
] as const)('%s stars with a hidden complaint %s are %s', (rating, hidden, sentiment) => {
  expect(reviewSentimentOf(rating, hidden)).toBe(sentiment)
})

test.each([
  ['wrong_item', false, 'negative'],
  ['delivery_delay', false, 'negative'],
  ['delivery_status', false, 'neutral'],
  ['delivery_status', true, 'negative'],
  ['thanks', false, 'positive'],
] as const)('a chat about %s, insistent %s, is %s', (intent, insists, sentiment) => {
  expect(chatSentimentOf(intent, { insists })).toBe(sentiment)
})
