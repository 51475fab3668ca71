import { expect, test } from 'vitest'
import { isStrange, newsOf, toEvent } from './chat-news.ts'
import { type Fields, readEach } from './payload.ts'
import { toQuestion } from './questions.ts'
import { toReview } from './reviews.ts'
import event from './samples/event.json' with { type: 'json' }
import question from './samples/question.json' with { type: 'json' }
import review from './samples/review.json' with { type: 'json' }

test('a review is told in our words', () => {
  expect(toReview(review)).toEqual({
    channel: 'review',
    externalId: 'YX52RZEBhH9mrcYdEJuD',
    occurredAt: new Date('2026-09-26T07:20:48Z'),
    text: 'Спасибо, всё подошло, но швы неровные\nПлюсы: Мягкая ткань\nМинусы: Нитки торчат',
    rating: 4,
    cons: 'Нитки торчат',
    hasMedia: true,
    customerName: 'Николай',
    nmId: '987654321',
    productArticle: 'DP02/черный',
    productName: 'Футболка-поло хлопковая',
    answer: null,
    processed: false,
    rejected: false,
    extra: {
      body: 'Спасибо, всё подошло, но швы неровные',
      pros: 'Мягкая ткань',
      cons: 'Нитки торчат',
      photos: [
        {
          fullSize: 'https://feedback04.wbbasket.ru/vol1333/fs.webp',
          miniSize: 'https://feedback04.wbbasket.ru/vol1333/ms.webp',
        },
      ],
      video: {
        previewImage: 'https://videofeedback01.wbbasket.ru/p.webp',
        link: 'https://videofeedback01.wbbasket.ru/i.m3u8',
        durationSec: 12,
      },
      tags: ['качество'],
      matchingSize: 'ok',
      color: 'черный',
      size: '48',
      brand: 'Flax Store',
      category: 'Футболки-поло',
      supplierName: 'ИП Кружинин В. Р.',
      imtId: '123456789',
      orderStatus: 'buyout',
      lastOrderAt: '2026-09-12T07:20:48.000Z',
      wasViewed: false,
      parentFeedbackId: 'AB12',
      childFeedbackId: null,
      wbState: 'none',
      answer: null,
    },
  })
})

test.each([
  ['wbRu', 'shown'],
  ['reviewRequired', 'moderated'],
  ['none', 'moderated'],
  ['rejected', 'rejected'],
  ['rejectedAntispam', 'rejected'],
  ['aWordOfTomorrow', 'shown'],
])('an answer in state %s is %s', (state, seen) => {
  expect(toReview({ ...review, answer: { text: 'Спасибо', state, editable: true } })?.answer).toMatchObject({
    state: seen,
    editable: true,
  })
})

test('an answer of former times, a plain text beside the review, is an answer', () => {
  expect(toReview({ ...review, answerText: 'Спасибо' })?.answer).toMatchObject({ text: 'Спасибо', state: 'shown' })
})

test('a question is told in our words', () => {
  expect(toQuestion(question)).toMatchObject({
    channel: 'question',
    occurredAt: new Date('2026-09-27T11:18:08.769Z'),
    answer: { text: 'Подойдёт 48', editable: true, at: new Date('2026-09-27T12:00:00Z') },
    rejected: false,
    extra: { isWarned: true, brand: 'Flax Store' },
  })
})

test('a question that the seller hid has no answer, only a reason', () => {
  expect(toQuestion({ ...question, state: 'none' })).toMatchObject({
    answer: null,
    rejected: true,
    extra: { rejectionText: 'Подойдёт 48' },
  })
})

test('a message is told in our words, with its pictures and files', () => {
  expect(
    newsOf(
      [toEvent(event)].flatMap((each) => each ?? []),
      new Map(),
    ),
  ).toMatchObject([
    {
      externalId: '1:1e265a58-a120-b178-008c-60af2460207c',
      replySign: '1:1e265a58-a120-b178-008c-60af2460207c:66f136e9',
      replySignIsCurrent: false,
      customerName: 'Алёна',
      nmId: '12345678',
      orderId: '2fb52cd9e25e52538a5f05994e688ae5',
      messages: [
        {
          externalMessageId: '55adee45-11f0-33b6-a847-6ccc7c78b2ec',
          author: 'buyer',
          sentAt: new Date(1790000000000),
          attachments: [
            { kind: 'image', downloadId: 'fd6be4e3-5447-41d7-a1e6-b2d3e06c3b05' },
            { kind: 'file', name: 'чек.pdf', size: 1024, contentType: 'application/pdf' },
          ],
        },
      ],
    },
  ])
})

test.each([
  ['the buyer', { sender: 'client' }, 'buyer'],
  ['the seller', { sender: 'seller' }, 'seller'],
  ['the marketplace', { sender: 'wb' }, 'system'],
  ['somebody new', { sender: 'courier' }, 'system'],
  ['nobody, from the portal', { sender: undefined, source: 'seller-portal' }, 'seller'],
  ['nobody, from a phone', { sender: undefined, source: 'ios' }, 'buyer'],
  ['the buyer, but it is no message', { eventType: 'refund' }, 'system'],
  ['the buyer, with a kind that is no word', { eventType: null }, 'buyer'],
])('a message of %s', (_, change, author) => {
  expect(toEvent({ ...event, ...change })?.message.author).toBe(author)
})

test('an event of an unknown kind, or of a sender nobody knows, is strange; one without those words is none', () => {
  for (const change of [{ eventType: 'refund' }, { sender: 'courier' }])
    expect(isStrange({ ...event, ...change })).toBe(true)
  for (const change of [{}, { sender: 'wb' }, { sender: undefined, eventType: null }])
    expect(isStrange({ ...event, ...change })).toBe(false)
})

test('every field that is not an id may be absent, null or of another kind', () => {
  for (const [sample, read, ids] of [
    [review, toReview, ['id']],
    [question, toQuestion, ['id']],
    [event, toEvent, ['chatID', 'eventID']],
  ] as const) {
    for (const name of Object.keys(sample).filter((each) => !(ids as readonly string[]).includes(each))) {
      for (const odd of [undefined, null, 7, 'слово', [], {}])
        expect(read({ ...sample, [name]: odd } as Fields)).not.toBeNull()
    }
  }
})

test('what cannot be read is counted, and spoils nobody else', () => {
  const { items, unreadable } = readEach([review, null, 'слово', { text: 'без id' }, []], (fields) => toReview(fields))
  expect(items).toHaveLength(1)
  expect(unreadable).toEqual([null, 'слово', { text: 'без id' }, []])
})

test('signs that no database takes are left out of every text, and the rest of it stays', () => {
  const odd = 'Порвался\u0000 шов \ud83d'
  const told = [
    toReview({ ...review, text: odd, pros: null, cons: null, bables: [odd], userName: odd, id: 'A\u0000B' }),
    toQuestion({ ...question, text: odd, answer: { text: odd } }),
    toEvent({ ...event, message: { text: odd } }),
  ]

  expect(told).toMatchObject([
    { externalId: 'AB', text: 'Порвался шов \ufffd', customerName: 'Порвался шов \ufffd' },
    { text: 'Порвался шов \ufffd', answer: { text: 'Порвался шов \ufffd' } },
    { message: { text: 'Порвался шов \ufffd' } },
  ])
  expect(JSON.stringify(told)).not.toMatch(/\\u0000|\\ud83d/)
})

test('numbers that no column holds are not told, and a duration is a whole one', () => {
  const video = { link: 'https://videofeedback01.wbbasket.ru/i.m3u8' }
  const durations = [12.4, -1, 2 ** 31, 1e300].map(
    (durationSec) => toReview({ ...review, video: { ...video, durationSec } })?.extra.video?.durationSec,
  )
  const files = [{ downloadID: 'A', size: 1e12 }]

  expect(durations).toEqual([12, null, null, null])
  expect(toEvent({ ...event, message: { attachments: { files } } })?.message.attachments).toMatchObject([
    { size: null },
  ])
  expect(toReview({ ...review, productValuation: 1e12 })?.rating).toBeNull()
})

test('a time that no calendar of ours has is not told', () => {
  expect(toReview({ ...review, createdDate: '0000-01-01T00:00:00Z' })?.occurredAt).toBeNull()
})
