import { createHash } from 'node:crypto'
import { after } from '#domain/time.ts'
import type { Db } from './db.ts'

/** How many tries one account has within a window. */
type Tries = { max: number; windowMs: number }

/**
 * Counts a try to sign in, by `accountTries` or `placeTries`, whether there is such an account or not. Null when it may be made,
 * else when the next may. All processes count together.
 */
export async function countTry(db: Db, key: string, { max, windowMs }: Tries, now: Date): Promise<Date | null> {
  const [row] = await db.query<{ count: number; since: Date }>(countStatement, [key, now.getTime(), windowMs])
  return row && row.count > max ? after(row.since, windowMs) : null
}

/** Begins anew for whoever has shown that the account is theirs. */
export async function forgetTries(db: Db, key: string): Promise<void> {
  await db.query(forgetStatement, [key])
}

/** One account, however its address was typed. As a digest, because a stranger may send anything for an address. */
export function accountTries(email: string): string {
  return `account:${createHash('sha256').update(email.trim().toLowerCase()).digest('base64url')}`
}

/** Tries from one place that is known for the account. */
export function placeTries(place: string): string {
  return `place:${place}`
}

// `last_request` is the first try of the window here, so that tries which are refused do not make it longer.
const isOver = 'tries.last_request <= $2::bigint - $3::bigint'

const countStatement = {
  name: 'sign_in_try',
  text: `
    INSERT INTO rate_limit AS tries (id, key, count, last_request) VALUES ($1, $1, 1, $2::bigint)
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN ${isOver} THEN 1 ELSE tries.count + 1 END,
      last_request = CASE WHEN ${isOver} THEN $2::bigint ELSE tries.last_request END
    RETURNING count, to_timestamp(last_request / 1000.0) AS since`,
}

const forgetStatement = { name: 'sign_in_tries_forgotten', text: 'DELETE FROM rate_limit WHERE key = $1' }
