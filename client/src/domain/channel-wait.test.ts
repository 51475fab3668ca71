import { expect, test } from 'vitest'
import { type Connected, type LookedAt, longClosed, nextLook, waitsUntil } from './channel-wait.ts'

const now = new Date('2026-02-11T12:00:00Z')
const personal = key('PERSONAL', 300, 30)
const base = key('BASE', 3600, 3600)
const baseWithSecret = key('BASE', 300, 30)

test('a channel whose budget is spent waits; one that failed does not', () => {
  expect(waitsUntil(waiting('REVIEW', '12:12'))).toEqual(new Date('2026-02-11T12:12:00Z'))
  expect(waitsUntil({ ...waiting('REVIEW', '12:12'), status: 'ERROR' })).toBeNull()
  expect(waitsUntil({ ...waiting('REVIEW', '12:12'), nextAt: null })).toBeNull()
})

test('on a poor key the next look is announced, the soonest of all', () => {
  const channels = [waiting('REVIEW', '12:12'), waiting('QUESTION', '12:24'), good('CHAT', '13:00')]

  expect(nextLook(base, channels, now)).toEqual(new Date('2026-02-11T12:12:00Z'))
})

test('on a usual key only a channel that waits is announced, and no look that is due already', () => {
  expect(nextLook(personal, [good('REVIEW', '12:05'), good('CHAT', '12:01')], now)).toBeNull()
  expect(nextLook(personal, [waiting('REVIEW', '12:20'), good('CHAT', '12:01')], now)).toEqual(
    new Date('2026-02-11T12:20:00Z'),
  )
  expect(nextLook(base, [waiting('REVIEW', '11:59')], now)).toBeNull()
})

test.each([
  ['what WB has closed is closed, to the last minute', personal, '12:01', 'QUESTION'],
  ['what was closed is open again', personal, '12:00', null],
  ['the hour that a poor key always waits is no closing', base, '13:02', null],
  ['an hour and a half is, on any key', base, '13:30', 'QUESTION'],
  ['a base key that is not poor has no such hour', baseWithSecret, '12:16', 'QUESTION'],
] as const)('%s', (_, key, until, closed) => {
  const question = { ...waiting('QUESTION', until), closedUntil: `2026-02-11T${until}:00Z` }

  expect(longClosed(key, [good('REVIEW', '12:05'), question], now)?.channels ?? null).toEqual(closed && [closed])
})

test('channels closed together are told together, until the last of them opens', () => {
  const closed = (channel: LookedAt['channel'], until: string) => ({
    ...waiting(channel, until),
    closedUntil: `2026-02-11T${until}:00Z`,
  })
  expect(longClosed(personal, [closed('REVIEW', '13:00'), closed('QUESTION', '13:10')], now)).toEqual({
    channels: ['REVIEW', 'QUESTION'],
    until: new Date('2026-02-11T13:10:00Z'),
  })
})

test('a channel that only waits for the budget is not closed', () => {
  expect(longClosed(personal, [waiting('QUESTION', '12:20')], now)).toBeNull()
})

function key(tokenType: string, feedbacks: number, chats: number): Connected {
  return {
    tokenType,
    channels: [
      { channel: 'REVIEW', access: 'GRANTED', intervalSeconds: feedbacks },
      { channel: 'QUESTION', access: 'GRANTED', intervalSeconds: feedbacks },
      { channel: 'CHAT', access: 'GRANTED', intervalSeconds: chats },
    ],
  }
}

function waiting(channel: LookedAt['channel'], until: string): LookedAt {
  return { channel, status: 'WAITING', problem: null, nextAt: `2026-02-11T${until}:00Z`, closedUntil: null }
}

function good(channel: LookedAt['channel'], nextAt: string): LookedAt {
  return { channel, status: 'SUCCESS', problem: null, nextAt: `2026-02-11T${nextAt}:00Z`, closedUntil: null }
}
