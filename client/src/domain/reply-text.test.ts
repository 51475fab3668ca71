import { expect, test } from 'vitest'
import { counterOf, typedSince, unfilledPlaces } from './reply-text.ts'

test('an emoji counts as one character, and blanks around a text as none', () => {
  expect(counterOf(` ${'👍'.repeat(999)}а `, 'CHAT')).toEqual({ length: 1000, limit: 1000 })
  expect(counterOf('👍'.repeat(501), 'CHAT')).toBeNull()
})

test('the counter appears from 70 % of the limit on', () => {
  expect(counterOf('а'.repeat(699), 'CHAT')).toBeNull()
  expect(counterOf('а'.repeat(700), 'CHAT')).toEqual({ length: 700, limit: 1000 })
  expect(counterOf('а'.repeat(3499), 'REVIEW')).toBeNull()
})

test.each([
  ['Едет', 'Едет', ''],
  ['Едет', 'Едет Будет завтра', 'Будет завтра'],
  ['Едет.', 'Уже едет. Едет.', 'Уже едет.'],
  ['Едет', 'Еде', ''],
  ['Едет', '', ''],
  ['Едет', 'Спасибо', 'Спасибо'],
])('of %j that became %j after the press, %j was typed since', (sent, now, since) => {
  expect(typedSince(sent, now)).toBe(since)
})

test('a variable that has no value is named once, however often it stands in the text', () => {
  expect(unfilledPlaces('О {товар} и ещё раз {товар} спросите в {магазин}')).toEqual(['{товар}', '{магазин}'])
  expect(unfilledPlaces('Заказ ••••. С уважением, [Название магазина]')).toEqual(['••••', '[Название магазина]'])
  expect(unfilledPlaces('О пледе спросите в чате')).toEqual([])
})
