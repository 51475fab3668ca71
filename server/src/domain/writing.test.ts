import { expect, test } from 'vitest'
import { writingBlockOf } from './writing.ts'

const key = { accepted: true, readOnly: false, opensFeedbacks: true, opensChats: true }
const waiting = {
  channel: 'review',
  status: 'open',
  closeReason: null,
  isRemoved: false,
  hasUnfinishedReply: false,
  key,
} as const

test('an item that waits takes an answer', () => {
  expect(writingBlockOf(waiting)).toBeNull()
  expect(writingBlockOf({ ...waiting, channel: 'chat' })).toBeNull()
})

test.each([
  ['without a key', 'review', null, 'no_key'],
  ['with a key that WB refused', 'review', { ...key, accepted: false }, 'key_rejected'],
  ['with a refused key that reads only', 'chat', { ...key, accepted: false, readOnly: true }, 'key_rejected'],
  ['with a key that does not open reviews', 'review', { ...key, opensFeedbacks: false }, 'no_feedbacks_access'],
  ['with a key that does not open questions', 'question', { ...key, opensFeedbacks: false }, 'no_feedbacks_access'],
  ['with a key that does not open chats', 'chat', { ...key, opensChats: false }, 'no_chat_access'],
  ['with a key that reads only', 'question', { ...key, readOnly: true }, 'read_only_key'],
] as const)('%s the answer to a %s is blocked by its own reason', (_, channel, itsKey, block) => {
  expect(writingBlockOf({ ...waiting, channel, key: itsKey })).toBe(block)
})

test('a question is not called rejected while its rejection is on its way', () => {
  const question = { ...waiting, channel: 'question', status: 'closed', closeReason: 'rejected' } as const

  expect(writingBlockOf({ ...question, hasUnfinishedReply: true })).toBe('in_flight')
  expect(writingBlockOf(question)).toBe('rejected_question')
})

test('what a key does not open is no matter for the other channels', () => {
  expect(writingBlockOf({ ...waiting, channel: 'chat', key: { ...key, opensFeedbacks: false } })).toBeNull()
  expect(writingBlockOf({ ...waiting, key: { ...key, opensChats: false } })).toBeNull()
})
