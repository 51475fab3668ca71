import { expect, test } from 'vitest'
import type { IncomingAnswer } from './incoming.ts'
import {
  cleanReadingEndsAt,
  fateOf,
  lastCallAt,
  lookAgainAt,
  lookStands,
  mayBeOldRefusal,
  mayResend,
  nextAfterFault,
  nextAttemptAt,
  nextLookAt,
  patienceFor,
  sameText,
} from './reply.ts'
import { after, HOUR, MINUTE, SECOND } from './time.ts'

const noon = new Date('2026-11-22T12:00:00.000Z')
const accepted = { channel: 'review', state: 'accepted' } as const
const answer = (text: string, state: IncomingAnswer['state'] = 'shown'): IncomingAnswer => ({
  text,
  state,
  editable: null,
  at: null,
})

test('a sent reply is looked for after 2 s, 10 s, 1 min, 5 min, 30 min and 3 h, then no more', () => {
  const looks: (Date | null)[] = []
  for (let at: Date | null = noon; at; looks.push(at)) at = nextLookAt(accepted, noon, at)

  expect(looks).toEqual([
    after(noon, 2 * SECOND),
    after(noon, 10 * SECOND),
    after(noon, MINUTE),
    after(noon, 5 * MINUTE),
    after(noon, 30 * MINUTE),
    after(noon, 3 * HOUR),
    null,
  ])
})

test('a look that came late stands for those that it missed', () => {
  expect(nextLookAt(accepted, noon, after(noon, 6 * MINUTE))).toEqual(after(noon, 30 * MINUTE))
  expect(nextLookAt(accepted, noon, after(noon, 4 * HOUR))).toBeNull()
})

test.each([
  ['at once, ten seconds later', 2 * SECOND, null, 12 * SECOND],
  ['after five minutes, five minutes later', 5 * MINUTE, null, 10 * MINUTE],
  ['after hours, half an hour later', 5 * HOUR, null, 5.5 * HOUR],
  ['when the marketplace allows it', 2 * SECOND, after(noon, 12 * MINUTE), 12 * MINUTE],
])('a look that failed is made again: %s', (_, age, retryAt, again) => {
  expect(lookAgainAt(noon, after(noon, age), retryAt)).toEqual(after(noon, again))
})

test.each([
  ['seconds', 10 * SECOND, false, true],
  ['longer', 11 * SECOND, false, false],
  ['the wait for its next request, with a poor key', 12 * MINUTE, true, true],
  ['hours, with any key', 3 * HOUR + 1, true, false],
])('a look before a call that was not executed, %s ago', (_, age, isPoor, stands) => {
  expect(lookStands(noon, after(noon, age), { isPoor })).toBe(stands)
})

test('a chat message whose fate is unknown is looked for during ten minutes, one that was accepted for three hours', () => {
  const unknown = { channel: 'chat', state: 'unknown' } as const

  expect(nextLookAt(unknown, noon, after(noon, 5 * MINUTE))).toEqual(after(noon, 10 * MINUTE))
  expect(nextLookAt(unknown, noon, after(noon, 10 * MINUTE))).toBeNull()
  expect([patienceFor(unknown), patienceFor({ channel: 'chat', state: 'accepted' })]).toEqual([10 * MINUTE, 3 * HOUR])
})

test.each([
  ['ten minutes after the first reading, at a pace of seconds', 0, 30 * SECOND, 10 * MINUTE],
  ['the second reading of a poor key, an hour after its first', 40 * MINUTE, HOUR, 100 * MINUTE],
])('chats have been read for the whole patience: %s', (_, first, pause, ends) => {
  const nextRunAt = after(noon, first)

  expect(cleanReadingEndsAt({ since: nextRunAt, nextRunAt, pause, patience: 10 * MINUTE })).toEqual(after(noon, ends))
})

test('chats that have been read for long enough are not waited for', () => {
  const nextRunAt = after(noon, HOUR)

  expect(cleanReadingEndsAt({ since: noon, nextRunAt, pause: MINUTE, patience: 10 * MINUTE })).toEqual(nextRunAt)
})

test('EX-43: a call that was not executed is repeated after 10, 20, 40, 80 and 160 s, then given up', () => {
  const pauses = [1, 2, 3, 4, 5].map((attempts) => nextAttemptAt(noon, attempts, null))

  expect(pauses).toEqual([10, 20, 40, 80, 160].map((seconds) => after(noon, seconds * SECOND)))
  expect(nextAttemptAt(noon, 6, null)).toBeNull()
})

test.each(['queued', 'retry_wait'] as const)('a reply that is %s is given up after five faults in a row', (state) => {
  const pauses = [1, 2, 3, 4].map((faults) => nextAfterFault(noon, state, faults))

  expect(pauses).toEqual([1, 2, 3, 4].map((minutes) => after(noon, minutes * MINUTE)))
  expect(nextAfterFault(noon, state, 5)).toBeNull()
})

test.each(['unknown', 'accepted', 'answered_elsewhere'] as const)(
  'one that is %s is never given up by faults',
  (state) => {
    expect(nextAfterFault(noon, state, 5)).toEqual(after(noon, 5 * MINUTE))
    expect(nextAfterFault(noon, state, 1000)).toEqual(after(noon, 30 * MINUTE))
  },
)

test('the marketplace decides how long to wait when it says so', () => {
  expect(nextAttemptAt(noon, 1, after(noon, 12 * MINUTE))).toEqual(after(noon, 12 * MINUTE))
  expect(nextAttemptAt(noon, 1, after(noon, -SECOND))).toEqual(after(noon, 10 * SECOND))
})

test.each([
  ['our text on the site is shown', answer('Спасибо!'), 'shown'],
  ['our text in moderation is moderated', answer('Спасибо!', 'moderated'), 'moderated'],
  ['our text refused by moderation is rejected', answer('Спасибо!', 'rejected'), 'rejected'],
  ['another text is somebody else’s answer', answer('Здравствуйте'), 'another'],
  ['another text in moderation is somebody else’s answer', answer('Здравствуйте', 'moderated'), 'another'],
  ['another text that was refused says nothing about ours', answer('Здравствуйте', 'rejected'), 'nothing'],
  ['no answer says nothing', null, 'nothing'],
] as const)('%s', (_, seen, fate) => {
  expect(fateOf({ kind: 'answer', text: 'Спасибо!', before: null }, { answer: seen, rejected: false })).toBe(fate)
})

test.each([
  ['the refusal that stood there before the call says nothing', answer('Спасибо!', 'rejected'), 'nothing'],
  ['the same words in moderation are ours', answer('Спасибо!', 'moderated'), 'moderated'],
  ['the same words on the site are ours', answer('Спасибо!'), 'shown'],
  ['an answer that stood there no longer says nothing', null, 'nothing'],
] as const)('of words sent again after a refusal %s', (_, seen, fate) => {
  const sent = { kind: 'answer', text: 'Спасибо!', before: answer('Спасибо!', 'rejected') } as const

  expect(fateOf(sent, { answer: seen, rejected: false })).toBe(fate)
})

test.each([
  ['the new text on the site is shown', answer('Спасибо!'), 'shown'],
  [
    'the old text that may no longer be edited is moderated behind',
    { ...answer('Спасибо'), editable: false },
    'moderated',
  ],
  ['the old text that may still be edited says nothing', { ...answer('Спасибо'), editable: true }, 'nothing'],
  ['a third text is somebody else’s', answer('Здравствуйте'), 'another'],
  ['no answer at all says nothing', null, 'nothing'],
] as const)('of an edit %s', (_, seen, fate) => {
  expect(fateOf({ kind: 'edit', text: 'Спасибо!', before: answer('Спасибо') }, { answer: seen, rejected: false })).toBe(
    fate,
  )
})

test('a rejection is proved by the question being hidden, and overtaken by any answer', () => {
  const rejection = { kind: 'rejection', text: 'Не о товаре', before: null } as const

  expect(fateOf(rejection, { answer: null, rejected: true })).toBe('shown')
  expect(fateOf(rejection, { answer: null, rejected: false })).toBe('nothing')
  expect(fateOf(rejection, { answer: answer('Да'), rejected: false })).toBe('another')
})

test.each([
  ['after five minutes, of a review', {}, 5 * MINUTE, true],
  ['not a moment earlier', {}, 5 * MINUTE - 1, false],
  ['as long as anybody waits', {}, 3 * HOUR, true],
  ['not when the operator is asked already', {}, 3 * HOUR + 1, false],
  ['not twice', { resentAt: new Date() }, HOUR, false],
  ['not what WB said that it took', { state: 'accepted' }, HOUR, false],
  ['not an edit', { kind: 'edit' }, HOUR, false],
  ['not a question, whose edit it would spend', { channel: 'question' }, HOUR, false],
  ['not a message, which the buyer would read twice', { channel: 'chat' }, HOUR, false],
] as const)('a lost reply is sent once more: %s', (_, change, waited, may) => {
  const lost = { channel: 'review', kind: 'answer', state: 'unknown', resentAt: null, ...change } as const
  const leftAt = new Date('2026-03-04T12:00:00Z')

  expect(mayResend(lost, leftAt, after(leftAt, waited))).toBe(may)
})

test('a reply is looked for from the last call that may have reached WB', () => {
  const [createdAt, sentAt, resentAt] = [noon, after(noon, MINUTE), after(noon, HOUR)]

  expect(lastCallAt({ createdAt, sentAt, resentAt })).toBe(resentAt)
  expect(lastCallAt({ createdAt, sentAt, resentAt: null })).toBe(sentAt)
  expect(lastCallAt({ createdAt, sentAt: null, resentAt: null })).toBe(createdAt)
})

test('a copy with other line breaks, composed letters or blanks around is still our text', () => {
  expect(sameText('Добрый день!\nЙод в пути', '  Добрый день!\r\nЙод в пути\n')).toBe(true)
  expect(sameText('Спасибо!', 'Спасибо')).toBe(false)
})

test.each([
  ['2 м²', '2 м2'],
  ['Арт. № 5', 'Арт. No 5'],
  ['1½ метра', '11⁄2 метра'],
  ['Ответим…', 'Ответим...'],
])('signs that only look alike make another text: «%s» is not «%s»', (ours, theirs) => {
  expect(sameText(ours, theirs)).toBe(false)
})

test('a refusal that was shown before the call means nothing for two minutes after something else was shown', () => {
  expect(mayBeOldRefusal(null, noon)).toBe(true)
  expect(mayBeOldRefusal(after(noon, -119 * SECOND), noon)).toBe(true)
  expect(mayBeOldRefusal(after(noon, -2 * MINUTE), noon)).toBe(false)
})
