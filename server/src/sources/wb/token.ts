import type { TokenType } from '#domain/cadence.ts'
import { KeyRefused } from '#domain/errors.ts'

/** What a WB key says about itself (WB contract §2.2). */
export type TokenFacts = {
  /** The bare key, as it goes into the header. */
  token: string
  /** `sid`: tells whether two keys open the same shop. */
  marketplaceSellerId: string
  tokenType: TokenType
  opensFeedbacks: boolean
  opensChats: boolean
  readOnly: boolean
  /** The service that a service key belongs to, where the key tells. */
  serviceId: string | null
  expiresAt: Date | null
  /** What may be shown of it. */
  mask: string
}

/** Reads a key as a person pasted it, without asking anybody. Throws `KeyRefused` for one that can never work. */
export function decodeToken(pasted: string, now: Date): TokenFacts {
  const token = bareToken(pasted)
  const claims = claimsOf(token)
  const bits = maskOf(claims.s)
  const expiresAt = typeof claims.exp === 'number' ? new Date(claims.exp * 1000) : null

  if (typeof claims.sid !== 'string' || claims.sid === '') throw new KeyRefused('malformed')
  if (claims.t === true) throw new KeyRefused('test_key')
  if (expiresAt && expiresAt <= now) throw new KeyRefused('expired', expiresAt)

  return {
    token,
    marketplaceSellerId: claims.sid,
    tokenType: tokenTypes.get(claims.acc) ?? 'base',
    opensFeedbacks: has(bits, 7n),
    opensChats: has(bits, 9n),
    readOnly: has(bits, 30n),
    serviceId: serviceIn(claims),
    expiresAt,
    mask: maskedToken(token),
  }
}

/** `eyJh••••3f9c`: enough to tell two keys apart, not enough to use one. */
function maskedToken(token: string): string {
  return `${token.slice(0, 4)}••••${token.slice(-4)}`
}

// Keys are pasted with `Bearer`, quotes and line breaks around them, and broken by mail programs.
function bareToken(pasted: string): string {
  return pasted
    .replace(/["'`«»“”\s\u200b\ufeff]/g, ' ')
    .trim()
    .replace(/^authorization:\s*/i, '')
    .replace(/^bearer\s+/i, '')
    .replaceAll(' ', '')
}

function claimsOf(token: string): Record<string, unknown> {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw new KeyRefused('malformed')
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')
    const claims: unknown = JSON.parse(payload)
    if (claims !== null && typeof claims === 'object' && !Array.isArray(claims))
      return { ...claims, ...exactMaskIn(payload) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new KeyRefused('malformed')
}

/** The service of a key that is kept already. */
export function serviceOf(token: string): string | null {
  return serviceIn(claimsOf(token))
}

function serviceIn({ for: owner }: Record<string, unknown>): string | null {
  return typeof owner === 'string' && owner.startsWith('asid:') ? owner.slice('asid:'.length) : null
}

// A key without a type is old, and gets the budget of the poorest (WB contract §2.2).
const tokenTypes = new Map<unknown, TokenType>([
  [1, 'base'],
  [2, 'test'],
  [3, 'personal'],
  [4, 'service'],
])

/** The mask is 64 bits wide, and a number of JavaScript keeps 53 of them: its digits are read as they stand there. */
function exactMaskIn(payload: string): { s?: string } {
  const digits = /[{,]\s*"s"\s*:\s*(\d+)\s*[,}]/.exec(payload)?.[1]
  return digits ? { s: digits } : {}
}

function maskOf(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value)
  return typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : 0n
}

function has(mask: bigint, bit: bigint): boolean {
  return ((mask >> bit) & 1n) === 1n
}
