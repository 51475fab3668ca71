import { expect, test } from 'vitest'
import { buyersWordsIn, composeReviewText, splitReviewText } from './review-text.ts'

test('EX-11: the parts that were filled in stand on lines of their own', () => {
  expect(composeReviewText({ text: 'Отлично', pros: 'Быстро', cons: '' })).toBe('Отлично\nПлюсы: Быстро')
})

test.each([
  ['all three', { text: 'Хорошо', pros: 'Цвет', cons: 'Нитки' }, 'Хорошо\nПлюсы: Цвет\nМинусы: Нитки'],
  ['drawbacks alone', { text: '', pros: '', cons: 'Нитки' }, 'Минусы: Нитки'],
  ['blanks alone', { text: ' ', pros: '\n', cons: '\u00a0' }, ''],
  ['blanks around', { text: ' Хорошо\n', pros: ' Цвет ', cons: '' }, 'Хорошо\nПлюсы: Цвет'],
])('a review is composed of %s', (_, content, text) => {
  expect(composeReviewText(content)).toBe(text)
})

test('what was composed is split into the same parts', () => {
  const words = ['', 'Отлично', 'Две\nстроки', 'Плюсы есть, минусы: нет']

  for (const text of words) {
    for (const pros of words) {
      for (const cons of words) {
        expect(splitReviewText(composeReviewText({ text, pros, cons }))).toEqual({ text, pros, cons })
      }
    }
  }
})

test('the buyer’s words are what is left without our labels', () => {
  expect(buyersWordsIn('Хорошо\nПлюсы: Цвет\nМинусы: Нитки')).toBe('Хорошо\nЦвет\nНитки')
  expect(buyersWordsIn('Минусы: Нитки')).toBe('Нитки')
  expect(buyersWordsIn('Одни минусы: нитки')).toBe('Одни минусы: нитки')
})
