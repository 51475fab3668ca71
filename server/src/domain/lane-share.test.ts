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
  ['one seller hangs with the whole lane', { a: 8 }, { a: 8 }, 8, 0],
  ['two hang, and others find a lane of their own', { a: 8, b: 4 }, { a: 8, b: 4 }, 8, 0],
  ['of two one hangs', { a: 4, b: 4 }, { a: 4 }, 4, 0],
  ['of the calls of one some hang', { a: 6 }, { a: 5 }, 7, 2],
  ['so many hang that no more may be made at once', { a: 8, b: 4, c: 4, d: 4, e: 4 }, { a: 8, b: 4, c: 4, d: 4 }, 0, 0],
] as const)('of eight places, when %s, so many are there', (_, held, hanging, withinShare, beyondShare) => {
  const [all, slow] = [new Map(Object.entries(held)), new Map(Object.entries(hanging))]
  expect(roomIn(8, all, slow)).toMatchObject({ withinShare, beyondShare })
})

test('whoever hangs with its share gets no more places by that', () => {
  const room = roomIn(8, new Map(Object.entries({ a: 8, b: 4, c: 3 })), new Map(Object.entries({ a: 8, b: 4 })))

  expect(withoutPlace(room)).toEqual(['a', 'b'])
})

test.each([
  ['a free place is for anybody', { a: 7 }, []],
  ['whoever has the whole lane gets no more of it', { a: 8 }, ['a']],
  ['whoever has half of a full lane neither', { a: 6, b: 2 }, ['a']],
  ['a lane of which everything is well shared takes nobody', { a: 8, b: 4 }, 'all'],
] as const)('%s', (_, held, without) => {
  expect(withoutPlace(roomIn(8, new Map(Object.entries(held))))).toEqual(without)
})
