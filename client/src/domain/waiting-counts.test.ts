import { expect, test } from 'vitest'
import { type Counted, outboxItem } from './outbox-item.ts'
import { answeringOf, countsWithout } from './waiting-counts.ts'

const counts = { all: 22, reviews: 5, questions: 10, chats: 7, urgent: 3, needsResponse: 22, processed: 40 }
const now = Date.parse('2026-03-04T12:00:00Z')

test('an item whose answer waits on the device is not counted as waiting', () => {
  expect(without([reply({ priority: 'URGENT' })])).toEqual({
    ...counts,
    all: 21,
    chats: 6,
    urgent: 2,
    needsResponse: 21,
  })
})

test('whether it was urgent is asked of the deadline now, not of when it was written', () => {
  expect(without([reply({ slaDueAt: '2026-03-04T11:59:00Z' })]).urgent).toBe(2)
  expect(without([reply({ slaDueAt: '2026-03-04T12:01:00Z' })]).urgent).toBe(3)
})

test('two answers to one chat are one item', () => {
  expect(without([reply({}), reply({})]).all).toBe(21)
})

test('an answered chat that is written to once more changes no number', () => {
  expect(without([reply({ needsResponse: false })])).toEqual(counts)
})

test('an answer that the server refused leaves its item waiting', () => {
  expect(without([{ ...reply({}), state: 'refused' }])).toEqual(counts)
})

test('within a channel the answers of the others change only the numbers of all', () => {
  expect(countsWithout(counts, answeringOf([reply({ priority: 'URGENT' })], now), 'REVIEW')).toEqual({
    ...counts,
    all: 21,
    chats: 6,
  })
})

const without = (items: ReturnType<typeof reply>[]) => countsWithout(counts, answeringOf(items, now))

function reply(facts: Partial<Counted>) {
  const counted: Counted = { needsResponse: true, priority: 'NORMAL', slaDueAt: null, ...facts }
  return outboxItem({ key: 'k', interactionId: 'chat', channel: 'CHAT', text: 'Едет', userId: 'me', counted }, 1)
}
