import { createHash } from 'node:crypto'
import { DAY } from './clock.ts'
import { Refused } from './errors.ts'

export type TokenType = 'personal' | 'service' | 'base' | 'test'

/** Whose row of the limits counts: a base token with the right secret lives as well as the others. */
export type Profile = TokenType | 'baseWithSecret'

/** What the gateway reads from a token. Signatures are not checked, because nobody but WB can. */
export type Token = {
  sid: string
  /** Tells this token from others of the same seller. */
  id: string
  type: TokenType
  /** Whom the budget belongs to: the seller, or the whole service for a service token. */
  owner: string
  isTest: boolean
  isReadOnly: boolean
  opens: (category: number) => boolean
}

export type TokenWish = {
  sid: string
  id: string
  categories: number[]
  readOnly: boolean
  /** Null leaves the claim out, as older tokens do. */
  acc: number | null
  expiresAt: number
  test: boolean
}

const READ_ONLY_BIT = 30

export function readToken(header: string | undefined, now: number): Token {
  if (header === undefined || header.trim() === '') throw unauthorized('empty Authorization header')

  const claims = claimsOf(bareToken(header))
  const { sid, exp } = claims
  if (typeof sid !== 'string' || sid === '') throw unauthorized('token problem; token has no seller')
  if (typeof exp === 'number' && exp * 1000 <= now) throw unauthorized('token expired')

  const mask = maskOf(claims.s)
  const type = typeOf(claims.acc)
  return {
    sid,
    id: idIn(claims, bareToken(header)),
    type,
    owner: type === 'service' && typeof claims.for === 'string' ? claims.for : sid,
    isTest: claims.t === true || type === 'test',
    isReadOnly: hasBit(mask, READ_ONLY_BIT),
    opens: (category) => hasBit(mask, category),
  }
}

/** What WB knows a token by. */
export function idOfToken(token: string): string {
  return idIn(claimsOf(bareToken(token)), bareToken(token))
}

const bareToken = (header: string) => header.trim().replace(/^bearer\s+/i, '')

function idIn({ id }: Record<string, unknown>, token: string): string {
  return typeof id === 'string' ? id : createHash('sha256').update(token).digest('hex')
}

/** A token like those the seller portal gives out, but worth nothing anywhere else. */
export function makeToken({ sid, id, categories, readOnly, acc, expiresAt, test }: TokenWish): string {
  const bits = readOnly ? [...categories, READ_ONLY_BIT] : categories
  const claims = {
    ...(acc === null ? {} : { acc }),
    ...(acc === 3 ? { for: 'self' } : {}),
    ...(acc === 4 ? { for: 'asid:simulated-service' } : {}),
    t: test,
    id,
    sid,
    s: MASK,
    exp: Math.floor(expiresAt / 1000),
  }
  const mask = bits.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n)
  const payload = JSON.stringify(claims).replace(`"${MASK}"`, String(mask))
  const signed = `${encoded(JSON.stringify({ alg: 'ES256', kid: 'simulator', typ: 'JWT' }))}.${encoded(payload)}`
  return `${signed}.${createHash('sha512').update(signed).digest('base64url')}`
}

// The mask is 64 bits wide, which a number of JavaScript is not: it is written and read as digits.
const MASK = 'mask'

export const TOKEN_LIFE = 180 * DAY

function claimsOf(token: string): Record<string, unknown> {
  const segments = token.split('.')
  if (segments.length !== 3) throw malformed('token contains an invalid number of segments')
  if (!segments.every((segment) => /^[\w-]*$/.test(segment))) {
    throw malformed('could not base64 decode signature: illegal base64 data at input byte 84')
  }

  try {
    const payload = Buffer.from(segments[1] ?? '', 'base64url').toString('utf8')
    const claims: unknown = JSON.parse(payload)
    const [, digits] = /"s"\s*:\s*(\d+)/.exec(payload) ?? []
    if (claims !== null && typeof claims === 'object') return { ...claims, ...(digits ? { s: digits } : {}) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw malformed('could not JSON decode claim')
}

/** A token that does not tell its type is budgeted as a base one. */
function typeOf(acc: unknown): TokenType {
  if (acc === 3) return 'personal'
  if (acc === 4) return 'service'
  return acc === 2 ? 'test' : 'base'
}

function maskOf(value: unknown): bigint {
  return typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : 0n
}

const hasBit = (mask: bigint, bit: number) => ((mask >> BigInt(bit)) & 1n) === 1n

const encoded = (json: string) => Buffer.from(json).toString('base64url')

const malformed = (detail: string) => unauthorized(`token problem; token is malformed: ${detail}`)

const unauthorized = (detail: string) => new Refused('gateway', 401, detail)
