import { expect, test } from 'vitest'
import {
  type ChannelProgress,
  goesOnAt,
  historyLeft,
  isUnderWay,
  mayMoveOn,
  shareOf,
  stageOf,
  unreadOf,
} from './first-sync.ts'

test.each([
  ['a channel that has not begun waits', {}, { kind: 'queued' }],
  [
    'a running one shows true numbers',
    { startedAt: 'now', loaded: 40, expected: 120 },
    { kind: 'loading', loaded: 40, expected: 120 },
  ],
  ['an unknown total stays unknown', { startedAt: 'now', loaded: 7 }, { kind: 'loading', loaded: 7, expected: null }],
  ['a finished one tells how many came', { ready: true, loaded: 120 }, { kind: 'ready', loaded: 120 }],
  [
    'one whose budget is spent waits and has not failed',
    { status: 'WAITING', nextAt: '2026-02-11T12:12:00Z', loaded: 40 },
    { kind: 'waiting', loaded: 40, until: new Date('2026-02-11T12:12:00Z') },
  ],
  ['a failed one tells why', { status: 'ERROR', problem: 'NETWORK' }, { kind: 'failed', problem: 'NETWORK' }],
] as const)('%s', (_, progress, stage) => {
  expect(stageOf(channel(progress))).toEqual(stage)
})

test('progress is drawn only from real numbers', () => {
  expect(shareOf({ kind: 'loading', loaded: 30, expected: 120 })).toBe(0.25)
  expect(shareOf({ kind: 'loading', loaded: 30, expected: null })).toBeNull()
})

test.each([
  ['fifty items are enough to begin', [channel({ loaded: 30 }), channel({ loaded: 20 })], true],
  ['forty-nine are not', [channel({ loaded: 49 })], false],
  ['everything loaded is enough, however little', [channel({ ready: true, loaded: 2 })], true],
  ['nothing known is not', [], false],
] as const)('%s', (_, channels, may) => {
  expect(mayMoveOn(channels)).toBe(may)
})

test('nobody is kept for channels that wait for the marketplace or have failed', () => {
  const waits = channel({ status: 'WAITING', nextAt: '2026-02-11T12:12:00Z' })
  const failed = channel({ status: 'ERROR', problem: 'NETWORK' })

  expect(isUnderWay([waits, failed])).toBe(false)
  expect(isUnderWay([waits, channel({ startedAt: 'now' })])).toBe(true)
})

test('unread is what the key opens and nobody has read to the end', () => {
  const key = {
    channels: [
      { channel: 'REVIEW' as const, access: 'GRANTED' },
      { channel: 'QUESTION' as const, access: 'GRANTED' },
      { channel: 'CHAT' as const, access: 'DENIED' },
    ],
  }
  const channels = [
    channel({ channel: 'REVIEW', ready: true }),
    channel({ channel: 'QUESTION', loaded: 40 }),
    channel({ channel: 'CHAT' }),
  ]

  expect(unreadOf(key, channels).map((one) => one.channel)).toEqual(['QUESTION'])
  expect(unreadOf(null, channels)).toEqual([])
})

test('of channels that wait the soonest tells when it goes on', () => {
  const until = (nextAt: string) => channel({ status: 'WAITING', nextAt })

  expect(goesOnAt([until('2026-02-11T12:24:00Z'), until('2026-02-11T12:12:00Z'), channel({})])).toEqual(
    new Date('2026-02-11T12:12:00Z'),
  )
  expect(goesOnAt([channel({ startedAt: 'now' })])).toBeNull()
})

test('the past that still comes in is counted over all channels; what has ended is not', () => {
  const reviews = { backfill: { done: 400, expected: 1000, endedAt: null } }
  const questions = { backfill: { done: 20, expected: 50, endedAt: null } }
  const ended = { backfill: { done: 50, expected: 50, endedAt: '2026-02-11T12:00:00Z' } }

  expect(historyLeft([reviews, questions, { backfill: null }])).toEqual({ done: 420, total: 1050 })
  expect(historyLeft([reviews, ended])).toEqual({ done: 400, total: 1000 })
  expect(historyLeft([ended, { backfill: null }])).toBeNull()
})

test('a total is told only when every part of it is known', () => {
  const known = { backfill: { done: 400, expected: 1000, endedAt: null } }
  const unknown = { backfill: { done: 7, expected: null, endedAt: null } }

  expect(historyLeft([known, unknown])).toEqual({ done: 407, total: null })
})

function channel(traits: Partial<ChannelProgress>): ChannelProgress {
  return {
    channel: 'REVIEW',
    status: 'IDLE',
    problem: null,
    startedAt: null,
    nextAt: null,
    loaded: 0,
    expected: null,
    backfill: null,
    ready: false,
    ...traits,
  }
}
