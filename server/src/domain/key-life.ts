import { between, DAY } from './time.ts'

/** How many days before its end a key is spoken of (WB contract §2.3). */
const warningDays = [14, 7, 3, 1] as const

/** The earliest warning, in milliseconds before the end. */
export const earliestWarning = warningDays[0] * DAY

/** When a key ends, and which warning was given for it last. */
export type KeyLife = { expiresAt: Date | null; expiryWarnedDays: number | null }

/** Which warning holds now: 14, 7, 3 or 1 days; null when the end is further away, is behind us, or is not known. */
export function expiryWarning({ expiresAt }: Pick<KeyLife, 'expiresAt'>, now: Date): number | null {
  if (!expiresAt || hasExpired({ expiresAt }, now)) return null
  const left = between(now, expiresAt)
  return warningDays.findLast((days) => left <= days * DAY) ?? null
}

/** The warning that has to be given now; null when it was given, or when there is nothing to warn of. Each is given once. */
export function warningToGive(key: KeyLife, now: Date): number | null {
  const days = expiryWarning(key, now)
  const isNews = days !== null && (key.expiryWarnedDays === null || days < key.expiryWarnedDays)
  return isNews ? days : null
}

export function hasExpired({ expiresAt }: Pick<KeyLife, 'expiresAt'>, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now
}
