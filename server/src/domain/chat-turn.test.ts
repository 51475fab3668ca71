import { expect, test } from 'vitest'
import { goesBefore, mayFollowAt } from './chat-turn.ts'
import type { ReplyState } from './reply.ts'
import { after } from './time.ts'

test.each([
  ['the only one leaves', ['queued'], 0, null],
  ['a younger one waits for the oldest', ['queued', 'retry_wait', 'queued'], 2, 0],
  ['one that WB has taken is waited for no more', ['accepted', 'queued'], 1, null],
  ['one that is started again waits for a younger one in its call', ['queued', 'queued', 'sending'], 0, 2],
  ['and for one whose fate is not known', ['queued', 'unknown'], 0, 1],
  ['but for none that only waits', ['queued', 'queued', 'retry_wait'], 0, null],
] as const)('of the messages of a chat %s', (_, states, place, before) => {
  const messages = states.map((state: ReplyState, number) => ({ id: String(number), state, acceptedAt: null }))

  expect(goesBefore(messages, String(place))?.id ?? null).toBe(before === null ? null : String(before))
})

test('a message follows the last that was taken by half a second, or at once when that has been seen', () => {
  const now = new Date('2026-11-28T10:00:00Z')
  const taken = (ms: number) => ({ id: 'x', state: 'accepted' as const, acceptedAt: after(now, -ms) })

  expect(mayFollowAt([taken(900), taken(499), taken(700)], now)).toEqual(after(now, 1))
  expect(mayFollowAt([taken(500)], now)).toBeNull()
  expect(mayFollowAt([{ id: 'y', state: 'queued', acceptedAt: null }], now)).toBeNull()
})
