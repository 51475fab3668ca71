import { expect, test } from 'vitest'
import { chatConversation } from './conversation.ts'
import type { ReplyState } from './reply.ts'

test('a message that did not reach the buyer stays where it was written, whatever was said since', () => {
  const said = [message('10:00', 'Какая длина?'), message('10:09', 'Спасибо!')]

  expect(textsOf(chatConversation(said, [reply('10:05', 'failed')]))).toEqual(['Какая длина?', 'failed', 'Спасибо!'])
  expect(textsOf(chatConversation(said, [reply('10:30', 'rejected')])).at(-1)).toBe('rejected')
})

test('so does one that yielded to another answer, with its words beside that', () => {
  const answer = { ...message('10:06', 'Длина 60 см'), author: 'seller' as const }
  const said = [message('10:00', 'Какая длина?'), answer, message('10:09', 'Спасибо!')]

  expect(textsOf(chatConversation(said, [reply('10:05', 'answered_elsewhere')]))).toEqual([
    'Какая длина?',
    'answered_elsewhere',
    'Длина 60 см',
    'Спасибо!',
  ])
})

test('several of them keep the order in which they were written, and come before what is on its way', () => {
  const replies = [reply('10:20', 'queued'), reply('10:12', 'moderation_rejected'), reply('10:11', 'failed')]

  expect(textsOf(chatConversation([message('10:00', 'Какая длина?')], replies))).toEqual([
    'Какая длина?',
    'failed',
    'moderation_rejected',
    'queued',
  ])
})

test('between two of ours our own clock decides, whatever the marketplace’s says', () => {
  const echo = { ...message('10:01', 'Артикул пришлём'), author: 'seller' as const, replyId: '12:10' }

  expect(
    textsOf(
      chatConversation(
        [message('10:00', 'Есть чехол?'), echo],
        [reply('12:05', 'failed'), reply('12:10', 'confirmed')],
      ),
    ),
  ).toEqual(['Есть чехол?', 'failed', 'Артикул пришлём'])
})

test('what was put aside or taken back is no part of the conversation', () => {
  const dismissed = { ...reply('10:05', 'failed'), dismissedAt: at('10:06') }
  const undecided = { ...reply('10:05', 'needs_attention'), dismissedAt: at('10:06') }

  expect(chatConversation([], [dismissed, undecided, reply('10:07', 'cancelled')])).toEqual([])
})

const at = (time: string) => new Date(`2026-03-04T${time}:00Z`)
const textsOf = (messages: { text: string | null }[]) => messages.map(({ text }) => text)

function message(time: string, text: string) {
  return { id: text, author: 'buyer' as const, text, attachments: [], isAuto: false, sentAt: at(time), replyId: null }
}

function reply(time: string, state: ReplyState) {
  return {
    id: time,
    text: state,
    kind: 'answer' as const,
    state,
    createdBy: 'anna',
    createdAt: at(time),
    sentAt: null,
    dismissedAt: null,
    files: [],
  }
}
