import { expect, test } from 'vitest'
import { type Alike, figuresOf, isComplaint, type ProductFigures, productContextOf } from './product-context.ts'

test('a day is told by channel and source, with what waits, the stars, and what it is about', () => {
  const figures = figuresOf([
    items({ rating: 1, intent: 'defect_not_working', sentiment: 'negative', needsResponse: true, count: 2 }),
    items({ rating: 5, intent: 'thanks', sentiment: 'positive', count: 3 }),
    items({ channel: 'question', intent: 'sizing_fit', sentiment: 'neutral', count: 4 }),
    items({ rating: 1, intent: 'wrong_item', sentiment: 'negative', source: 'demo' }),
  ])

  expect(figures).toEqual([
    {
      ...{ channel: 'review', source: 'wb_api', total: 5, unanswered: 2, ratedCount: 5, ratingSum: 17 },
      ...{ intents: { defect_not_working: 2, thanks: 3 }, complaints: { defect_not_working: 2 } },
    },
    expect.objectContaining({
      channel: 'question',
      total: 4,
      ratedCount: 0,
      intents: { sizing_fit: 4 },
      complaints: {},
    }),
    expect.objectContaining({ source: 'demo', total: 1 }),
  ])
})

test.each([
  ['a review that does not praise', { intent: 'quality_complaint', sentiment: 'neutral' }, true],
  ['praise with the same word', { intent: 'quality_complaint', sentiment: 'positive' }, false],
  ['a review about nothing in particular', { intent: 'other', sentiment: 'negative' }, false],
  ['a chat about a refund', { channel: 'chat', intent: 'refund_exchange', sentiment: 'neutral' }, true],
  [
    'a chat that is upset about the delivery',
    { channel: 'chat', intent: 'delivery_delay', sentiment: 'negative' },
    true,
  ],
  ['a chat that asks for the size', { channel: 'chat', intent: 'sizing_fit', sentiment: 'neutral' }, false],
  [
    'a question about a broken thing',
    { channel: 'question', intent: 'post_purchase_issue', sentiment: 'neutral' },
    false,
  ],
] as const)('%s: with %o it is told whether that is a complaint', (_, signs, expected) => {
  expect(isComplaint({ channel: 'review', ...signs })).toBe(expected)
})

test('days add up; of what is complained about and asked the three most frequent are told, and nothing that says nothing', () => {
  const context = productContextOf([
    day({ total: 3, unanswered: 1, ratedCount: 3, ratingSum: 13, complaints: { quality_complaint: 1, wrong_item: 2 } }),
    day({
      total: 1,
      ratedCount: 1,
      ratingSum: 4,
      complaints: { quality_complaint: 1, refund_exchange: 1, delivery_delay: 5 },
    }),
    day({ channel: 'question', total: 9, intents: { general_question: 7, sizing_fit: 2 } }),
    day({ channel: 'chat', total: 1, intents: { sizing_fit: 1 }, complaints: { delivery_delay: 1 } }),
  ])

  expect(context).toEqual({
    channels: [
      { channel: 'review', total: 4, unanswered: 1 },
      { channel: 'question', total: 9, unanswered: 0 },
      { channel: 'chat', total: 1, unanswered: 0 },
    ],
    ratedCount: 4,
    averageRating: 4.25,
    complaints: [
      { intent: 'delivery_delay', count: 6 },
      { intent: 'quality_complaint', count: 2 },
      { intent: 'wrong_item', count: 2 },
    ],
    questions: [{ intent: 'sizing_fit', count: 2 }],
  })
})

test('a product that nobody wrote about has no mean', () => {
  expect(productContextOf([])).toMatchObject({ averageRating: null, ratedCount: 0, complaints: [], questions: [] })
})

function items(change: Partial<Alike>): Alike {
  return {
    ...{
      channel: 'review',
      source: 'wb_api',
      needsResponse: false,
      rating: null,
      intent: null,
      sentiment: null,
      count: 1,
    },
    ...change,
  }
}

function day(change: Partial<ProductFigures>): ProductFigures {
  const none = { total: 0, unanswered: 0, ratedCount: 0, ratingSum: 0, intents: {}, complaints: {} }
  return { channel: 'review', source: 'wb_api', ...none, ...change }
}
