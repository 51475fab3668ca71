import { expect, test } from 'vitest'
import type { InboxEvent } from '#api/live.ts'
import { replyNews } from './use-reply-news.ts'

test.each([
  ['REPLY_FAILED', 'FAILED', 'Не отправлено: Мария'],
  ['REPLY_FAILED', 'MODERATION_REJECTED', 'WB отклонил: Мария'],
  ['REPLY_FAILED', 'NEEDS_ATTENTION', 'Нет подтверждения: Мария'],
  ['REPLY_REJECTED', 'REJECTED', 'WB отклонил: Мария'],
  ['REPLY_FAILED', 'ANSWERED_ELSEWHERE', null],
  ['REPLY_CONFIRMED', 'CONFIRMED', null],
] as const)('of %s with a reply that is %s is said: %s', (type, state, words) => {
  const interaction = { channel: 'REVIEW', customerName: 'Мария', lastReply: { state } }

  expect(replyNews({ type, interaction } as unknown as InboxEvent)).toBe(words)
})

test('of a rejection that failed no answer is spoken', () => {
  const interaction = {
    channel: 'QUESTION',
    product: { name: 'Чайник' },
    lastReply: { kind: 'REJECTION', state: 'FAILED' },
  }

  expect(replyNews({ type: 'REPLY_FAILED', interaction } as unknown as InboxEvent)).toBe('Вопрос не отклонён: Чайник')
})
