import { expect, test } from 'vitest'
import { problemText, troubleText } from './sync-words.ts'

test('EX-66: a failure names its channels; one that all of them have names none', () => {
  expect(troubleText({ problem: 'MARKETPLACE', channels: ['REVIEW', 'QUESTION'] })).toBe(
    'Отзывы, вопросы: Wildberries отвечает с ошибкой. Продолжим автоматически.',
  )
  expect(troubleText({ problem: 'NETWORK', channels: [] })).toBe('Нет связи с Wildberries. Продолжим автоматически.')
})

test('a category that the key has lost is told by its own name', () => {
  expect(troubleText({ problem: 'SCOPE', channels: ['CHAT'] })).toBe(
    'У ключа нет доступа к чатам. Отзывы и вопросы загружаются.',
  )
  expect(problemText('SCOPE', ['REVIEW', 'QUESTION'])).toBe('У ключа нет доступа к отзывам и вопросам')
})

test('one category opens reviews and questions: where one of them alone is refused, it is not told as missing', () => {
  expect(problemText('SCOPE', ['QUESTION'])).toBe(
    'Вопросы: WB отказал этому ключу в доступе. Проверьте ключ в кабинете WB или создайте новый.',
  )
})
