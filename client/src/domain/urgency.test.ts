import { expect, test } from 'vitest'
import { byUrgency, isUrgent, type Pressing, urgencyOf } from './urgency.ts'

test.each([
  ['09:30', 'later'],
  ['10:00', 'soon'],
  ['10:15', 'soon'],
  ['11:00', 'soon'],
  ['11:05', 'overdue'],
])('EX-20: what is due at 11:00 looks so at %s', (time, expected) => {
  expect(urgencyOf(item({ slaDueAt: at('11:00') }), Date.parse(at(time)))).toBe(expected)
})

test('an answered item and an item without a target have no deadline to show', () => {
  const now = Date.parse(at('12:00'))

  expect(urgencyOf(item({ needsResponse: false }), now)).toBe('none')
  expect(urgencyOf(item({ slaDueAt: null }), now)).toBe('none')
})

test('urgent is what waits and is either of urgent priority or overdue', () => {
  const now = Date.parse(at('10:00'))

  expect(isUrgent(item({ priority: 'URGENT' }), now)).toBe(true)
  expect(isUrgent(item({ slaDueAt: at('09:00') }), now)).toBe(true)
  expect(isUrgent(item({ priority: 'HIGH' }), now)).toBe(false)
  expect(isUrgent(item({ priority: 'URGENT', needsResponse: false }), now)).toBe(false)
})

test('priority goes before the deadline, the deadline before the age, no deadline is last', () => {
  const rows = [
    item({ id: 'old', slaDueAt: null, occurredAt: at('01:00') }),
    item({ id: 'young', slaDueAt: null, occurredAt: at('02:00') }),
    item({ id: 'later', slaDueAt: at('12:00') }),
    item({ id: 'sooner', slaDueAt: at('11:00') }),
    item({ id: 'high', priority: 'HIGH', slaDueAt: null }),
  ]

  expect(
    rows
      .reverse()
      .sort(byUrgency)
      .map((row) => row.id),
  ).toEqual(['high', 'sooner', 'later', 'old', 'young'])
})

function at(time: string): string {
  return `2026-03-04T${time}:00.000Z`
}

function item(signs: Partial<Pressing>): Pressing {
  return {
    id: 'one',
    needsResponse: true,
    priority: 'NORMAL',
    slaDueAt: at('11:00'),
    answeringSince: null,
    occurredAt: at('09:00'),
    ...signs,
  }
}
