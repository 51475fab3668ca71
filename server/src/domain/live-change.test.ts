import { expect, test } from 'vitest'
import { beginningFor } from './live-change.ts'

test('without a number the feed begins at the head of the journal', () => {
  expect(beginningFor(null, 42)).toEqual({ from: 42, gap: null })
})

test('a thousand missed events are replayed, one more is a gap', () => {
  expect(beginningFor(5, 1005)).toEqual({ from: 5, gap: null })
  expect(beginningFor(5, 1006)).toEqual({ from: 1006, gap: { kind: 'gap', after: 5, seq: 1006 } })
})

test('a number beyond the head is a gap, because the journal is not the one the subscriber knew', () => {
  expect(beginningFor(9, 9)).toEqual({ from: 9, gap: null })
  expect(beginningFor(10, 9)).toEqual({ from: 9, gap: { kind: 'gap', after: 10, seq: 9 } })
})
