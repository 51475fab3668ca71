import { expect, test } from 'vitest'
import { type ChatMessage, isInactive, latestBuyerMessages, threadStateOf, unansweredMessages } from './thread.ts'
import { after, DAY } from './time.ts'

test('EX-01: a buyer who writes after an answer waits again', () => {
  const chat = [buyer('10:00'), seller('10:05'), buyer('10:09')]

  expect(threadStateOf(chat, null)).toEqual({
    chatStatus: 'client_replied',
    status: 'open',
    needsResponse: true,
    closeReason: null,
    unreadCount: 1,
    anchor: at('10:09'),
    lastMessageAt: at('10:09'),
  })
})

test('EX-02: a message of the marketplace is not an answer', () => {
  const chat = [buyer('10:00'), message('10:01', { author: 'system', text: 'Чат создан' })]

  expect(threadStateOf(chat, null)).toMatchObject({
    chatStatus: 'waiting',
    needsResponse: true,
    lastMessageAt: at('10:00'),
  })
})

test('EX-03: an answered chat is closed when more than ten days have passed in silence', () => {
  const answeredAt = new Date('2026-03-01T12:00:00Z')
  const thread = { status: 'responded', lastMessageAt: answeredAt } as const

  expect(isInactive(thread, new Date('2026-03-11T12:00:00Z'))).toBe(false)
  expect(isInactive(thread, new Date('2026-03-11T12:00:00.001Z'))).toBe(true)
  expect(isInactive(thread, new Date('2026-03-11T12:00:01Z'))).toBe(true)
})

test('a chat that waits for us is never closed by age', () => {
  expect(isInactive({ status: 'open', lastMessageAt: at('10:00') }, after(at('10:00'), 400 * DAY))).toBe(false)
})

test.each([
  ['nothing said yet waits', [], 'waiting', 0],
  ['the buyer alone waits', [buyer('10:00'), buyer('10:01')], 'waiting', 2],
  ['an answer answers', [buyer('10:00'), seller('10:05')], 'responded', 0],
  ['an auto-reply answers in its own way', [buyer('10:00'), seller('10:05', { isAuto: true })], 'auto_response', 0],
  ['the order of sending decides, not of arrival', [seller('10:05'), buyer('10:00')], 'responded', 0],
  ['an empty message does not count', [buyer('10:00'), seller('10:05'), buyer('10:06', { text: ' ' })], 'responded', 0],
  ['a failed answer is no answer', [buyer('10:00'), seller('10:05', { status: 'failed' })], 'waiting', 1],
  ['a refused answer is no answer', [buyer('10:00'), seller('10:05', { status: 'moderation_rejected' })], 'waiting', 1],
  ['an answer on its way is one', [buyer('10:00'), seller('10:05', { status: 'sending' })], 'responded', 0],
  [
    'a picture without words counts',
    [seller('10:00'), buyer('10:01', { text: null, attachments: [{ kind: 'image', name: null }] })],
    'client_replied',
    1,
  ],
] as const)('a chat where %s', (_, chat, chatStatus, unreadCount) => {
  expect(threadStateOf(chat, null)).toMatchObject({ chatStatus, unreadCount })
})

test('messages of the same instant follow their ids', () => {
  const chat = [seller('10:00', { id: '2' }), buyer('10:00', { id: '1' })]

  expect(threadStateOf(chat, null).chatStatus).toBe('responded')
})

test('the deadline counts from the first message after the last answer', () => {
  const chat = [buyer('10:00'), seller('10:05'), buyer('10:09'), buyer('10:30')]

  expect(threadStateOf(chat, null).anchor).toEqual(at('10:09'))
  expect(threadStateOf([buyer('10:00'), seller('10:05')], null).anchor).toBeNull()
})

test('a closed chat stays closed until the buyer writes something new', () => {
  const closing = { reason: 'manual', lastMessageAt: at('10:09') } as const
  const chat = [buyer('10:00'), seller('10:05'), buyer('10:09')]

  expect(threadStateOf(chat, closing)).toMatchObject({ status: 'closed', closeReason: 'manual', needsResponse: false })
  expect(threadStateOf([...chat, seller('10:20')], closing).status).toBe('closed')
  expect(threadStateOf([...chat, message('10:20', { author: 'system' })], closing).status).toBe('closed')
  expect(threadStateOf([...chat, buyer('10:20')], closing)).toMatchObject({ status: 'open', closeReason: null })
})

test('unanswered are the messages since the answer; the latest words outlive it', () => {
  const chat = [buyer('10:00'), seller('10:05'), buyer('10:09'), buyer('10:10')]
  const answered = [...chat, seller('10:20'), seller('10:21')]

  expect(unansweredMessages(chat).map(({ sentAt }) => sentAt)).toEqual([at('10:09'), at('10:10')])
  expect(unansweredMessages(answered)).toEqual([])
  expect(latestBuyerMessages(answered).map(({ sentAt }) => sentAt)).toEqual([at('10:09'), at('10:10')])
  expect(latestBuyerMessages([seller('10:00')])).toEqual([])
})

function buyer(time: string, more: Partial<ChatMessage> = {}): ChatMessage {
  return message(time, { author: 'buyer', ...more })
}

function seller(time: string, more: Partial<ChatMessage> = {}): ChatMessage {
  return message(time, { author: 'seller', ...more })
}

function message(time: string, more: Partial<ChatMessage>): ChatMessage {
  return {
    id: time,
    author: 'buyer',
    text: 'Здравствуйте',
    attachments: [],
    isAuto: false,
    status: 'sent',
    sentAt: at(time),
    ...more,
  }
}

function at(time: string): Date {
  return new Date(`2026-03-01T${time}:00Z`)
}
