import { expect, test } from 'vitest'
import { type EditBlock, editBlockOf } from './editing.ts'
import { after, DAY, MINUTE } from './time.ts'

const sentAt = new Date('2026-01-01T10:00:00Z')
const key = { accepted: true, readOnly: false, opensFeedbacks: true }
const answered = {
  channel: 'review' as const,
  status: 'responded' as const,
  hasAnswer: true,
  isRemoved: false,
  hasUnfinishedReply: false,
  editUsed: false,
  answerEditableUntil: after(sentAt, 60 * DAY),
  key,
}
const now = after(sentAt, 14 * DAY)

test('EX-44: an answer of 1 January 10:00 may be edited until 2 March 10:00, and not a moment longer', () => {
  const last = new Date('2026-03-02T10:00:00Z')

  expect(editBlockOf(answered, last)).toBeNull()
  expect(editBlockOf(answered, new Date(last.getTime() + 1))).toBe('too_late')
})

test('EX-44: a second edit is refused', () => {
  expect(editBlockOf({ ...answered, editUsed: true }, now)).toBe('already_edited')
})

test.each<[string, Partial<Parameters<typeof editBlockOf>[0]>, EditBlock]>([
  ['a chat message', { channel: 'chat' }, 'not_editable_channel'],
  ['what WB no longer shows', { isRemoved: true }, 'removed'],
  ['while a reply is on its way', { hasUnfinishedReply: true }, 'in_flight'],
  ['where nobody has answered', { status: 'open' }, 'no_answer'],
  ['what is answered by nothing', { hasAnswer: false }, 'no_answer'],
  ['where WB does not allow it', { answerEditableUntil: null }, 'forbidden'],
  ['without a key', { key: null }, 'no_key'],
  ['with a key that WB refused', { key: { ...key, accepted: false } }, 'key_rejected'],
  ['with a key that does not open reviews', { key: { ...key, opensFeedbacks: false } }, 'no_feedbacks_access'],
  ['with a key that may only read', { key: { ...key, readOnly: true } }, 'read_only_key'],
])('no edit: %s', (_, signs, block) => {
  expect(editBlockOf({ ...answered, ...signs }, after(now, MINUTE))).toBe(block)
})
