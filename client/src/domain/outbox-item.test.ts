import { expect, test } from 'vitest'
import { neverLeft, nextToSend, outboxItem, pauseAfter, returnsToField } from './outbox-item.ts'

test('the oldest reply goes first', () => {
  expect(nextToSend([reply('b', 2), reply('a', 1)], 'me', 10)?.key).toBe('a')
})

test('a reply that has to wait holds back later ones to the same item, not others', () => {
  const held = { ...reply('first', 1, 'chat-1'), notBefore: 100 }

  expect(nextToSend([held, reply('second', 2, 'chat-1'), reply('other', 3, 'chat-2')], 'me', 10)?.key).toBe('other')
})

test('a refused reply and a reply of another person stay', () => {
  const refused = { ...reply('refused', 1), state: 'refused' as const }

  expect(nextToSend([refused, { ...reply('hers', 2), userId: 'she' }], 'me', 10)).toBeUndefined()
})

test('a reply whose sending was cut short by a reload is tried again', () => {
  expect(nextToSend([{ ...reply('cut', 1), state: 'sending' }], 'me', 10)?.key).toBe('cut')
})

test.each([
  ['what was never tried', {}, true],
  ['what is on its way', { state: 'sending' }, false],
  ['what was tried without an answer', { attempts: 1 }, false],
  ['what the server has named', { replyId: 'reply' }, false],
] as const)('whether the server cannot have it: %s', (_, change, cannot) => {
  expect(neverLeft({ ...reply('a', 1), ...change })).toBe(cannot)
})

test('the pauses grow to a minute', () => {
  expect([1, 2, 3, 9].map(pauseAfter)).toEqual([2_500, 5_000, 10_000, 60_000])
})

test('a text that is too long or breaks rules returns to the field; an answered item keeps the text as a receipt', () => {
  expect(returnsToField({ type: 'GuardrailBlocked', findings: [] })).toBe(true)
  expect(returnsToField({ type: 'ReplyTooLong', length: 1200, limit: 1000 })).toBe(true)
  expect(returnsToField({ type: 'Conflict', reason: 'ALREADY_ANSWERED' })).toBe(false)
})

function reply(key: string, createdAt: number, interactionId = key) {
  return outboxItem({ key, interactionId, channel: 'CHAT', text: 'Да, есть', userId: 'me' }, createdAt)
}
