import { expect, test } from 'vitest'
import { KeyRefused } from '#domain/errors.ts'
import { decodeToken } from './token.ts'

const now = new Date('2026-11-22T10:00:00Z')
const claims = { acc: 3, for: 'self', t: false, sid: 'e8923014-e233-47e8-898e-3cc86d67ea61', s: 2688, exp: 1795737600 }

test('a key says which shop it opens, what of it, and until when', () => {
  expect(decodeToken(key(claims), now)).toMatchObject({
    marketplaceSellerId: 'e8923014-e233-47e8-898e-3cc86d67ea61',
    tokenType: 'personal',
    opensFeedbacks: true,
    opensChats: true,
    readOnly: false,
    expiresAt: new Date(1795737600000),
  })
})

test.each([
  ['`Bearer` before it', (bare: string) => `Bearer ${bare}`],
  ['quotes around it', (bare: string) => `"${bare}"`],
  ['a line break in it', (bare: string) => ` ${bare.slice(0, 40)}\n${bare.slice(40)}\u200b `],
  ['the whole header', (bare: string) => `Authorization: bearer ${bare}`],
])('a key is read with %s', (_, spoil) => {
  const bare = key(claims)
  expect(decodeToken(spoil(bare), now).token).toBe(bare)
})

test.each([
  ['a text that is no key', 'мой ключ', 'malformed'],
  ['two parts', 'eyJh.eyJh', 'malformed'],
  ['a middle that is no JSON', 'eyJh.AAAA.AAAA', 'malformed'],
  ['no seller', key({ ...claims, sid: undefined }), 'malformed'],
  ['a key of the sandbox', key({ ...claims, t: true }), 'test_key'],
  ['an expired key', key({ ...claims, exp: 1600000000 }), 'expired'],
])('%s is refused before anybody is asked', (_, pasted, reason) => {
  expect(refusalOf(pasted)).toMatchObject({ reason })
})

test.each([
  ['a base key', { acc: 1 }, { tokenType: 'base' }],
  ['an old key without a type', { acc: undefined }, { tokenType: 'base' }],
  ['a service key', { acc: 4 }, { tokenType: 'service' }],
  ['a key for reviews only', { s: 128 }, { opensFeedbacks: true, opensChats: false }],
  ['a key that may only read', { s: 128 + 2 ** 30 }, { readOnly: true }],
])('%s is told apart', (_, change, facts) => {
  expect(decodeToken(key({ ...claims, ...change }), now)).toMatchObject(facts)
})

test('a mask is 64 bits wide, more than a number of JavaScript holds', () => {
  const payload = JSON.stringify({ ...claims, s: 0 }).replace('"s":0', `"s":${2n ** 63n + 2n ** 62n + 512n}`)
  const wide = ['eyJhbGciOiJFUzI1NiJ9', Buffer.from(payload).toString('base64url'), 'c2lnbmF0dXJl'].join('.')

  expect(decodeToken(wide, now)).toMatchObject({ opensChats: true, opensFeedbacks: false, readOnly: false })
})

test('of a key only its ends are shown', () => {
  expect(decodeToken(key(claims), now).mask).toMatch(/^eyJh••••[\w-]{4}$/)
})

function key(body: object): string {
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${encoded({ alg: 'ES256', typ: 'JWT' })}.${encoded(body)}.${encoded({ signature: 'of nobody' })}`
}

function refusalOf(pasted: string): unknown {
  try {
    return decodeToken(pasted, now)
  } catch (error) {
    if (error instanceof KeyRefused) return error
    throw error
  }
}
