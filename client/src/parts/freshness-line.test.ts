import { expect, test } from 'vitest'
import type { SellerFieldsFragment } from '#generated/graphql.ts'
import { freshnessLine } from './freshness-line.ts'

type ChannelSync = SellerFieldsFragment['sync']['channels'][number]

const now = new Date(2026, 1, 11, 12, 0)

test('a usual key tells how fresh the data is and nothing more', () => {
  expect(line('PERSONAL', [seen('REVIEW', 3), seen('QUESTION', 3), seen('CHAT', 1)])).toEqual(['Обновлено 3 мин назад'])
})

test('a poor key that waits for its first look names the next one and never says that nothing was updated', () => {
  const waits = (['REVIEW', 'QUESTION', 'CHAT'] as const).map((channel) => waiting(channel, 12))

  expect(line('BASE', waits)).toEqual(['Следующее обновление около 12:12'])
})

test('channels that were read are named while others still wait', () => {
  expect(line('BASE', [waiting('REVIEW', 12), waiting('QUESTION', 24), seen('CHAT', 5)])).toEqual([
    'Чаты: обновлено 5 мин назад',
    'следующее обновление около 12:12',
  ])
})

test('a first load shows its true numbers, and the past that comes in behind it as well', () => {
  const reviews = { ...seen('REVIEW', 1), backfill: { done: 1200, expected: 5000, endedAt: null } }
  const questions = { ...waiting('QUESTION', 1), status: 'SYNCING' as const, problem: null, loaded: 40, expected: 90 }

  expect(line('PERSONAL', [reviews, questions])).toEqual(['Загружаем: 40 из ~90', 'Загружаем историю: 1 200 из ~5 000'])
})

test('without a key nothing was ever updated', () => {
  const sync = { status: 'IDLE' as const, problem: null, lastSuccessAt: null, channels: [] }

  expect(freshnessLine({ connection: null, sync }, false, now)).toEqual(['Ещё не обновлялось'])
})

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

function line(tokenType: 'PERSONAL' | 'BASE', channels: ChannelSync[]): string[] {
  const intervalSeconds = tokenType === 'BASE' ? 3600 : 300
  const connection = {
    tokenMask: 'eyJh••••3f9c',
    tokenType,
    state: 'ACCEPTED' as const,
    expiresAt: null,
    expiryWarning: null,
    connectedAt: '2026-02-01T00:00:00Z',
    canReply: true,
    channels: channels.map(({ channel }) => ({ channel, access: 'GRANTED' as const, intervalSeconds })),
  }
  const times = channels.map(({ lastSuccessAt }) => lastSuccessAt)
  const lastSuccessAt = times.includes(null) ? null : (times.map(String).sort()[0] ?? null)

  const sync = { status: 'SUCCESS' as const, problem: null, lastSuccessAt, channels }
  return freshnessLine({ connection, sync }, false, now).map(plain)
}

function seen(channel: ChannelSync['channel'], minutesAgo: number): ChannelSync {
  const at = new Date(now.getTime() - minutesAgo * 60_000).toISOString()
  return {
    channel,
    status: 'SUCCESS',
    problem: null,
    startedAt: at,
    heartbeatAt: at,
    lastSuccessAt: at,
    nextAt: new Date(now.getTime() + 30 * 60_000).toISOString(),
    closedUntil: null,
    loaded: 10,
    expected: 10,
    backfill: null,
    ready: true,
  }
}

function waiting(channel: ChannelSync['channel'], minutes: number): ChannelSync {
  return {
    ...seen(channel, 0),
    status: 'WAITING',
    lastSuccessAt: null,
    nextAt: new Date(now.getTime() + minutes * 60_000).toISOString(),
    loaded: 0,
    expected: null,
    ready: false,
  }
}
