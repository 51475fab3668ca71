import { expect, test } from 'vitest'
import { isUndecided } from './lost-reply.ts'
import type { ReplyKind, ReplyState } from './reply.ts'

const review = { channel: 'review', status: 'responded' } as const

test.each([
  ['an answer, while the item waits', 'answer', 'open', true],
  ['an answer, once there is another', 'answer', 'responded', false],
  ['an edit, beside the answer that stands there', 'edit', 'responded', true],
  ['a rejection of a question that was closed before', 'rejection', 'closed', true],
  ['a rejection, once the question is answered', 'rejection', 'responded', false],
] as const)('what came to nothing is undecided: %s', (_, kind, status, is) => {
  expect(isUndecided(reply('failed', kind), { channel: 'question', status }, [])).toBe(is)
})

test.each(['failed', 'needs_attention', 'moderation_rejected', 'rejected'] as const)(
  'an edit that is %s is undecided until it is put aside',
  (state) => {
    const lost = reply(state, 'edit')

    expect(isUndecided(lost, review, [lost])).toBe(true)
    expect(isUndecided({ ...lost, dismissedAt: new Date() }, review, [])).toBe(false)
  },
)

test.each(['answer', 'edit', 'rejection'] as const)(
  'what another answer overtook is undecided until it is put aside, although that answer stands there: %s',
  (kind) => {
    const overtaken = reply('answered_elsewhere', kind)

    expect(isUndecided(overtaken, review, [overtaken])).toBe(true)
    expect(isUndecided({ ...overtaken, dismissedAt: new Date() }, review, [])).toBe(false)
    expect(isUndecided(overtaken, review, [overtaken, reply('confirmed', 'edit', '10:05')])).toBe(false)
  },
)

test.each([
  ['queued', false],
  ['accepted', false],
  ['confirmed', false],
  ['cancelled', true],
  ['failed', true],
] as const)('after a newer edit that is %s the older one is undecided: %s', (state, is) => {
  const older = reply('failed', 'edit')

  expect(isUndecided(older, review, [reply(state, 'edit', '10:05'), older])).toBe(is)
})

test('a message of a chat is not said by a later one', () => {
  const chat = { channel: 'chat', status: 'responded' } as const

  expect(isUndecided(reply('failed'), chat, [reply('confirmed', 'answer', '10:05')])).toBe(true)
})

function reply(state: ReplyState, kind: ReplyKind = 'answer', time = '10:00') {
  return { id: time, kind, state, createdAt: new Date(`2026-03-04T${time}:00Z`), dismissedAt: null }
}
