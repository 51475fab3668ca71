import { expect, test } from 'vitest'
import { goesBefore } from './chat-turn.ts'
import type { ReplyState } from './reply.ts'

test.each([
  ['the only one leaves', ['queued'], 0, null],
  ['a younger one waits for the oldest', ['queued', 'retry_wait', 'queued'], 2, 0],
  ['one that WB has taken is waited for no more', ['accepted', 'queued'], 1, null],
  ['one that is started again waits for a younger one in its call', ['queued', 'queued', 'sending'], 0, 2],
  ['and for one whose fate is not known', ['queued', 'unknown'], 0, 1],
  ['but for none that only waits', ['queued', 'queued', 'retry_wait'], 0, null],
] as const)('of the messages of a chat %s', (_, states, place, before) => {
  const messages = states.map((state: ReplyState, number) => ({ id: String(number), state }))

  expect(goesBefore(messages, String(place))?.id ?? null).toBe(before === null ? null : String(before))
})
