import { expect, test } from 'vitest'
import { banners } from './frame.ts'

test.each([
  [1, '1 ответ ожидает отправки'],
  [2, '2 ответа ожидают отправки'],
  [5, '5 ответов ожидают отправки'],
  [21, '21 ответ ожидает отправки'],
])('%i unsent replies are told in the right form', (n, words) => {
  expect(banners.offline('12:47', n).replaceAll('\u00a0', ' ')).toBe(`Нет связи. Показаны данные на 12:47 · ${words}`)
})

test('the dot between two facts stays at the end of its line', () => {
  expect(banners.offline('12:47', 1)).toContain('12:47\u00a0· 1')
})

test('without unsent replies there is nothing to tell of them', () => {
  expect(banners.offline(null, 0)).toBe('Нет связи')
  expect(banners.offline(null, 0, 2).replaceAll('\u00a0', ' ')).toBe('Нет связи · 2 действия ждут связи')
})
