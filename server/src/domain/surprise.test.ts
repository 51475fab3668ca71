import { expect, test } from 'vitest'
import { counted, namedWithin, type Surprise } from './surprise.ts'

const field = (name: string, count = 1): Surprise => ({ kind: 'field', name, count })

test('the same thing met twice is one thing with its count, and a field is no value', () => {
  const value: Surprise = { kind: 'value', name: 'a', count: 1 }

  expect(counted([field('a', 2), value, field('a', 3)])).toEqual([field('a', 5), value])
})

test('new names are kept while there is room; the rest is counted together, and what is kept goes on being counted', () => {
  const named = namedWithin([field('new', 2), field('kept'), field('more'), field('most', 4)], [field('kept')], 2)

  expect(named).toEqual([field('new', 2), field('kept'), field('…', 5)])
})
