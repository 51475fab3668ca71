import { expect, test } from 'vitest'
import { byChannel, minutesIn, ownFigures } from './deadlines.ts'

test.each([
  ['1', 1],
  ['240', 240],
  ['10 080', 10_080],
  ['10\u00a0080', 10_080],
  ['0', null],
  ['10081', null],
  ['-5', null],
  ['1.5', null],
  ['час', null],
  ['', null],
])('minutes typed as «%s»', (typed, minutes) => {
  expect(minutesIn(typed)).toBe(minutes)
})

test('a figure that is the usual one is none of the seller’s own', () => {
  const usual = { usualPriority: 'HIGH', usualMinutes: 120 }

  expect(ownFigures(usual, { priority: 'URGENT', minutes: 120 })).toEqual({ priority: 'URGENT', minutes: null })
  expect(ownFigures(usual, { priority: 'HIGH', minutes: 60 })).toEqual({ priority: null, minutes: 60 })
  expect(ownFigures(usual, { priority: 'HIGH', minutes: 120 })).toEqual({ priority: null, minutes: null })
})

test('topics stand by channel, and a channel without any is left out', () => {
  const targets = [{ channel: 'CHAT' }, { channel: 'REVIEW' }, { channel: 'CHAT' }]

  expect(
    byChannel(targets, ['REVIEW', 'QUESTION', 'CHAT']).map((group) => [group.channel, group.targets.length]),
  ).toEqual([
    ['REVIEW', 1],
    ['CHAT', 2],
  ])
})
