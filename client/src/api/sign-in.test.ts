import { expect, test } from 'vitest'
import { outcomeOfRefusal } from './sign-in.ts'

test.each([
  [
    'a wrong password does not say which half was wrong',
    401,
    'INVALID_EMAIL_OR_PASSWORD',
    { kind: 'wrong_credentials' },
  ],
  ['a taken address is told', 422, 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL', { kind: 'email_taken' }],
  ['a short password points at its field', 400, 'PASSWORD_TOO_SHORT', { kind: 'bad_input', field: 'password' }],
  ['an odd address points at its field', 400, 'INVALID_EMAIL', { kind: 'bad_input', field: 'email' }],
  ['anything else is a failure of ours', 500, '', { kind: 'broken' }],
] as const)('%s', (_, status, code, outcome) => {
  expect(outcomeOfRefusal(status, null, code)).toEqual(outcome)
})

test.each([
  ['10', 1],
  ['90', 2],
  [null, 1],
])('too many attempts are told in whole minutes: %s seconds are %i', (seconds, minutes) => {
  expect(outcomeOfRefusal(429, seconds, '')).toEqual({ kind: 'too_many', minutes })
})
