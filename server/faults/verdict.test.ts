import { expect, test } from 'vitest'
import { HOUR, MINUTE, SECOND } from '#domain/time.ts'
import type { Evidence, FaultChannel, Intent, Look, SaidReply, ShownItem, Write } from './evidence.ts'
import { type DamageKind, verdictOf } from './verdict.ts'

// A small world in which everything is in order, and then exactly one thing is not.

test.each(['review', 'question', 'chat'] as const)(
  'a reply to a %s that reached its buyer once is no damage',
  (channel) => {
    expect(verdictOf(world({ channel }))).toEqual({ damages: [], overtaken: 0 })
  },
)

test('an answer whose call got no reply, and that was found by reading, is no damage', () => {
  expect(damagesIn(world({ writes: [{ status: 502 }] }))).toEqual([])
})

test('what never left and is said to have failed is no damage', () => {
  const failed = { state: 'failed', failure: 'rate', endedAt: noon + MINUTE }
  expect(damagesIn(world({ reply: failed, writes: [{ status: 429, isApplied: false }], answer: null }))).toEqual([])
})

test.each(['review', 'question', 'chat'] as const)('two effects of one reply to a %s are seen', (channel) => {
  expect(damagesIn(world({ channel, writes: [{}, { order: 2 }] }))).toContain('doubled')
})

test('a message that stands twice in the chat is seen, whatever the journal says', () => {
  const evidence = world({ channel: 'chat' })
  expect(damagesIn({ ...evidence, shown: evidence.shown.map((one) => ({ ...one, messages: [text, text] })) })).toEqual([
    'doubled',
  ])
})

test('the same words sent as two replies may stand there twice, and not once', () => {
  const [one, other] = [world({ channel: 'chat' }), world({ channel: 'chat', key: 'other' })]
  const both = {
    ...one,
    intents: [...one.intents, ...other.intents],
    replies: [...one.replies, ...other.replies],
    writes: [...one.writes, { ...writeTo('chat'), order: 2 }],
    shown: one.shown.map((item) => ({ ...item, messages: [text, text] })),
  }
  expect(damagesIn(both)).toEqual([])
  expect(damagesIn({ ...both, writes: one.writes, shown: one.shown })).toEqual(['lost'])
})

test('the same words that moderation refused and let through are no damage, and one refusal does not stand for both', () => {
  const [one, other] = [world({ reply: { state: 'rejected', failure: 'moderation' } }), world({ key: 'other' })]
  const both = {
    ...one,
    intents: [...one.intents, ...other.intents],
    replies: [...one.replies, ...other.replies],
    writes: [...one.writes, { ...writeTo('review'), order: 2 }],
  }
  expect(damagesIn(both)).toEqual([])
  expect(damagesIn({ ...both, writes: one.writes })).toEqual(['lost'])
})

test('one key that became two replies is seen', () => {
  expect(damagesIn(world({ intent: { replyIds: ['one', 'other'] } }))).toEqual(['doubled'])
})

test('a confirmed reply that never had an effect is seen', () => {
  expect(damagesIn(world({ writes: [{ isApplied: false }], answer: null }))).toContain('lost')
})

test('a confirmed answer instead of which the buyer sees another is seen, unless a colleague changed it', () => {
  const evidence = world({ answer: 'Совсем другое' })
  expect(damagesIn(evidence)).toEqual(['lost'])
  const colleagues = [{ item, text: 'Совсем другое', at: noon + HOUR }]
  expect(damagesIn({ ...evidence, colleagues })).toEqual([])
})

test.each(['failed', 'moderation_rejected', 'needs_attention', 'answered_elsewhere'])(
  'a reply that is with the buyer and is said to be %s is seen',
  (state) => {
    const evidence = world({ reply: { state, failure: 'network', endedAt: noon + MINUTE } })
    expect(damagesIn(evidence)).toContain('denied')
  },
)

test('a reply given up for an answer of a colleague is no damage where his stands, or both were refused', () => {
  const reply = { state: 'answered_elsewhere', failure: 'conflict', endedAt: noon + MINUTE }
  const colleagues = [{ item, text: 'Ответ коллеги', at: noon + SECOND }]

  expect(damagesIn({ ...world({ reply, answer: 'Ответ коллеги' }), colleagues })).toEqual([])
  expect(damagesIn({ ...world({ reply, answer: null }), colleagues })).toEqual([])
  expect(damagesIn({ ...world({ reply }), colleagues })).toEqual(['denied'])
})

test('a message that was taken back, and is with the buyer, is seen', () => {
  const reply = { state: 'cancelled', failure: null, endedAt: null }
  expect(damagesIn(world({ channel: 'chat', reply, intent: { cancelled: true } }))).toEqual(['denied'])
})

test('a reply that was taken back, and went on, is seen', () => {
  expect(damagesIn(world({ intent: { cancelled: true } }))).toEqual(['denied'])
})

test('a reply that was refused at the door, and sent all the same, is seen', () => {
  const evidence = world({ intent: { replyIds: [], refusal: 'REPLY_IN_FLIGHT' } })
  expect(damagesIn(evidence)).toEqual(['denied'])
  expect(damagesIn({ ...evidence, replies: [] })).toEqual(['denied'])
  expect(damagesIn({ ...evidence, replies: [], writes: [] })).toEqual([])
})

test('a reply that was taken, and is not there any more, is seen', () => {
  expect(damagesIn({ ...world(), replies: [] })).toEqual(['vanished'])
})

test('a reply given up for an answer that nobody gave is seen', () => {
  const reply = { state: 'answered_elsewhere', failure: 'conflict', sentAt: null, endedAt: noon }
  const evidence = world({ reply, writes: [], answer: null })
  expect(damagesIn(evidence)).toEqual(['lost'])
  expect(damagesIn({ ...evidence, colleagues: [{ item, text: 'Наш ответ', at: noon }] })).toEqual([])
})

test('an edit that was spent by a second call is seen', () => {
  const evidence = world({ channel: 'question', writes: [{}, { order: 2 }] })
  expect(damagesIn({ ...evidence, shown: evidence.shown.map((one) => ({ ...one, edits: [text] })) })).toContain(
    'edit_spent',
  )
})

test('an answer over the one of a colleague is damage when the last look must have shown his', () => {
  const colleagues = [{ item, text: 'Ответ коллеги', at: noon }]
  const evidence = { ...world({ channel: 'question', at: noon + 10 * MINUTE }), colleagues }
  const shown = evidence.shown.map((one) => ({ ...one, edits: [text] }))
  const look = (at: number): Look => ({ order: 0, at, item, status: 200 })

  expect(damagesIn({ ...evidence, shown, looks: [look(noon + 9 * MINUTE)] })).toEqual(['edit_spent'])
  expect(damagesIn({ ...evidence, shown, looks: [look(noon - MINUTE)] })).toEqual(['edit_spent'])
  expect(damagesIn({ ...evidence, shown, looks: [] })).toEqual(['edit_spent'])
})

test('an answer that overtook a colleague between the look and the call is told, and is no damage', () => {
  const evidence = {
    ...world({ channel: 'question', at: noon + 5 * SECOND }),
    colleagues: [{ item, text: 'Ответ коллеги', at: noon + SECOND }],
    looks: [{ order: 0, at: noon, item, status: 200 }],
  }
  const shown = evidence.shown.map((one) => ({ ...one, edits: [text] }))
  expect(verdictOf({ ...evidence, shown })).toEqual({ damages: [], overtaken: 1 })
})

test('a look stands for ten seconds, and for as long as the machine may take over it and the call', () => {
  const overtaken = (scale: number, seconds: number) => {
    const evidence = {
      ...world({ channel: 'question', at: noon + seconds * SECOND }),
      colleagues: [{ item, text: 'Ответ коллеги', at: noon + SECOND }],
      looks: [{ order: 0, at: noon, item, status: 200 }],
      scale,
    }
    const shown = evidence.shown.map((one) => ({ ...one, edits: [text] }))
    return verdictOf({ ...evidence, shown }).overtaken
  }
  expect([overtaken(1, 14), overtaken(1, 15), overtaken(10, 50), overtaken(10, 51)]).toEqual([1, 0, 1, 0])
})

test.each([
  ['chat', 503],
  ['chat', 0],
  ['question', 200],
  ['question', 502],
] as const)(
  'a second call for a %s after one that ended with %i is seen, though neither had an effect',
  (channel, status) => {
    const calls = [
      { status, isApplied: false },
      { order: 2, status: 503, isApplied: false },
    ]
    const reply = { state: 'needs_attention', endedAt: noon + MINUTE }
    expect(damagesIn(world({ channel, reply, writes: calls, answer: null }))).toEqual(['repeated'])
  },
)

test('a call after one that was surely not carried out is no damage', () => {
  expect(damagesIn(world({ channel: 'chat', writes: [{ status: 429, isApplied: false }, { order: 2 }] }))).toEqual([])
})

test('a review may be answered once more after five minutes in which nobody knew, not sooner and not after a 204', () => {
  const again = (status: number, later: number) =>
    damagesIn(
      world({
        writes: [
          { status, isApplied: false },
          { order: 2, at: noon + later },
        ],
      }),
    )
  expect(again(502, 5 * MINUTE)).toEqual([])
  expect(again(502, 4 * MINUTE)).toEqual(['repeated'])
  expect(again(204, 5 * MINUTE)).toEqual(['repeated'])
})

test.each(['queued', 'sending', 'retry_wait', 'unknown', 'accepted'])('a reply that stays %s is seen', (state) => {
  expect(damagesIn(world({ channel: 'chat', reply: { state } }))).toContain('not_ended')
})

test('a failure without a reason is seen', () => {
  const evidence = world({ reply: { state: 'failed', endedAt: noon }, writes: [], answer: null })
  expect(damagesIn(evidence)).toEqual(['no_reason'])
})

test('an answer whose fate was found out later than four hours after the call is seen', () => {
  const told = (hours: number) =>
    damagesIn(world({ reply: { state: 'needs_attention', endedAt: noon + hours * HOUR }, writes: [], answer: null }))
  expect(told(3.5)).toEqual([])
  expect(told(4.5)).toEqual(['unresolved'])
})

const noon = Date.parse('2026-11-27T12:00:00Z')
const item = 'YX52RZEBhH9mrcYdEJuD'
const text = 'Ответ номер 1'

type Wish = {
  channel?: FaultChannel
  key?: string
  intent?: Partial<Intent>
  reply?: Partial<SaidReply>
  writes?: Partial<Write>[]
  /** What the buyer sees instead of our words. */
  answer?: string | null
  at?: number
}

function world({
  channel = 'review',
  key = 'key',
  intent,
  reply,
  writes = [{}],
  answer = text,
  at = noon,
}: Wish = {}): Evidence {
  const about = { key, item, channel, text }
  const shown: ShownItem = { item, channel, answer: null, edits: [], messages: [] }
  return {
    intents: [{ ...about, replyIds: [key], refusal: null, cancelled: false, ...intent }],
    replies: [{ ...about, ...confirmed, ...reply }],
    writes: writes.map((write) => ({ ...writeTo(channel), at, ...write })),
    looks: [],
    shown: [channel === 'chat' ? { ...shown, messages: answer === null ? [] : [answer] } : { ...shown, answer }],
    colleagues: [],
    scale: 10,
  }
}

const confirmed = {
  state: 'confirmed',
  failure: null,
  detail: null,
  createdAt: noon,
  sentAt: noon,
  confirmedAt: noon + MINUTE,
  endedAt: noon + MINUTE,
  events: [],
}

function writeTo(channel: FaultChannel): Write {
  return { order: 1, at: noon, channel, item, text, status: 200, isApplied: true }
}

function damagesIn(evidence: Evidence): DamageKind[] {
  return verdictOf(evidence).damages.map(({ kind }) => kind)
}
