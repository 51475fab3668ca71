import { expect, test, vi } from 'vitest'
import { remembered } from './remembered.ts'

test('what was worked out is not worked out again', () => {
  const work = vi.fn((text: string) => text.length)
  const lengthOf = remembered(10, work)
  expect([lengthOf('ab'), lengthOf('ab'), lengthOf('abc')]).toEqual([2, 2, 3])
  expect(work).toHaveBeenCalledTimes(2)
})

test('no more is remembered than is allowed', () => {
  const work = vi.fn((text: string) => text.length)
  const lengthOf = remembered(2, work)
  for (const text of ['a', 'b', 'c', 'a']) lengthOf(text)
  expect(work).toHaveBeenCalledTimes(4)
})
