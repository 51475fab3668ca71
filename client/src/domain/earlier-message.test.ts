import { expect, test } from 'vitest'
import { earlierMessageAt } from './earlier-message.ts'

const noon = '2026-03-04T12:00:00.000Z'
const later = '2026-03-04T13:00:00.000Z'
const message = (state: string, createdAt: string, nextAt: string | null = null) => ({ state, createdAt, nextAt })
const waiting = message('QUEUED', '2026-03-04T12:05:00.000Z')

test.each([
  ['is tried again when its own time comes', [message('RETRY_WAIT', noon, later)], later],
  ['whose fate is looked for has no time', [message('UNKNOWN', noon, later)], null],
  [
    'that goes before both decides',
    [message('UNKNOWN', noon, later), message('RETRY_WAIT', '2026-03-04T12:01:00.000Z', later)],
    null,
  ],
  [
    'that has arrived is waited for by nobody',
    [message('CONFIRMED', noon), message('RETRY_WAIT', '2026-03-04T12:01:00.000Z', later)],
    later,
  ],
  ['that was written later does not go before it', [message('RETRY_WAIT', '2026-03-04T12:06:00.000Z', later)], null],
])('an earlier message %s', (_, others, at) => {
  const thread = [{ reply: null }, ...[...others, waiting].map((reply) => ({ reply }))]

  expect(earlierMessageAt(waiting, thread)?.toISOString() ?? null).toBe(at)
})
