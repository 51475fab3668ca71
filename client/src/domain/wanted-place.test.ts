import { expect, test } from 'vitest'
import { wantedPlace } from './wanted-place.ts'

test.each([
  ['/inbox/a?f=urgent', '/inbox/a?f=urgent'],
  ['//elsewhere.example', null],
  ['https://elsewhere.example', null],
  [undefined, null],
  [['/inbox', '/home'], null],
])('of %o is wanted: %s', (next, place) => {
  expect(wantedPlace(next)).toBe(place)
})
