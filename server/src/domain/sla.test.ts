import { expect, test } from 'vitest'
import { deadlineFor, isOverdue, isUrgent, PRIORITY_RANK, slaStateOf } from './sla.ts'
import { after, HOUR, MINUTE } from './time.ts'

const due = new Date('2026-03-04T11:00:00Z')

test('EX-20: asked at nine with two hours to answer, it is due at eleven', () => {
  expect(deadlineFor(new Date('2026-03-04T09:00:00Z'), 120)).toEqual(due)
  expect(stateAt('09:30')).toBe('ok')
  expect(stateAt('10:15')).toBe('due_soon')
  expect(stateAt('11:05')).toBe('overdue')
})

test.each([
  ['a millisecond more than an hour before', -HOUR - 1, 'ok'],
  ['exactly an hour before', -HOUR, 'due_soon'],
  ['a millisecond before', -1, 'due_soon'],
  ['at the deadline itself', 0, 'due_soon'],
  ['a millisecond after', 1, 'overdue'],
] as const)('%s the state is told exactly', (_, offset, state) => {
  expect(slaStateOf({ needsResponse: true, slaDueAt: due }, after(due, offset))).toBe(state)
})

test('an answered one has no deadline to miss, one without a target neither', () => {
  expect(slaStateOf({ needsResponse: false, slaDueAt: due }, after(due, HOUR))).toBe('answered')
  expect(slaStateOf({ needsResponse: true, slaDueAt: null }, due)).toBe('none')
  expect(isOverdue({ needsResponse: false, slaDueAt: due }, after(due, HOUR))).toBe(false)
})

test.each([
  ['urgent and waiting', { needsResponse: true, priority: 'urgent', slaDueAt: null }, true],
  ['low but overdue', { needsResponse: true, priority: 'low', slaDueAt: after(due, -1) }, true],
  ['high and in time', { needsResponse: true, priority: 'high', slaDueAt: after(due, MINUTE) }, false],
  ['urgent but answered', { needsResponse: false, priority: 'urgent', slaDueAt: after(due, -1) }, false],
] as const)('urgent or not: %s', (_, interaction, urgent) => {
  expect(isUrgent(interaction, due)).toBe(urgent)
})

test('priorities are ranked from urgent down', () => {
  expect(PRIORITY_RANK).toEqual({ urgent: 3, high: 2, normal: 1, low: 0 })
})

function stateAt(time: string) {
  return slaStateOf({ needsResponse: true, slaDueAt: due }, new Date(`2026-03-04T${time}:00Z`))
}
