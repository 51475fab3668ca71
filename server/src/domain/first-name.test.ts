import { expect, test } from 'vitest'
import { firstNameOf } from './first-name.ts'

test.each([
  ['Исакович Анна Витальевна', 'Анна'],
  ['Марина', 'Марина'],
  ['Алексей К.', 'Алексей'],
  ['Курченко', null],
])('EX-33: «%s» is greeted as %s', (customerName, name) => {
  expect(firstNameOf(customerName)).toBe(name)
})

test.each([
  ['алёна', 'Алёна'],
  ['АРТЁМ П.', 'Артём'],
  ['Aннa', 'Анна'],
  ['И. Петров', null],
  ['Покупатель', null],
  ['', null],
  [null, null],
  ['Аннапурна', null],
])('%s is greeted as %s', (customerName, name) => {
  expect(firstNameOf(customerName)).toBe(name)
})
