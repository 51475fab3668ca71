import { expect, test } from 'vitest'
import { wrongFields } from './credentials.ts'

const right = { company: 'Лён', email: 'anna@example.com', password: 'long-enough' }

test.each([
  ['a full form is fine', {}, {}],
  ['an empty address is missing', { email: ' ' }, { email: 'emailMissing' }],
  ['an address without a domain is odd', { email: 'anna@' }, { email: 'emailWrong' }],
  ['seven characters are too few', { password: '1234567' }, { password: 'passwordShort' }],
  ['a company has a name', { company: '' }, { company: 'companyMissing' }],
])('registering: %s', (_, typed, problems) => {
  expect(wrongFields({ ...right, ...typed }, 'register')).toEqual(problems)
})

test('signing in asks neither for a company nor for a length', () => {
  expect(wrongFields({ company: '', email: right.email, password: 'short' }, 'login')).toEqual({})
})
