import { expect, test } from 'vitest'
import { decideQuestionState, decideReviewState, type KnownReply, type KnownState, type ShownAnswer } from './state.ts'
import { after, DAY, MINUTE } from './time.ts'

const now = new Date('2026-03-04T12:00:00Z')
const unanswered = { answer: null, text: 'Порвался шов', hasMedia: false, processed: false }
const published: ShownAnswer = { text: 'Спасибо!', state: 'shown' }

test('EX-04: five stars without a word or a picture are closed and owe nothing', () => {
  expect(decideReviewState({ ...unanswered, text: null, processed: true }, null, now)).toEqual({
    status: 'closed',
    needsResponse: false,
    closeReason: 'no_text',
    wbSyncState: 'none',
  })
})

test('EX-05: a reply sent an hour ago is still awaited', () => {
  const known = replied({ at: minutesAgo(60), windowMinutes: 180 })

  expect(decideReviewState(unanswered, known, now)).toMatchObject({ status: 'responded', wbSyncState: 'pending' })
})

test('EX-06: a reply that did not appear within its window opens the review again', () => {
  const known = replied({ at: minutesAgo(60), windowMinutes: 30 })

  expect(decideReviewState(unanswered, known, now)).toEqual({
    status: 'open',
    needsResponse: true,
    closeReason: null,
    wbSyncState: 'unconfirmed',
  })
})

test('EX-07: an answer deleted in the WB cabinet opens the review at once', () => {
  const known = { ...replied({ at: minutesAgo(10), source: 'wb_cabinet' }), wbSyncState: 'confirmed' } as const

  expect(decideReviewState(unanswered, known, now)).toMatchObject({ status: 'open', wbSyncState: 'none' })
})

test.each([
  ['at the very moment', 0, 'responded'],
  ['at its last millisecond', -180 * MINUTE, 'responded'],
  ['a millisecond later', -180 * MINUTE - 1, 'open'],
  ['before the reply itself', 1, 'open'],
] as const)('the window covers a reply looked at %s', (_, sent, status) => {
  const known = replied({ at: after(now, sent), windowMinutes: 180 })

  expect(decideReviewState(unanswered, known, now).status).toBe(status)
  expect(decideQuestionState({ answer: null, rejected: false }, known, now).status).toBe(status)
})

test.each(['agentiq', 'auto_response'] as const)('a reply by %s opens a window', (source) => {
  expect(decideReviewState(unanswered, replied({ source }), now).wbSyncState).toBe('pending')
})

test('a reply seen and then gone has no window left', () => {
  const known = { ...replied({ at: minutesAgo(10) }), wbSyncState: 'confirmed' } as const

  expect(decideReviewState(unanswered, known, now)).toMatchObject({ status: 'open', wbSyncState: 'unconfirmed' })
})

test.each([
  ['a word', { text: 'Супер', hasMedia: false }, 'open'],
  ['a picture', { text: null, hasMedia: true }, 'open'],
  ['blanks', { text: ' ', hasMedia: false }, 'closed'],
] as const)('a review of %s alone', (_, content, status) => {
  expect(decideReviewState({ ...unanswered, ...content }, null, now).status).toBe(status)
})

test.each([
  ['new', null],
  ['open', state({ status: 'open' })],
  ['awaited', replied({})],
  ['archived', state({ status: 'closed', closeReason: 'wb_archived' })],
])('an answer on WB answers a review that was %s', (_, known) => {
  const shown = { ...unanswered, answer: published, processed: true }

  expect(decideReviewState(shown, known, now)).toMatchObject({ status: 'responded', wbSyncState: 'confirmed' })
})

test('an answer under moderation is awaited however long it takes', () => {
  const shown = { ...unanswered, answer: { text: 'Спасибо!', state: 'moderated' } } as const

  expect(decideReviewState(shown, replied({ at: after(now, -30 * DAY) }), now)).toMatchObject({
    status: 'responded',
    wbSyncState: 'pending',
  })
})

test('an answer refused by moderation opens the review again', () => {
  const shown = { ...unanswered, answer: { text: 'Спасибо!', state: 'rejected' } } as const

  expect(decideReviewState(shown, replied({ text: 'Спасибо!' }), now)).toMatchObject({
    status: 'open',
    needsResponse: true,
    wbSyncState: 'rejected',
  })
})

test('a refused answer does not count against the one sent after it, within the window', () => {
  const shown = { ...unanswered, answer: { text: 'Звоните нам', state: 'rejected' } } as const
  const known = (minutes: number) => ({ ...replied({ at: minutesAgo(minutes) }), isRefusalOld: true })

  expect(decideReviewState(shown, known(1), now)).toMatchObject({ status: 'responded', wbSyncState: 'pending' })
  expect(decideReviewState(shown, known(181), now)).toMatchObject({ status: 'open', wbSyncState: 'rejected' })
})

test('a reply that WB has not taken yet keeps the item, however long it waits', () => {
  const known = { ...replied({ at: minutesAgo(600), windowMinutes: 30 }), hasReplyUnderway: true }
  const refused = { ...unanswered, answer: { text: 'Звоните нам', state: 'rejected' } } as const

  for (const shown of [unanswered, { ...unanswered, processed: true }])
    expect(decideReviewState(shown, known, now)).toMatchObject({ status: 'responded', wbSyncState: 'pending' })
  expect(decideReviewState(refused, { ...known, isRefusalOld: true }, now).status).toBe('responded')
  expect(decideQuestionState({ answer: null, rejected: false }, known, now).status).toBe('responded')
})

test('what WB has put away unanswered is archived, not answered', () => {
  const shown = { ...unanswered, processed: true }

  expect(decideReviewState(shown, null, now)).toMatchObject({ status: 'closed', closeReason: 'wb_archived' })
  expect(decideReviewState(shown, replied({}), now)).toMatchObject({ status: 'responded', wbSyncState: 'pending' })
})

test.each(['failed', 'rejected', 'unconfirmed'] as const)(
  'an open review remembers that its reply is %s',
  (wbSyncState) => {
    expect(decideReviewState(unanswered, state({ status: 'open', wbSyncState }), now)).toMatchObject({
      status: 'open',
      wbSyncState,
    })
  },
)

test.each(['manual', 'spam'] as const)(
  'what the operator closed as %s stays closed while nothing changes',
  (closeReason) => {
    const known = state({ status: 'closed', closeReason, wbSyncState: 'confirmed' })

    expect(decideReviewState(unanswered, known, now)).toMatchObject({ status: 'closed', closeReason })
    expect(decideReviewState({ ...unanswered, answer: published }, known, now)).toMatchObject({ closeReason })
    expect(decideQuestionState({ answer: null, rejected: true }, known, now)).toMatchObject({ closeReason })
  },
)

test('what the operator closed comes back when the buyer changes it', () => {
  const known = state({ status: 'closed', closeReason: 'manual', hasChanged: true })

  expect(decideReviewState(unanswered, known, now).status).toBe('open')
})

test.each([
  ['waits while it has no answer', { answer: null, rejected: false }, null, 'open', null],
  ['is answered by an answer', { answer: published, rejected: false }, null, 'responded', null],
  ['is closed when refused', { answer: null, rejected: true }, null, 'closed', 'rejected'],
  [
    'is closed when refused although a reply is awaited',
    { answer: null, rejected: true },
    replied({}),
    'closed',
    'rejected',
  ],
  ['is awaited after a reply', { answer: null, rejected: false }, replied({}), 'responded', null],
] as const)('a question %s', (_, shown, known, status, closeReason) => {
  expect(decideQuestionState(shown, known, now)).toMatchObject({ status, closeReason })
})

test('a question that we have rejected is confirmed once WB hides it, and stays so; of what others rejected nothing is ours', () => {
  const hidden = { answer: null, rejected: true }
  const closed = (wbSyncState: KnownState['wbSyncState']) =>
    state({ status: 'closed', closeReason: 'rejected', wbSyncState })
  const givenUp = state({ status: 'open', wbSyncState: 'unconfirmed', hasRejectionLeft: true })

  expect(decideQuestionState(hidden, { ...closed('pending'), hasRejectionLeft: true }, now).wbSyncState).toBe(
    'confirmed',
  )
  expect(decideQuestionState(hidden, givenUp, now).wbSyncState).toBe('confirmed')
  expect(decideQuestionState(hidden, closed('confirmed'), now).wbSyncState).toBe('confirmed')
  expect(decideQuestionState(hidden, closed('none'), now).wbSyncState).toBe('none')
  expect(decideQuestionState(hidden, replied({}), now).wbSyncState).toBe('unconfirmed')
})

test('a response is owed exactly when the status is open', () => {
  const answers: (ShownAnswer | null)[] = [null, published, { ...published, state: 'rejected' }]
  const knowns = [
    null,
    replied({}),
    replied({ at: minutesAgo(600) }),
    state({ status: 'closed', closeReason: 'manual' }),
  ]

  for (const answer of answers) {
    for (const known of knowns) {
      for (const flag of [true, false]) {
        const review = decideReviewState({ answer, text: null, hasMedia: flag, processed: !flag }, known, now)
        const question = decideQuestionState({ answer, rejected: flag }, known, now)
        for (const { needsResponse, status, closeReason } of [review, question]) {
          expect(needsResponse).toBe(status === 'open')
          expect(closeReason !== null).toBe(status === 'closed')
        }
      }
    }
  }
})

function state(known: Partial<KnownState>): KnownState {
  const nothing = {
    lastReply: null,
    hasReplyUnderway: false,
    isRefusalOld: false,
    hasRejectionLeft: false,
    hasChanged: false,
  }
  return { status: 'open', closeReason: null, wbSyncState: 'none', ...nothing, ...known }
}

function replied(reply: Partial<KnownReply>): KnownState {
  const lastReply: KnownReply = { text: 'Спасибо!', at: minutesAgo(5), source: 'agentiq', windowMinutes: 180, ...reply }
  return state({ status: 'responded', wbSyncState: 'pending', lastReply })
}

function minutesAgo(minutes: number): Date {
  return after(now, -minutes * MINUTE)
}
