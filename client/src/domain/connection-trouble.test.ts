import { expect, test } from 'vitest'
import type { LookedAt } from './channel-wait.ts'
import { connectionTrouble } from './connection-trouble.ts'

const now = new Date('2026-02-11T12:00:00Z')
const fine = {
  state: 'ACCEPTED',
  expiresAt: null,
  channels: (['REVIEW', 'QUESTION', 'CHAT'] as const).map((channel) => ({
    channel,
    access: 'GRANTED',
    intervalSeconds: 300,
  })),
} as const
const synced = (['REVIEW', 'QUESTION', 'CHAT'] as const).map((channel) => look(channel))

test.each([
  ['nothing connected is no trouble', null, synced, null],
  ['a working key is no trouble', fine, synced, null],
  [
    'a key that the server calls expired is as good as a refused one',
    { ...fine, state: 'EXPIRED' },
    synced,
    'key_rejected',
  ],
  [
    'a key whose end has passed is none any more, whatever the server last said',
    { ...fine, expiresAt: '2026-02-11T12:00:00Z' },
    synced,
    'key_rejected',
  ],
  ['a refused key is the worst', { ...fine, state: 'REJECTED' }, failing('KEY'), 'key_rejected'],
  ['a key that a run found refused is refused, before the key says so itself', fine, failing('KEY'), 'key_rejected'],
  ['a failed synchronisation comes next', fine, failing('NETWORK'), 'sync_failed'],
  ['a spent budget is no trouble', fine, synced.map(({ channel }) => waits(channel)), null],
  [
    'a key that ends in two weeks is warned about',
    { ...fine, expiresAt: '2026-02-25T11:00:00Z' },
    synced,
    'key_expires',
  ],
  ['a later end can wait', { ...fine, expiresAt: '2026-02-26T12:00:00Z' }, synced, null],
] as const)('%s', (_, connection, channels, kind) => {
  expect(connectionTrouble({ connection, sync: { channels } }, now)?.kind ?? null).toBe(kind)
})

test('EX-66: one channel that failed is named, also beside one that only waits', () => {
  const channels = [waits('REVIEW'), look('QUESTION', 'MARKETPLACE'), look('CHAT')]

  expect(connectionTrouble({ connection: fine, sync: { channels } }, now)).toEqual({
    kind: 'sync_failed',
    problem: 'MARKETPLACE',
    channels: ['QUESTION'],
  })
})

test('a problem of all channels names none of them', () => {
  expect(connectionTrouble({ connection: fine, sync: { channels: failing('NETWORK') } }, now)).toMatchObject({
    problem: 'NETWORK',
    channels: [],
  })
})

test('chats that the key never opened do not fail', () => {
  const channels = fine.channels.map((one) => (one.channel === 'CHAT' ? { ...one, access: 'DENIED' } : one))
  const looks = [look('REVIEW'), look('QUESTION'), look('CHAT', 'SCOPE')]

  expect(connectionTrouble({ connection: { ...fine, channels }, sync: { channels: looks } }, now)).toBeNull()
})

function look(channel: LookedAt['channel'], problem: string | null = null): LookedAt {
  return { channel, problem, status: problem ? 'ERROR' : 'SUCCESS', nextAt: '2026-02-11T12:05:00Z', closedUntil: null }
}

function waits(channel: LookedAt['channel']): LookedAt {
  return { ...look(channel), status: 'WAITING' }
}

function failing(problem: string): LookedAt[] {
  return synced.map(({ channel }) => look(channel, problem))
}
