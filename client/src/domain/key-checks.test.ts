import { expect, test } from 'vitest'
import { type CheckedKey, checksOf } from './key-checks.ts'

test('a full key passes every check', () => {
  expect(checksOf(key({}))).toEqual([
    { kind: 'valid', tokenType: 'PERSONAL' },
    { kind: 'reviews_and_questions', access: 'GRANTED' },
    { kind: 'chats', access: 'GRANTED' },
    { kind: 'may_reply' },
    { kind: 'cadence', seconds: 300, chatSeconds: 30 },
  ])
})

test('a key without chats says so in a line of its own', () => {
  expect(checksOf(key({ chat: 'DENIED' }))).toContainEqual({ kind: 'chats', access: 'DENIED' })
})

test('a key without chats promises no rhythm for them', () => {
  expect(checksOf(key({ chat: 'DENIED' }))).toContainEqual({ kind: 'cadence', seconds: 300, chatSeconds: null })
})

test('a read-only key may not reply', () => {
  expect(checksOf(key({ canReply: false }))).toContainEqual({ kind: 'read_only' })
})

test('a base key tells how few requests an hour it has, unless the service’s secret gives it more', () => {
  const slow = { kind: 'slow', requestsPerHour: 5 }
  expect(checksOf(key({ tokenType: 'BASE', intervalSeconds: 3600 }))).toContainEqual(slow)
  expect(checksOf(key({ tokenType: 'BASE' }))).not.toContainEqual(slow)
  expect(checksOf(key({ intervalSeconds: 3600 }))).not.toContainEqual(slow)
})

test('a key that ends says when', () => {
  expect(checksOf(key({ expiresAt: '2026-03-01T00:00:00.000Z' }))).toContainEqual({
    kind: 'valid_until',
    at: new Date('2026-03-01T00:00:00.000Z'),
    isSoon: false,
  })
})

test('a key that ends soon asks to be replaced', () => {
  expect(checksOf(key({ expiresAt: '2026-03-01T00:00:00.000Z', expiryWarning: 7 }))).toContainEqual({
    kind: 'valid_until',
    at: new Date('2026-03-01T00:00:00.000Z'),
    isSoon: true,
  })
})

type Traits = {
  tokenType?: 'PERSONAL' | 'BASE'
  chat?: 'GRANTED' | 'DENIED'
  canReply?: boolean
  expiresAt?: string | null
  expiryWarning?: number | null
  intervalSeconds?: number
}

function key(traits: Traits): CheckedKey {
  const { tokenType = 'PERSONAL', chat = 'GRANTED', canReply = true, expiresAt = null, expiryWarning = null } = traits
  const { intervalSeconds = 300 } = traits
  return {
    tokenType,
    canReply,
    expiresAt,
    expiryWarning,
    channels: [
      { channel: 'REVIEW', access: 'GRANTED', intervalSeconds },
      { channel: 'QUESTION', access: 'GRANTED', intervalSeconds },
      { channel: 'CHAT', access: chat, intervalSeconds: 30 },
    ],
  }
}
