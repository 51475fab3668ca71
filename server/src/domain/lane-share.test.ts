import { expect, test } from 'vitest'
import { roomIn, withoutPlace } from './lane-share.ts'

test.each([
  ['nobody is at work', {}, 8, 8],
  ['one seller works alone', { a: 3 }, 5, 5],
  ['one seller has half', { a: 4 }, 4, 4],
  ['one seller has taken the whole lane while nobody else was there', { a: 8 }, 4, 0],
  ['one seller has the whole lane and another has come', { a: 8, b: 1 }, 3, 0],
  ['both have half of it, the one more than that', { a: 8, b: 4 }, 0, 0],
  ['three share it', { a: 3, b: 3, c: 1 }, 1, 1],
  ['more than the lane holds', { a: 5, b: 5, c: 3 }, 0, 0],
] as const)('of eight places, when %s, so many are there', (_, held, withinShare, beyondShare) => {
  expect(roomIn(8, new Map(Object.entries(held)))).toMatchObject({ share: 4, withinShare, beyondShare })
})

test.each([
  ['a free place is for anybody', { a: 7 }, []],
  ['whoever has the whole lane gets no more of it', { a: 8 }, ['a']],
  ['whoever has half of a full lane neither', { a: 6, b: 2 }, ['a']],
  ['a lane of which everything is well shared takes nobody', { a: 8, b: 4 }, 'all'],
] as const)('%s', (_, held, without) => {
  expect(withoutPlace(roomIn(8, new Map(Object.entries(held))))).toEqual(without)
})
