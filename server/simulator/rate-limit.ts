import { DAY, HOUR, MINUTE, SECOND } from './clock.ts'
import type { Knobs } from './knobs.ts'
import type { Profile } from './token.ts'

export type Group =
  | 'feedbacks'
  | 'chats'
  | 'events'
  | 'message'
  | 'download'
  | 'claims'
  | 'claim'
  | 'ping'
  | 'seller-info'

type Rate = { intervalMs: number; burst: number }

const hourly: Rate = { intervalMs: HOUR, burst: 1 }
const chat: Rate = { intervalMs: SECOND, burst: 10 }
const claims: Rate = { intervalMs: 3 * SECOND, burst: 10 }

const ping: Rate = { intervalMs: 10 * SECOND, burst: 3 }

/** Personal, service, test and "base with secret" live well; a base token without a secret starves. */
export const rates: Record<Group, { usual: Rate; base: Rate }> = {
  feedbacks: { usual: { intervalMs: 333, burst: 6 }, base: { intervalMs: 12 * MINUTE, burst: 1 } },
  chats: { usual: chat, base: hourly },
  events: { usual: chat, base: hourly },
  message: { usual: chat, base: hourly },
  download: { usual: chat, base: { intervalMs: 6 * MINUTE, burst: 1 } },
  claims: { usual: claims, base: hourly },
  claim: { usual: claims, base: hourly },
  ping: { usual: ping, base: ping },
  'seller-info': { usual: { intervalMs: MINUTE, burst: 10 }, base: { intervalMs: DAY, burst: 1 } },
}

export type Spending = {
  owner: string
  sid: string
  profile: Profile
  group: Group
  /** Which of WB's hosts was asked, where each has a budget of its own. */
  host: string
  knobs: Knobs
  now: number
}

// Something is always lost in adding fractions; whoever comes at the promised second is let in.
const LOST = 1e-9

/** What the caller may still do, or when to come back. */
export type Budget =
  | { kind: 'granted'; remaining: number }
  | { kind: 'exhausted'; retrySeconds: number; limit: number; resetSeconds: number }

type Bucket = { sid: string; tokens: number; at: number; closedUntil: number }

export type Buckets = {
  /** Pays for one request, or tells how long to wait. */
  spend(spending: Spending): Budget
  /** Refused requests may cost more than one. */
  fine(spending: Spending, requests: number): void
  clear(sid?: string): void
}

export function createBuckets(): Buckets {
  const buckets = new Map<string, Bucket>()

  function refilled({ owner, sid, profile, group, host, knobs, now }: Spending): { bucket: Bucket; rate: Rate } {
    const rate = rateFor(group, profile, knobs)
    const key = `${owner} ${profile} ${group} ${group === 'ping' ? host : ''}`
    const bucket = buckets.get(key) ?? { sid, tokens: rate.burst, at: now, closedUntil: 0 }
    const earned = Math.max(0, now - bucket.at) / rate.intervalMs

    bucket.tokens = Math.min(rate.burst, bucket.tokens + earned)
    bucket.at = now
    buckets.set(key, bucket)
    return { bucket, rate }
  }

  return {
    spend: (spending) => {
      const { bucket, rate } = refilled(spending)
      const { knobs, now } = spending
      if (!knobs.rateLimits) return { kind: 'granted', remaining: rate.burst }

      if (bucket.tokens < 1 - LOST || now < bucket.closedUntil) {
        const penaltyMs = Math.max(knobs.penaltyMs, isNewlyOverrun(bucket, spending) ? knobs.pingBlockMs : 0)
        if (penaltyMs > 0) bucket.closedUntil = now + penaltyMs
        return exhausted(bucket, rate, now)
      }

      bucket.tokens -= 1
      return { kind: 'granted', remaining: Math.max(0, Math.floor(bucket.tokens + LOST)) }
    },
    fine: (spending, requests) => {
      const { bucket } = refilled(spending)
      bucket.tokens -= requests
    },
    clear: (sid) => {
      for (const [key, bucket] of buckets) if (sid === undefined || bucket.sid === sid) buckets.delete(key)
    },
  }
}

export function burstOf(group: Group, profile: Profile): number {
  return profile === 'base' ? rates[group].base.burst : rates[group].usual.burst
}

/** Automated use of `/ping` gets it closed for a while. */
const isNewlyOverrun = ({ closedUntil }: Bucket, { group, now }: Spending) => group === 'ping' && now >= closedUntil

function rateFor(group: Group, profile: Profile, { rateScale }: Knobs): Rate {
  const { intervalMs, burst } = profile === 'base' ? rates[group].base : rates[group].usual
  return { intervalMs: intervalMs / rateScale, burst }
}

function exhausted({ tokens, closedUntil }: Bucket, { intervalMs, burst }: Rate, now: number): Budget {
  const nextMs = Math.max((1 - tokens) * intervalMs, closedUntil - now)
  const fullMs = Math.max((burst - tokens) * intervalMs, closedUntil - now)
  return {
    kind: 'exhausted',
    retrySeconds: Math.max(1, Math.ceil(nextMs / SECOND)),
    limit: burst,
    resetSeconds: Math.max(1, Math.ceil(fullMs / SECOND)),
  }
}
