import { expect, test } from 'vitest'
import { shouts } from './shouting.ts'

test.each([
  ['ГДЕ МОЙ ЗАКАЗ!!!', true],
  ['ГДЕ МОЙ ЗАКАЗ', true],
  ['где! мой! заказ!', true],
  ['где мой заказ！！！', true],
  ['где мой заказ!!', false],
  ['ОК', false],
  ['ГДЕ ЗАКАЗ', false],
  ['ГДЕ ПОСЫЛКА', true],
  ['АБВГДабвгд', false],
  ['АБВГДЕабвгд', true],
  ['Где мой заказ 12345678', false],
  ['', false],
])('EX-19: «%s» shouts: %s', (text, expected) => {
  expect(shouts(text)).toBe(expected)
})
