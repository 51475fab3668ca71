import { expect, test } from 'vitest'
import type { NewEvent } from './events.ts'
import { linesWokenBy } from './reply-line.ts'

const queued = (channel: string): NewEvent => ({ type: 'reply_queued', channel, details: {} })

test.each<[string, NewEvent[], string[]]>([
  ['a message that is to leave wakes the line of the chats', [queued('chat')], ['chats']],
  ['an answer to a review wakes the other', [queued('review')], ['feedbacks']],
  ['so does one to a question', [queued('question')], ['feedbacks']],
  ['both wake both', [queued('chat'), queued('question'), queued('review')], ['feedbacks', 'chats']],
  [
    'a try that is brought forward wakes its line',
    [{ type: 'updated', channel: 'chat', details: { reply: 'retry_wait' } }],
    ['chats'],
  ],
  ['what comes in wakes none', [{ type: 'ingested', channel: 'review' }], []],
  ['what the dispatcher itself records wakes none', [{ type: 'reply_sending', channel: 'review', details: {} }], []],
  [
    'a reply that was put aside wakes none',
    [{ type: 'updated', channel: 'chat', details: { reply: 'dismissed' } }],
    [],
  ],
])('%s', (_, events, lines) => {
  expect(linesWokenBy(events)).toEqual(lines)
})
