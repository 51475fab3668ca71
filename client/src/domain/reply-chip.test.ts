import { expect, test } from 'vitest'
import { replyChip } from './reply-chip.ts'

test.each([
  ['RETRY_WAIT', 'waitingToSend'],
  ['SENDING', 'sending'],
  ['UNKNOWN', 'checking'],
  ['NEEDS_ATTENTION', 'unconfirmed'],
  ['FAILED', 'failed'],
  ['MODERATION_REJECTED', 'rejected'],
  ['CONFIRMED', null],
  ['SOMETHING_NEW', null],
])('a reply that is %s shows as %s', (state, chip) => {
  expect(replyChip(item(state), null)).toBe(chip)
})

test('a reply in its undo window leaves soon: it is neither on its way nor in a queue', () => {
  expect(replyChip(item('QUEUED'), null)).toBe('leavesSoon')
})

test('a reply that waits for its turn in WB’s pace is in a queue', () => {
  const queued = item('QUEUED')

  expect(replyChip({ ...queued, lastReply: { ...queued.lastReply, failure: 'RATE' } }, null)).toBe('waitingToSend')
})

test('what is still on the device goes first', () => {
  expect(replyChip(item('FAILED'), 'waiting')).toBe('waitingToSend')
})

test('"sent" stays until WB has shown the answer', () => {
  expect(replyChip({ ...item('ACCEPTED'), wbSyncState: 'PENDING' }, null)).toBe('sent')
  expect(replyChip({ ...item('ACCEPTED'), wbSyncState: 'CONFIRMED' }, null)).toBeNull()
})

test('an answer that is with the moderators says so', () => {
  const known = item('ACCEPTED')
  const moderated = { ...known.lastReply, moderatedAt: '2026-03-04T12:00:05Z' }

  expect(replyChip({ ...known, wbSyncState: 'PENDING', lastReply: moderated }, null)).toBe('onReview')
  expect(replyChip({ ...known, wbSyncState: 'UNCONFIRMED', lastReply: moderated }, null)).toBe('unconfirmed')
})

test('a failure is old news once the item is answered', () => {
  expect(replyChip({ ...item('FAILED'), needsResponse: false }, null)).toBeNull()
})

test('a failed edit stays one although the item is answered, a failed rejection until the question is', () => {
  const lost = (kind: string, status: string) => {
    const known = item('FAILED')
    return { ...known, status, needsResponse: false, lastReply: { ...known.lastReply, kind } }
  }

  expect(replyChip(lost('EDIT', 'RESPONDED'), null)).toBe('failed')
  expect(replyChip(lost('REJECTION', 'CLOSED'), null)).toBe('failed')
  expect(replyChip(lost('REJECTION', 'RESPONDED'), null)).toBeNull()
})

test('in a chat a failed message stays one until it is put aside, whatever was said since', () => {
  const chat = { ...item('FAILED'), channel: 'CHAT', needsResponse: false }
  const dismissed = { ...chat.lastReply, dismissedAt: '2026-03-04T12:00:05Z' }

  expect(replyChip(chat, null)).toBe('failed')
  expect(replyChip({ ...chat, lastReply: dismissed }, null)).toBeNull()
})

test('what another answer overtook says so until it is put aside, although the item is answered', () => {
  const overtaken = { ...item('ANSWERED_ELSEWHERE'), status: 'RESPONDED', needsResponse: false }
  const dismissed = { ...overtaken.lastReply, dismissedAt: '2026-03-04T12:00:05Z' }

  expect(replyChip(overtaken, null)).toBe('answeredElsewhere')
  expect(replyChip({ ...overtaken, lastReply: dismissed }, null)).toBeNull()
})

function item(state: string) {
  const lastReply = { kind: 'ANSWER', state, failure: null, moderatedAt: null, dismissedAt: null }
  return { channel: 'REVIEW', status: 'OPEN', needsResponse: true, wbSyncState: 'NONE', lastReply }
}
