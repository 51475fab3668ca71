import { APIError, createAuthMiddleware } from 'better-auth/api'
import type { Deps } from '#deps.ts'
import { isKnownPlace, placeKey, rememberPlace } from '#storage/sign-in-places.ts'
import { accountTries, countTry, forgetTries, placeTries } from '#storage/sign-in-tries.ts'
import { addressHeader } from './address.ts'

/** How many tries one account has, from all addresses together and from each that is known for it; `window` is in seconds. */
export const triesOfAccount = { window: 15 * 60, max: 10 }

type Needs = Pick<Deps, 'db' | 'clock'> & { secretKey: string }

/**
 * Refuses what the database cannot keep, and whoever tries one account too often. A sign-in that succeeds begins anew. Where its
 * owner has signed in before, an account has tries of its own: guesses from elsewhere do not use them up.
 */
export function signInHooks({ db, clock, secretKey }: Needs) {
  const allowance = { max: triesOfAccount.max, windowMs: triesOfAccount.window * 1000 }

  async function countedBy({ email, address }: Caller): Promise<string> {
    const place = address === null ? null : placeKey({ email, address }, secretKey)
    return place !== null && (await isKnownPlace(db, place, clock.now())) ? placeTries(place) : accountTries(email)
  }

  return {
    before: createAuthMiddleware(async ({ path, body, headers }) => {
      if (holdsNul(body))
        throw new APIError('BAD_REQUEST', { message: 'A value holds U+0000, which no text can have.' })
      const caller = callerOf(body, headers)
      if (path !== '/sign-in/email' || !caller) return
      const now = clock.now()
      const next = await countTry(db, await countedBy(caller), allowance, now)
      if (next) throw tooMany(next, now)
    }),
    after: createAuthMiddleware(async ({ body, headers, context }) => {
      const caller = callerOf(body, headers)
      if (!caller || !context.newSession) return
      await forgetTries(db, await countedBy(caller))
      const { email, address } = caller
      if (address !== null) await rememberPlace(db, placeKey({ email, address }, secretKey), clock.now())
    }),
  }
}

type Caller = { email: string; address: string | null }

/** The account that somebody names, and where the request comes from. */
function callerOf(body: unknown, headers: Headers | undefined): Caller | null {
  if (!isObject(body) || typeof body.email !== 'string') return null
  return { email: body.email, address: headers?.get(addressHeader) ?? null }
}

function holdsNul(body: unknown): boolean {
  return isObject(body) && Object.values(body).some((value) => typeof value === 'string' && value.includes('\u0000'))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** In the words of the limit by address, so that nobody learns which of the two it was. */
function tooMany(next: Date, now: Date): APIError {
  const seconds = String(Math.ceil((next.getTime() - now.getTime()) / 1000))
  return new APIError(
    'TOO_MANY_REQUESTS',
    { message: 'Too many requests. Please try again later.' },
    { 'X-Retry-After': seconds, 'Retry-After': seconds },
  )
}
