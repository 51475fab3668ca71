import { expect, test } from 'vitest'
import { alertsFor } from './alert.ts'

const none = { review: 0, question: 0, chat: 0 }
const nothing = {
  failedLately: 0,
  failed: 0,
  rejected: 0,
  overdue: none,
  dueSoon: none,
  brokenCalls: 0,
  massDefects: [],
}

test('a shop in which everything gets through has no alerts', () => {
  expect(alertsFor(nothing)).toEqual([])
})

test.each([
  ['five failed sends in an hour are none', { failedLately: 5 }, []],
  ['six are a high one', { failedLately: 6 }, [{ code: 'reply_failures', severity: 'high', count: 6 }]],
  ['one reply that failed', { failed: 1 }, [{ code: 'reply_failed', severity: 'medium', count: 1 }]],
  [
    'a call that cannot be read any more',
    { brokenCalls: 1 },
    [{ code: 'contract_broken', severity: 'high', count: 1 }],
  ],
  [
    'overdue questions are graver than overdue reviews and chats',
    { overdue: { review: 3, question: 2, chat: 1 } },
    [
      { code: 'sla_overdue_questions', severity: 'high', count: 2 },
      { code: 'sla_overdue_reviews', severity: 'medium', count: 3 },
      { code: 'sla_overdue_chats', severity: 'medium', count: 1 },
    ],
  ],
  [
    'of what is due within the hour questions alone are told',
    { dueSoon: { review: 3, question: 2, chat: 1 } },
    [{ code: 'sla_due_soon_questions', severity: 'medium', count: 2 }],
  ],
  [
    'products with which many have trouble',
    { massDefects: [3, 10] },
    [{ code: 'mass_defect', severity: 'medium', count: 2 }],
  ],
  ['one of them with very many', { massDefects: [3, 11] }, [{ code: 'mass_defect', severity: 'high', count: 2 }]],
  ['one that moderation refused', { rejected: 1 }, [{ code: 'reply_rejected', severity: 'medium', count: 1 }]],
] as const)('%s', (_, signs, alerts) => {
  expect(alertsFor({ ...nothing, ...signs })).toEqual(alerts)
})
