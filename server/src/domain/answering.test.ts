import { expect, test } from 'vitest'
import { placeOnceQueued, placeOnceRead, processedPlace, standsOpen } from './answering.ts'

const now = new Date('2026-03-04T12:00:00Z')
const before = new Date('2026-03-04T11:55:00Z')
const dueAt = new Date('2026-03-04T12:30:00Z')
const place = { priority: 'urgent', priorityRank: 3, priorityReason: 'escalation', slaDueAt: dueAt }
const waiting = { needsResponse: true, ...place, answeringSince: null }
const answering = { ...waiting, needsResponse: false, answeringSince: before }
const processed = { needsResponse: false, ...processedPlace }
const judged = { needsResponse: false, priority: 'low', priorityRank: 0, priorityReason: null, slaDueAt: null }

test('what waits keeps its place when a reply is queued', () => {
  expect(placeOnceQueued(waiting, now)).toEqual({ ...place, answeringSince: now })
})

test('the second message of a chat changes nothing about its place', () => {
  expect(placeOnceQueued(answering, now)).toEqual({ ...place, answeringSince: before })
})

test('what is answered or closed is not brought back by a further reply', () => {
  expect(placeOnceQueued(processed, now)).toEqual(processedPlace)
})

test('a reading moves nothing while the reply is on its way', () => {
  expect(placeOnceRead(judged, answering, true)).toEqual({ ...judged, ...place, answeringSince: before })
})

test.each([
  ['the last reply has left', judged, answering, false],
  ['no reply was on its way', judged, waiting, true],
  ['nothing was known', judged, null, true],
] as const)('the place is as judged when %s', (_, row, known, isReplyUntaken) => {
  expect(placeOnceRead(row, known, isReplyUntaken)).toEqual({ ...row, answeringSince: null })
})

test('a buyer who writes meanwhile waits again, with the urgency of the new words', () => {
  const again = { needsResponse: true, priority: 'high', priorityRank: 2, priorityReason: 'intent', slaDueAt: now }

  expect(placeOnceRead(again, answering, true)).toEqual({ ...again, answeringSince: null })
})

test('among the unanswered stands what waits and what our reply has not left for', () => {
  expect([waiting, answering, processed].map(standsOpen)).toEqual([true, true, false])
})
