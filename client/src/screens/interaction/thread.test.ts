import { expect, test } from 'vitest'
import { outboxItem } from '#domain/outbox-item.ts'
import type { InteractionDetailFragment } from '#generated/graphql.ts'
import { isUnpublished, threadOf } from './thread.ts'

test('a chat reads from top to bottom, day by day, and the sender is named when it changes', () => {
  const blocks = threadOf(
    chat([
      message('a', 'BUYER', '2026-03-03T10:00:00'),
      message('b', 'BUYER', '2026-03-03T10:01:00'),
      message('c', 'SELLER', '2026-03-04T09:00:00'),
    ]),
    [],
  )

  expect(blocks.map(({ kind }) => kind)).toEqual(['day', 'message', 'message', 'day', 'message'])
  expect(blocks.flatMap((block) => (block.kind === 'message' ? [block.named] : []))).toEqual([true, false, true])
})

test('the words of the marketplace are a note, an empty message is nothing', () => {
  const blocks = threadOf(chat([message('w', 'SYSTEM', null), { ...message('e', 'BUYER', null), text: null }]), [])

  expect(blocks.map(({ kind }) => kind)).toEqual(['system'])
})

test('a rating without words is still a review', () => {
  const review = { ...chat([{ ...message('r', 'BUYER', null), text: null }]), channel: 'REVIEW' as const }

  expect(threadOf(review, []).map(({ kind }) => kind)).toEqual(['review'])
})

test('an unsent reply stands at the end until the server shows it under the same key', () => {
  const item = outboxItem({ key: 'k', interactionId: 'i', channel: 'CHAT', text: 'Да', userId: 'me' }, 1)
  const shown = { ...message('m', 'SELLER', null), reply: { ...reply('QUEUED'), key: 'k', author: null } }

  expect(threadOf(chat([]), [item]).at(-1)).toMatchObject({ kind: 'unsent' })
  expect(threadOf(chat([shown]), [item]).map(({ kind }) => kind)).toEqual(['message'])
})

test('a reply that came to nothing is shown as long as the item waits and nobody has put it aside', () => {
  const failed = { ...chat([]), channel: 'QUESTION' as const, lastReply: reply('FAILED') }
  const dismissed = { ...reply('FAILED'), dismissedAt: '2026-03-04T10:00:00Z' }

  expect(threadOf(failed, []).map(({ kind }) => kind)).toEqual(['reply'])
  expect(threadOf({ ...failed, needsResponse: false }, [])).toEqual([])
  expect(threadOf({ ...failed, lastReply: dismissed }, [])).toEqual([])
})

test('an edit that came to nothing is shown beside the answer that stands there', () => {
  const answer = { ...message('c', 'SELLER', null), reply: { ...reply('CONFIRMED'), author: null } }
  const edited = { ...reply('FAILED'), id: 'e', kind: 'EDIT' as const }
  const review = { ...chat([answer]), channel: 'QUESTION' as const, needsResponse: false, lastReply: edited }

  expect(threadOf(review, []).map(({ kind }) => kind)).toEqual(['message', 'reply'])
  expect(threadOf({ ...review, lastReply: { ...edited, kind: 'ANSWER' } }, []).map(({ kind }) => kind)).toEqual([
    'message',
  ])
})

test('an answer that another one overtook stays beside it', () => {
  const answer = { ...message('c', 'SELLER', null), source: 'WB_CABINET' as const }
  const overtaken = { ...chat([answer]), needsResponse: false, lastReply: reply('ANSWERED_ELSEWHERE') }

  expect(threadOf(overtaken, []).map(({ kind }) => kind)).toEqual(['message', 'reply'])
})

test.each([
  ['FAILED', true],
  ['QUEUED', true],
  ['CONFIRMED', false],
] as const)('that a reply which is %s has not reached the buyer is %s', (state, expected) => {
  const shown = { ...message('m', 'SELLER', null), reply: { ...reply(state), author: null } }

  expect(isUnpublished(threadOf({ ...chat([shown]), channel: 'QUESTION' }, []).at(-1))).toBe(expected)
})

test('a reply that was put aside, and what others wrote, wait for nothing', () => {
  const aside = { ...reply('FAILED'), dismissedAt: '2026-03-04T10:00:00Z', author: null }

  expect(isUnpublished(threadOf(chat([{ ...message('m', 'SELLER', null), reply: aside }]), []).at(-1))).toBe(false)
  expect(isUnpublished(threadOf(chat([message('b', 'BUYER', null)]), []).at(-1))).toBe(false)
  expect(isUnpublished(undefined)).toBe(false)
})

function chat(messages: InteractionDetailFragment['messages']): InteractionDetailFragment {
  return { channel: 'CHAT', needsResponse: true, lastReply: null, messages } as unknown as InteractionDetailFragment
}

function message(id: string, author: 'BUYER' | 'SELLER' | 'SYSTEM', sentAt: string | null) {
  return { __typename: 'Message' as const, id, author, text: id, sentAt, source: null, attachments: [], reply: null }
}

function reply(state: 'QUEUED' | 'FAILED' | 'CONFIRMED' | 'ANSWERED_ELSEWHERE') {
  return {
    __typename: 'Reply' as const,
    id: 'reply',
    key: 'other',
    text: 'Да',
    files: [],
    lostFileCount: 0,
    state,
    kind: 'ANSWER' as const,
    failure: null,
    cancellableUntil: null,
    nextAt: null,
    knownBy: null,
    attempts: 0,
    createdAt: '2026-03-04T09:00:00Z',
    sentAt: null,
    acceptedAt: null,
    moderatedAt: null,
    confirmedAt: null,
    failedAt: null,
    dismissedAt: null,
  }
}
