import { expect, test } from 'vitest'
import { alertsFor } from './alert.ts'

const nothing = { failedLately: 0, failed: 0, rejected: 0 }

test('a shop in which everything gets through has no alerts', () => {
  expect(alertsFor(nothing)).toEqual([])
})

test.each([
  ['five failed sends in an hour are none', { failedLately: 5 }, []],
  ['six are a high one', { failedLately: 6 }, [{ code: 'reply_failures', severity: 'high', count: 6 }]],
  ['one reply that failed', { failed: 1 }, [{ code: 'reply_failed', severity: 'medium', count: 1 }]],
  ['one that moderation refused', { rejected: 1 }, [{ code: 'reply_rejected', severity: 'medium', count: 1 }]],
] as const)('%s', (_, signs, alerts) => {
  expect(alertsFor({ ...nothing, ...signs })).toEqual(alerts)
})
