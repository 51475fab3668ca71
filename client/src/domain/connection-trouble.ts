import type { Connected, LookedAt } from './channel-wait.ts'

const DAY = 24 * 60 * 60 * 1000

/** How long before its end a key is worth a warning. */
const KEY_WARNING_DAYS = 14

type Key = Pick<Connected, 'channels'> & { state: 'ACCEPTED' | 'REJECTED' | 'EXPIRED'; expiresAt: string | null }

export type ConnectionTrouble =
  | { kind: 'key_rejected'; expiredAt: Date | null }
  /** `channels` are those with this problem, or empty when it is the problem of all. */
  | { kind: 'sync_failed'; problem: string; channels: LookedAt['channel'][] }
  | { kind: 'key_expires'; at: Date }

/** What is wrong between us and the marketplace, the worst first; null when nothing needs a person. */
export function connectionTrouble(
  seller: { connection: Key | null; sync: { channels: readonly LookedAt[] } } | null,
  now: Date,
): ConnectionTrouble | null {
  if (!seller?.connection) return null

  const { state, expiresAt } = seller.connection
  const end = expiresAt === null ? null : new Date(expiresAt)
  if (end && end <= now) return { kind: 'key_rejected', expiredAt: end }
  if (state !== 'ACCEPTED') return { kind: 'key_rejected', expiredAt: null }

  const failure = failureOf(seller.connection, seller.sync.channels)
  // The news of a run comes before the news of the key.
  if (failure?.kind === 'sync_failed' && failure.problem === 'KEY') return { kind: 'key_rejected', expiredAt: null }
  if (failure) return failure
  return end && end.getTime() - now.getTime() <= KEY_WARNING_DAYS * DAY ? { kind: 'key_expires', at: end } : null
}

/** What a key never opened is no failure, and a spent budget is none either. */
function failureOf(key: Key, looks: readonly LookedAt[]): ConnectionTrouble | null {
  const opened = looks.filter(({ channel }) =>
    key.channels.some((one) => one.channel === channel && one.access !== 'DENIED'),
  )
  const failed = opened.filter((one) => one.status === 'ERROR')
  const worst = failed[0]
  if (!worst) return null

  const problem = worst.problem ?? 'INTERNAL'
  const alike = failed.filter((one) => (one.problem ?? 'INTERNAL') === problem).map(({ channel }) => channel)
  return { kind: 'sync_failed', problem, channels: alike.length === opened.length ? [] : alike }
}
