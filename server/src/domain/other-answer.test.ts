import { expect, test } from 'vitest'
import type { Message } from './conversation.ts'
import { otherAnswer } from './other-answer.ts'
import type { ReplyState } from './reply.ts'

test.each([
  ['the newest in the cabinet', [cabinet('one'), cabinet('two')], 'two'],
  [
    'the one of a colleague, whatever was said by herself since',
    [by('olga', 'colleague'), by('anna', 'own')],
    'colleague',
  ],
  ['of two colleagues the newest', [by('olga', 'first'), cabinet('second')], 'second'],
  ['her own where there is no other', [by('anna', 'own')], 'own'],
  [
    'none that did not reach the buyer, or not yet',
    [cabinet('said'), by('olga', 'x', 'failed'), by('olga', 'y', 'queued')],
    'said',
  ],
  ['none of the buyer’s', [buyer('question')], undefined],
] as const)('which answer another one was too late for: %s', (_, conversation, text) => {
  expect(otherAnswer(conversation, 'anna')?.text).toBe(text)
})

type Said = { state: ReplyState; createdBy: string | null }

function buyer(text: string): Message<Said> {
  return { key: text, author: 'buyer', text, attachments: [], sentAt: null, reply: null, source: null }
}

function cabinet(text: string): Message<Said> {
  return { ...buyer(text), author: 'seller', source: 'wb_cabinet' }
}

function by(createdBy: string, text: string, state: ReplyState = 'confirmed'): Message<Said> {
  return { ...buyer(text), author: 'seller', source: 'agentiq', reply: { state, createdBy } }
}
