import { expect, test } from 'vitest'
import { isTight, roomForText } from './thread-room.ts'

const phone = { visible: 844, card: 844, above: 160, draft: 145, writing: 80 }

test.each([
  ['a phone has room for everything', {}, false],
  ['a small phone has, too', { visible: 640, card: 640, above: 158 }, false],
  ['over an open keyboard there is none', { visible: 508, card: 508 }, true],
  ['with text twice as big there is none', { above: 300, draft: 270, writing: 130 }, true],
  ['a phone on its side has none', { visible: 390, card: 390 }, true],
  ['without a draft there is more', { visible: 508, card: 508, draft: 0 }, false],
  ['a notice over the conversation takes from it', { above: 345 }, true],
  ['a banner over the card takes from it, and is visible all the same', { card: 722 }, true],
])('%s', (_, facts, tight) => {
  expect(isTight({ ...phone, ...facts })).toBe(tight)
})

test('two fifths of what is visible are enough, a pixel less is not', () => {
  const facts = { visible: 500, above: 100, draft: 100, writing: 100 }

  expect(isTight({ ...facts, card: 500 })).toBe(false)
  expect(isTight({ ...facts, card: 499 })).toBe(true)
})

test.each([
  ['a fraction of a pixel is the conversation’s', { visible: 451.5, card: 451.5 }, 60],
  ['over an open keyboard it grows by a line', { visible: 450, card: 450 }, 60],
  ['a higher screen leaves it more', { visible: 640, card: 640 }, 174],
  ['where the conversation has less than its share already, nothing', { visible: 300, card: 300 }, 0],
  ['a notice over the conversation takes from it', { visible: 640, card: 640, above: 253 }, 74],
])('what a text may take: %s', (_, facts, room) => {
  expect(roomForText({ above: 153, draft: 44, writing: 13, ...facts })).toBe(room)
})
