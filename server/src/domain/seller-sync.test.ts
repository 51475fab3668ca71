import { expect, test } from 'vitest'
import { type ChannelSyncState, seenSync } from './seller-sync.ts'

const now = new Date('2026-11-22T12:00:00Z')
const earlier = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

test('EX-66: one failed channel makes the seller’s state an error and names the problem, the others stay good', () => {
  const seen = seenSync(
    [good('review'), { ...good('question'), status: 'error', problem: 'marketplace' }, good('chat')],
    now,
  )

  expect(seen).toMatchObject({ status: 'error', problem: 'marketplace' })
  expect(seen.channels.map(({ status }) => status)).toEqual(['success', 'error', 'success'])
})

test('a run in the background does not flip a good seller to syncing; a first or manual one does', () => {
  const running = { ...good('review'), status: 'syncing' as const, startedAt: earlier(1), heartbeatAt: earlier(1) }

  expect(seenSync([running], now).status).toBe('success')
  expect(seenSync([{ ...running, mode: 'manual' }], now).status).toBe('syncing')
})

test('a key that waits for its next request has not failed, and waiting is told only where nothing else is', () => {
  const waiting = { ...good('question'), status: 'waiting' as const, lastSuccessAt: null }
  const failed = { ...good('chat'), status: 'error' as const, problem: 'network' as const }

  expect(seenSync([good('review'), waiting], now)).toMatchObject({ status: 'waiting', problem: null })
  expect(seenSync([waiting, failed], now)).toMatchObject({ status: 'error', problem: 'network' })
})

test.each([
  [4.9, 'syncing', null],
  [5, 'error', 'stale'],
] as const)('a run without a sign of life for %s minutes is %s', (minutes, status, problem) => {
  const run = {
    ...good('review'),
    status: 'syncing' as const,
    mode: 'manual' as const,
    heartbeatAt: earlier(minutes),
    dueAt: earlier(minutes),
  }

  expect(seenSync([run], now)).toMatchObject({ status, problem })
})

test('all channels were last good when the oldest of them was; never, while one never was', () => {
  expect(seenSync([good('review', 3), good('chat', 9)], now).lastSuccessAt).toEqual(earlier(9))
  expect(seenSync([good('review', 3), { ...good('chat'), lastSuccessAt: null }], now).lastSuccessAt).toBeNull()
})

test('a seller without a key is idle in all three channels', () => {
  expect(seenSync([], now)).toMatchObject({ status: 'idle', problem: null, lastSuccessAt: null })
  expect(seenSync([], now).channels.map(({ channel, ready }) => [channel, ready])).toEqual([
    ['review', false],
    ['question', false],
    ['chat', false],
  ])
})

function good(channel: ChannelSyncState['channel'], minutesAgo = 1): ChannelSyncState {
  return {
    channel,
    status: 'success',
    mode: 'background',
    problem: null,
    startedAt: earlier(minutesAgo),
    heartbeatAt: earlier(minutesAgo),
    lastSuccessAt: earlier(minutesAgo),
    dueAt: now,
    loaded: 0,
    expected: null,
    backfillDone: null,
    backfillExpected: null,
    backfillEndedAt: null,
    closedUntil: null,
  }
}
