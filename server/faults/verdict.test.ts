import { expect, test } from 'vitest'
import type { ReplyKind } from '#domain/reply.ts'
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

test('one lost reply that was sent again as two is seen, even where only one of them has arrived', () => {
  const one = world({ channel: 'chat', intent: { replaces: 'lost' } })
  expect(damagesIn(one)).toEqual([])
  const other = { ...one.intents[0], key: 'other', replyIds: ['other'] } as Intent
  const failed = { ...one.replies[0], key: 'other', state: 'failed', failure: 'network' } as SaidReply
  const both = { ...one, intents: [...one.intents, other], replies: [...one.replies, failed] }
  expect(damagesIn(both)).toEqual(['doubled'])
  expect(damagesIn({ ...both, intents: [...one.intents, { ...other, replaces: null }] })).toEqual([])
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

test('a message given up for another answer is lost where only people of ours have answered', () => {
  const yielded = { state: 'answered_elsewhere', failure: 'conflict', endedAt: noon + MINUTE }
  const [one, other] = [
    world({ channel: 'chat', reply: yielded, writes: [] }),
    world({ channel: 'chat', words: newText }),
  ]
  const ours = { ...one, writes: other.writes, shown: other.shown }

  expect(damagesIn(ours)).toEqual(['lost'])
  expect(damagesIn({ ...ours, colleagues: [{ item, text: 'Ответ коллеги', at: noon }] })).toEqual([])
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

test('words refused at the door are no damage where the same had been taken before, and one more effect is', () => {
  const taken = world({ reply: { state: 'rejected', failure: 'moderation' } })
  const again = world({ key: 'again', intent: { replyIds: [], refusal: 'REPLY_IN_FLIGHT' } })
  const both = { ...taken, intents: [...taken.intents, ...again.intents] }
  expect(damagesIn(both)).toEqual([])
  expect(damagesIn({ ...both, writes: [...both.writes, ...again.writes] })).toContain('denied')
})

test('a 204 forbids the repetition of an answer unless its caller died before it heard of it', () => {
  const writes = [
    { status: 204, isApplied: false },
    { order: 2, at: noon + 10 * MINUTE },
  ]
  const unknown = (at: number) => ({ events: [{ at, type: 'reply_unknown', told: 'reply_unknown' }] })
  expect(damagesIn(world({ writes, reply: unknown(noon + 6 * MINUTE) }))).toEqual([])
  expect(damagesIn(world({ writes, reply: unknown(noon + 11 * MINUTE) }))).toEqual(['repeated'])
  expect(damagesIn(world({ channel: 'question', writes, reply: unknown(noon + 6 * MINUTE) }))).toEqual(['repeated'])
})

// Edits: the same world with an answer that stands, and its edit.

test.each(['review', 'question'] as const)(
  'an edit of the answer to a %s that is made once is no damage',
  (channel) => {
    expect(verdictOf(edited({ channel }))).toEqual({ damages: [], overtaken: 0 })
  },
)

test('an edit whose call got no reply, and that was found by reading, is no damage', () => {
  expect(damagesIn(edited({ writes: [{ status: 0 }] }))).toEqual([])
})

test('an edit that never left leaves the answer as it was', () => {
  const failed = { state: 'failed', failure: 'not_editable', sentAt: null, endedAt: noon + MINUTE }
  expect(damagesIn(edited({ reply: failed, writes: [], answer: text }))).toEqual([])
})

test('two effects of one edit are seen, and one key that became two edits', () => {
  expect(damagesIn(edited({ writes: [{}, { order: 2 }] }))).toContain('doubled')
  expect(damagesIn(edited({ intent: { replyIds: ['one', 'other'] } }))).toEqual(['doubled'])
})

test('a confirmed edit is seen to be lost where it had no effect, or the buyer reads the former answer', () => {
  expect(damagesIn(edited({ writes: [{ isApplied: false }], answer: text }))).toEqual(['lost'])
  expect(damagesIn(edited({ answer: text }))).toEqual(['lost'])
})

test('a confirmed edit instead of which the buyer reads another one is lost, whoever wanted that one', () => {
  const [one, other] = [
    edited({ answer: 'Иначе', edits: ['Иначе'] }),
    edited({ key: 'other', words: 'Иначе', writes: [] }),
  ]
  const intents = [...one.intents, ...other.intents.slice(1)]
  expect(damagesIn({ ...one, intents, replies: [...one.replies, ...other.replies.slice(1)] })).toEqual(['lost', 'lost'])
})

test('a confirmed edit may be changed by a colleague', () => {
  const evidence = edited({ answer: 'Иначе', edits: [newText, 'Иначе'] })
  expect(damagesIn(evidence)).toContain('lost')
  expect(damagesIn({ ...evidence, colleagues: [{ item, text: 'Иначе', at: noon + HOUR }] })).toEqual([])
})

test.each(['failed', 'moderation_rejected', 'answered_elsewhere', 'needs_attention'])(
  'an edit that is with the buyer and is said to be %s is seen',
  (state) => {
    const reply = { state, failure: 'network', endedAt: noon + MINUTE }
    const evidence = edited({ reply, edits: [newText, colleague.text] })
    expect(damagesIn({ ...evidence, colleagues: [colleague] })).toEqual(['denied'])
  },
)

test('an edit had its effect and cannot be found: moderation is no excuse, since it refuses none in a run', () => {
  const reply = { state: 'needs_attention', endedAt: noon + MINUTE }
  expect(damagesIn(edited({ reply, answer: text }))).toEqual(['denied'])
})

test('an edit that was taken back, and is with the buyer, is seen; it has spent the only edit, and the answer is gone', () => {
  const cancelled = { reply: { state: 'cancelled' }, intent: { cancelled: true } }
  expect(damagesIn(edited({ ...cancelled, writes: [], answer: text }))).toEqual([])
  expect(damagesIn(edited(cancelled)).toSorted()).toEqual(['denied', 'edit_spent', 'lost'])
})

test('an edit that was refused at the door, and made all the same, is seen', () => {
  const refused = edited({ intent: { replyIds: [], refusal: 'ALREADY_EDITED' } })
  expect(damagesIn({ ...refused, replies: refused.replies.slice(0, 1) }).toSorted()).toEqual([
    'denied',
    'edit_spent',
    'lost',
  ])
})

test('an edit given up for one that nobody made is seen, although an answer stands', () => {
  const reply = { state: 'answered_elsewhere', failure: 'conflict', sentAt: null, endedAt: noon }
  const evidence = edited({ reply, writes: [], answer: text })
  expect(damagesIn(evidence)).toEqual(['lost'])
  const theirs = edited({ reply, writes: [], answer: colleague.text, edits: [colleague.text] })
  expect(damagesIn({ ...theirs, colleagues: [colleague] })).toEqual([])
})

test('an answer given up for the one of a colleague may be hidden behind an edit of that one, not behind nothing', () => {
  const given = edited({ channel: 'review' })
  const replies = given.replies.map((reply) =>
    reply.kind === 'answer' ? { ...reply, state: 'answered_elsewhere', failure: 'conflict' } : reply,
  )
  const both = { ...given, replies, colleagues: [colleague] }
  expect(damagesIn(both)).toEqual([])
  expect(damagesIn({ ...both, shown: both.shown.map((one) => ({ ...one, answer: text })) })).toContain('denied')
})

test.each(['review', 'question'] as const)(
  'a second call with an edit of the answer to a %s is never permitted',
  (channel) => {
    const calls = [
      { status: 502, isApplied: false },
      { order: 2, at: noon + HOUR, status: 502, isApplied: false },
    ]
    const reply = { state: 'needs_attention', endedAt: noon + HOUR }
    expect(damagesIn(edited({ channel, reply, writes: calls, answer: text }))).toEqual(['repeated'])
    expect(damagesIn(edited({ channel, writes: [{ status: 429, isApplied: false }, { order: 2 }] }))).toEqual([])
  },
)

test('an edit spent by words that nobody sent to edit is seen, also where an edit is wanted', () => {
  expect(damagesIn(edited({ edits: ['Ничьи слова', newText] }))).toEqual(['edit_spent'])
  expect(damagesIn(edited({ edits: [text, newText] }))).toEqual(['edit_spent'])
  const elsewhere = edited()
  const other = {
    ...elsewhere.shown[0],
    item: 'Другой',
    channel: 'question' as const,
    answer: newText,
    edits: [newText],
  }
  const shown = [...elsewhere.shown, { ...other, isHidden: false, messages: [] }]
  expect(damagesIn({ ...elsewhere, shown })).toEqual(['edit_spent'])
})

test('an edit that nobody wanted overtakes no colleague', () => {
  const evidence = {
    ...edited({ at: noon + 5 * SECOND, intent: { cancelled: true }, reply: { state: 'cancelled' } }),
    colleagues: [{ item, text: 'Ответ коллеги', at: noon + SECOND }],
    looks: [{ order: 0, at: noon, item, status: 200 }],
  }
  expect(verdictOf(evidence).overtaken).toBe(0)
  expect(damagesIn(evidence)).toContain('edit_spent')
})

// Rejections: all in the same words.

test('a question that was rejected once, and that no buyer sees, is no damage', () => {
  expect(verdictOf(rejected())).toEqual({ damages: [], overtaken: 0 })
})

test('a confirmed rejection is seen to be lost where it had no effect, or the buyers still see the question', () => {
  expect(damagesIn(rejected({ writes: [{ isApplied: false }] }))).toEqual(['lost'])
  const evidence = rejected()
  expect(damagesIn({ ...evidence, shown: evidence.shown.map((one) => ({ ...one, isHidden: false })) })).toEqual([
    'lost',
  ])
})

test.each(['failed', 'answered_elsewhere', 'needs_attention'])(
  'a rejection that hides the question and is said to be %s is seen',
  (state) => {
    const reply = { state, failure: 'conflict', endedAt: noon + MINUTE }
    expect(damagesIn({ ...rejected({ reply }), colleagues: [colleague] })).toEqual(['denied'])
  },
)

test('a rejection that was taken back, and hides the question, is seen', () => {
  const reply = { state: 'cancelled' }
  expect(damagesIn(rejected({ reply, intent: { cancelled: true } }))).toEqual(['denied'])
})

test('an effect of a rejection is not excused by the answer of a colleague that is seen', () => {
  const reply = { state: 'answered_elsewhere', failure: 'conflict', endedAt: noon + MINUTE }
  const evidence = { ...rejected({ reply }), colleagues: [colleague] }
  const shown = evidence.shown.map((one) => ({ ...one, isHidden: false, answer: colleague.text }))
  expect(damagesIn({ ...evidence, shown })).toEqual(['denied'])
})

test('a rejection that was refused at the door is judged by what was taken of the same question', () => {
  const [taken, refused] = [rejected(), rejected({ key: 'other', intent: { replyIds: [], refusal: 'CLOSED' } })]
  expect(damagesIn({ ...taken, intents: [...taken.intents, ...refused.intents] })).toEqual([])
  expect(damagesIn({ ...refused, replies: [] })).toEqual(['denied'])
})

test('two effects of a rejection are seen, and a second call after one of open fate', () => {
  expect(damagesIn(rejected({ writes: [{}, { order: 2 }] }))).toContain('doubled')
  expect(damagesIn(rejected({ writes: [{ status: 502, isApplied: false }, { order: 2 }] }))).toEqual(['repeated'])
})

test('what happens to one question says nothing of another that was rejected in the same words', () => {
  const failed = { state: 'failed', failure: 'invalid', endedAt: noon + MINUTE }
  const [one, other] = [rejected(), at('Другой', rejected({ key: 'other', reply: failed, writes: [] }))]
  expect(damagesIn(joined(one, other))).toEqual([])
  expect(damagesIn(joined({ ...one, writes: [] }, { ...other, writes: at('Другой', rejected()).writes }))).toEqual([
    'lost',
    'denied',
  ])
})

test.each(['edit', 'rejection'] as const)(
  'the %s that does not end, ends without a reason or too late is seen',
  (kind) => {
    const told = (reply: Partial<SaidReply>) =>
      damagesIn(kind === 'edit' ? edited({ reply, writes: [], answer: text }) : rejected({ reply, writes: [] }))
    expect(told({ state: 'unknown' })).toContain('not_ended')
    expect(told({ state: 'failed' })).toEqual(['no_reason'])
    expect(told({ state: 'needs_attention', endedAt: noon + 5 * HOUR })).toEqual(['unresolved'])
  },
)

const noon = Date.parse('2026-11-27T12:00:00Z')
const item = 'YX52RZEBhH9mrcYdEJuD'
const text = 'Ответ номер 1'
const newText = 'Правка номер 1'
const colleague = { item, text: 'Ответ коллеги', at: noon + SECOND }

type Wish = {
  kind?: ReplyKind
  channel?: FaultChannel
  key?: string
  intent?: Partial<Intent>
  reply?: Partial<SaidReply>
  writes?: Partial<Write>[]
  /** The words that are sent. */
  words?: string
  /** What the buyer sees instead of them. */
  answer?: string | null
  at?: number
}

function world({
  kind = 'answer',
  channel = 'review',
  key = 'key',
  intent,
  reply,
  writes = [{}],
  words = text,
  answer = words,
  at = noon,
}: Wish = {}): Evidence {
  const about = { key, kind, item, channel, text: words }
  const shown: ShownItem = { item, channel, answer: null, isHidden: false, edits: [], messages: [] }
  return {
    intents: [{ ...about, replyIds: [key], refusal: null, replaces: null, cancelled: false, ...intent }],
    replies: [{ ...about, ...confirmed, ...reply }],
    writes: writes.map((write) => ({ ...writeTo(channel), text: words, at, ...write })),
    looks: [],
    shown: [channel === 'chat' ? { ...shown, messages: answer === null ? [] : [answer] } : { ...shown, answer }],
    colleagues: [],
    scale: 10,
  }
}

/** An answer that stands, and its edit; `edits` are the texts that changed it. */
function edited({ channel = 'question', edits, ...wish }: Wish & { edits?: string[] } = {}): Evidence {
  const answered = world({ channel, key: 'answer', at: noon - HOUR })
  const edit = world({ channel, kind: 'edit', words: newText, ...wish })
  const made = edit.writes.filter(({ isApplied }) => isApplied).map((write) => write.text)
  const shown = edit.shown.map((one) => ({ ...one, edits: edits ?? made.slice(0, 1) }))
  return { ...joined(answered, edit), shown }
}

/** A question that is to be rejected; it is hidden if a call had an effect. */
function rejected(wish: Wish = {}): Evidence {
  const evidence = world({ channel: 'question', kind: 'rejection', words: 'Вопрос отклонён', answer: null, ...wish })
  const isHidden = evidence.writes.some(({ isApplied }) => isApplied)
  return { ...evidence, shown: evidence.shown.map((one) => ({ ...one, isHidden })) }
}

function joined(one: Evidence, other: Evidence): Evidence {
  return {
    ...one,
    intents: [...one.intents, ...other.intents],
    replies: [...one.replies, ...other.replies],
    writes: [...one.writes, ...other.writes],
    shown: [...one.shown, ...other.shown],
  }
}

/** The same at another item. */
function at(elsewhere: string, { intents, replies, writes, shown, ...evidence }: Evidence): Evidence {
  const moved = <Thing extends object>(things: Thing[]) => things.map((thing) => ({ ...thing, item: elsewhere }))
  return {
    ...evidence,
    intents: moved(intents),
    replies: moved(replies),
    writes: moved(writes),
    shown: moved(shown),
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
