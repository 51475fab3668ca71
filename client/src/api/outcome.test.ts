import { CombinedError } from '@urql/core'
import { expect, test } from 'vitest'
import { outcomeOf } from './outcome.ts'

type Answer = { __typename: 'SyncNowSuccess'; seller: string } | { __typename: 'TooSoon'; retryAt: string }

const answered = (answer: Answer | null, error?: CombinedError) => outcomeOf<Answer>(answer, error)

test('a success is accepted', () => {
  expect(answered({ __typename: 'SyncNowSuccess', seller: 'a' })).toMatchObject({
    kind: 'accepted',
    answer: { seller: 'a' },
  })
})

test('a foreseen no keeps its facts', () => {
  expect(answered({ __typename: 'TooSoon', retryAt: 'later' })).toMatchObject({
    kind: 'refused',
    refusal: { retryAt: 'later' },
  })
})

test('a request that never came back says nothing about what happened', () => {
  const error = new CombinedError({ networkError: new TypeError('Failed to fetch') })

  expect(answered(null, error)).toEqual({ kind: 'unreachable' })
})

test('a gateway that answers for a missing server is no answer', () => {
  const error = new CombinedError({ networkError: new Error('Bad Gateway'), response: { status: 502 } })

  expect(answered(null, error)).toEqual({ kind: 'unreachable' })
})

test('a failure nobody foresaw brings the number that finds it', () => {
  const error = new CombinedError({
    graphQLErrors: [{ message: 'Unexpected error.', extensions: { incident: 'a1b2' } }],
    response: { status: 200 },
  })

  expect(answered(null, error)).toEqual({ kind: 'broken', incident: 'a1b2' })
})
