import { expect, test } from 'vitest'
import { noFilters } from './inbox-filters.ts'
import { addressOf, inboxQueryOf, isSearch } from './inbox-query.ts'

test('the address and the inbox say the same', () => {
  const address = { ch: 'review', f: 'urgent', q: 'кружка', stars: '1-2', sort: 'lowest_rating' }

  expect(inboxQueryOf(address)).toEqual({
    channel: 'REVIEW',
    status: 'urgent',
    search: 'кружка',
    order: 'lowest_rating',
    filters: { ...noFilters, ratings: [1, 2] },
  })
  expect(addressOf(inboxQueryOf(address))).toEqual(address)
})

test('what the address does not say, or says wrongly, is everything', () => {
  expect(inboxQueryOf({ ch: 'letter', f: ['urgent'], sort: 'price' })).toEqual({
    channel: null,
    status: null,
    search: '',
    order: 'urgency',
    filters: noFilters,
  })
  expect(addressOf({ channel: null, status: null, search: '  ', order: 'urgency', filters: noFilters })).toEqual({})
})

test('one letter is not a search, one digit is', () => {
  expect(isSearch('к')).toBe(false)
  expect(isSearch('ку')).toBe(true)
  expect(isSearch('7')).toBe(true)
})
