import { expect, test } from 'vitest'
import { type ChatCandidate, continuationOf, escalationStateOf } from './continuation.ts'
import { after, DAY } from './time.ts'

const now = new Date('2026-03-04T09:00:00Z')
const order: ChatCandidate = { chatId: 'order', link: { type: 'deterministic', confidence: 99, isLegacyOnly: false } }
const legacy: ChatCandidate = { chatId: 'legacy', link: { type: 'deterministic', confidence: 95, isLegacyOnly: true } }
const guess: ChatCandidate = { chatId: 'guess', link: { type: 'probabilistic', confidence: 95, isLegacyOnly: false } }
const late: ChatCandidate = { chatId: 'late', link: null }

test('a chat of the same order is where it goes on, whatever else may be', () => {
  expect(continuationOf([guess, order], { kind: 'open' }, now)).toEqual({ kind: 'continue', chatId: 'order' })
})

test.each([
  ['a guess, however sure', guess],
  ['an identifier that WB gives up', legacy],
  ['a chat that only came after we began to wait', late],
])('%s is for a person to choose', (_, candidate) => {
  expect(continuationOf([candidate], { kind: 'open' }, now)).toEqual({ kind: 'choose' })
  expect(continuationOf([candidate], { kind: 'chat', chatId: candidate.chatId }, now)).toMatchObject({
    kind: 'continue',
  })
})

test('without a chat, or when it is none of them, the buyer’s is waited for, fourteen days', () => {
  const waits = { kind: 'wait', until: after(now, 14 * DAY) }

  expect(continuationOf([], { kind: 'open' }, now)).toEqual(waits)
  expect(continuationOf([guess], { kind: 'none' }, now)).toEqual(waits)
})

test('a chat that is no candidate cannot be chosen', () => {
  expect(continuationOf([guess], { kind: 'chat', chatId: 'another' }, now)).toEqual({ kind: 'unknown' })
})

test('waiting is over a millisecond after its last moment, and never once it goes on in a chat', () => {
  expect(escalationStateOf({ chatId: null, waitsUntil: now }, now)).toBe('waiting')
  expect(escalationStateOf({ chatId: null, waitsUntil: now }, after(now, 1))).toBe('expired')
  expect(escalationStateOf({ chatId: 'chat', waitsUntil: null }, now)).toBe('continued')
})
