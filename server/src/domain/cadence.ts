import type { Channel } from './interaction.ts'
import { between, HOUR } from './time.ts'

export type TokenType = 'personal' | 'service' | 'base' | 'test'

/** Whether a key may ask only a few times an hour: a base key, unless WB gave our service a secret (WB contract §3.1). */
export function isStarved(tokenType: TokenType, { wbClientSecret }: { wbClientSecret: string | null }): boolean {
  return tokenType === 'base' && wbClientSecret === null
}

/** How often a channel is looked at, in milliseconds (domain §16.1). A base key may ask once an hour (WB contract §3). */
export function cadenceOf(
  channel: Channel,
  tokenType: TokenType,
  { syncEveryMs, chatSyncEveryMs, wbClientSecret }: Pace,
): number {
  const wanted = channel === 'chat' ? chatSyncEveryMs : syncEveryMs
  return isStarved(tokenType, { wbClientSecret }) ? Math.max(wanted, HOUR) : wanted
}

type Pace = { syncEveryMs: number; chatSyncEveryMs: number; wbClientSecret: string | null }

/**
 * Whether a run has to look for news before it goes on with the past. It always does, but for a key with so few requests that the
 * past would never get one: there once in a while is enough.
 */
export function isPassDue(
  passedAt: Date | null,
  now: Date,
  { pause, isPoor }: { pause: number; isPoor: boolean },
): boolean {
  return !isPoor || passedAt === null || between(passedAt, now) >= pause
}
