import { expect, test } from 'vitest'
import { priorities, questionIntents, reviewIntents } from './interaction.ts'
import {
  chatBase,
  questionBase,
  type ReviewFacts,
  raisedByAge,
  raisedByDeadline,
  raisedByInsistence,
  raisedByModel,
  reviewBase,
  type Standing,
} from './priority.ts'
import { PRIORITY_RANK } from './sla.ts'
import { after, HOUR, MINUTE } from './time.ts'

const low = standing('low', 'intent')
const normal = standing('normal', 'intent')
const high = standing('high', 'intent')
const urgent = standing('urgent', 'intent')

test.each([
  ['a person must look', { rating: 5, escalationReason: 'legal' }, 'urgent', 30, 'escalation'],
  ['one star and a defect', { rating: 1, intent: 'defect_not_working' }, 'urgent', 60, 'intent'],
  ['two stars and the wrong thing', { rating: 2, intent: 'wrong_item' }, 'urgent', 60, 'intent'],
  ['two stars for anything else', { rating: 2, intent: 'quality_complaint' }, 'high', 60, 'rating_negative'],
  ['three stars, even with a defect', { rating: 3, intent: 'defect_not_working' }, 'normal', 240, 'rating_neutral'],
  ['five stars with a complaint inside', { rating: 5, hiddenComplaint: true }, 'normal', 480, 'hidden_complaint'],
  ['four stars', { rating: 4 }, 'low', 1440, 'rating_positive'],
  ['no stars at all', { rating: null }, 'normal', 240, 'no_rating'],
  ['a flag alone', { rating: 5, escalationReason: 'mass_defect' }, 'low', 1440, 'rating_positive'],
] as const)('a review: %s', (_, facts, priority, minutes, reason) => {
  expect(reviewBase(review(facts))).toEqual({ priority, minutes, reason })
})

test.each([
  ['compliance_safety', 'urgent', 60],
  ['post_purchase_issue', 'urgent', 60],
  ['availability_delivery', 'high', 120],
  ['sizing_fit', 'high', 240],
  ['spec_compatibility', 'normal', 480],
  ['general_question', 'normal', 480],
] as const)('a question about %s is %s, due in %i minutes', (intent, priority, minutes) => {
  expect(questionBase({ intent, escalationReason: null })).toEqual({ priority, minutes, reason: 'intent' })
})

test('a question that only a person may answer is urgent, due in an hour', () => {
  expect(questionBase({ intent: 'general_question', escalationReason: 'threat' })).toEqual({
    priority: 'urgent',
    minutes: 60,
    reason: 'escalation',
  })
})

test.each([
  ['defect_not_working', 'urgent', 30],
  ['cancel_request', 'high', 60],
  ['pre_purchase', 'high', 60],
  ['delivery_status', 'normal', 240],
  ['thanks', 'low', 1440],
] as const)('a chat about %s is %s, due in %i minutes', (intent, priority, minutes) => {
  expect(chatBase({ intent, escalationReason: null })).toEqual({ priority, minutes, reason: 'intent' })
})

test('a chat that only a person may answer is due in half an hour, before court in a quarter', () => {
  expect(chatBase({ intent: 'thanks', escalationReason: 'medical' })).toMatchObject({ priority: 'urgent', minutes: 30 })
  expect(chatBase({ intent: 'thanks', escalationReason: 'legal' })).toMatchObject({ priority: 'urgent', minutes: 15 })
})

test('a seller’s own figures replace ours for what they name, and nothing else', () => {
  const overrides = { sizing_fit: { minutes: 30 }, thanks: { priority: 'normal' } } as const

  expect(questionBase({ intent: 'sizing_fit', escalationReason: null }, overrides)).toMatchObject({
    priority: 'high',
    minutes: 30,
  })
  expect(chatBase({ intent: 'thanks', escalationReason: null }, overrides)).toMatchObject({
    priority: 'normal',
    minutes: 1440,
  })
  expect(reviewBase(review({ rating: 5, intent: 'thanks' }), overrides)).toMatchObject({ priority: 'low' })
})

test('EX-19: a buyer who insists moves up a step, one who shouts as well another', () => {
  expect(raisedByInsistence(normal, { again: true, shouts: false })).toEqual(standing('high', 'buyer_insists'))
  expect(raisedByInsistence(normal, { again: false, shouts: true })).toEqual(standing('high', 'buyer_insists'))
  expect(raisedByInsistence(normal, { again: true, shouts: true })).toEqual(standing('urgent', 'buyer_insists'))
  expect(raisedByInsistence(normal, { again: false, shouts: false })).toBe(normal)
  expect(raisedByInsistence(low, { again: true, shouts: true })).toBe(low)
})

test('the model raises and never lowers', () => {
  expect(raisedByModel(low, 'critical')).toEqual(standing('urgent', 'model'))
  expect(raisedByModel(low, 'high')).toEqual(standing('high', 'model'))
  expect(raisedByModel(urgent, 'high')).toBe(urgent)
  expect(raisedByModel(normal, 'low')).toBe(normal)
  expect(raisedByModel(normal, null)).toBe(normal)
})

test.each([
  ['high, a millisecond before eight hours', high, 8 * HOUR - 1, high],
  ['high, at eight hours', high, 8 * HOUR, { priority: 'urgent', reason: 'aged_8h' }],
  ['high, at a day', high, 24 * HOUR, { priority: 'urgent', reason: 'aged_24h' }],
  ['normal, at eight hours', normal, 8 * HOUR, normal],
  ['normal, a millisecond before a day', normal, 24 * HOUR - 1, normal],
  ['normal, at a day', normal, 24 * HOUR, { priority: 'urgent', reason: 'aged_24h' }],
  ['urgent, at a day', urgent, 24 * HOUR, urgent],
] as const)('age raises: %s', (_, before, age, raised) => {
  expect(raisedByAge(before, before.priority, age)).toEqual(raised)
})

test.each([
  ['EX-20: two hours to answer, 30 minutes left', 120, 30 * MINUTE, true],
  ['EX-20: two hours to answer, a millisecond more left', 120, 30 * MINUTE + 1, false],
  ['EX-21: half an hour to answer, 15 minutes left', 30, 15 * MINUTE, true],
  ['EX-21: half an hour to answer, a millisecond more left', 30, 15 * MINUTE + 1, false],
  ['the deadline is past', 120, -HOUR, true],
])('%s', (_, minutes, left, raised) => {
  const now = new Date('2026-03-04T12:00:00Z')
  const deadline = { at: after(now, left), minutes }

  expect(raisedByDeadline(normal, deadline, now)).toEqual(raised ? standing('urgent', 'sla_near_breach') : normal)
  expect(raisedByDeadline(low, deadline, now)).toEqual(raised ? standing('normal', 'sla_near_breach') : low)
  expect(raisedByDeadline(urgent, deadline, now)).toBe(urgent)
})

test('nothing ever lowers a priority', () => {
  const now = new Date()

  for (const priority of priorities) {
    const before = standing(priority, 'intent')
    const raised = [
      raisedByAge(before, priority, 30 * HOUR),
      raisedByDeadline(before, { at: now, minutes: 60 }, now),
      raisedByInsistence(before, { again: true, shouts: true }),
      raisedByModel(before, 'high'),
    ]
    for (const one of raised) expect(PRIORITY_RANK[one.priority]).toBeGreaterThanOrEqual(PRIORITY_RANK[priority])
  }
})

test('every intent has a place in every table', () => {
  for (const intent of questionIntents)
    expect(questionBase({ intent, escalationReason: null }).minutes).toBeGreaterThan(0)
  for (const intent of reviewIntents) expect(chatBase({ intent, escalationReason: null }).minutes).toBeGreaterThan(0)
})

function standing(priority: Standing['priority'], reason: Standing['reason']): Standing {
  return { priority, reason }
}

function review(facts: Partial<ReviewFacts>): ReviewFacts {
  return { rating: 5, intent: 'other', hiddenComplaint: false, escalationReason: null, ...facts }
}
