import type { Clock } from '#clock.ts'
import { isStarved, type TokenType } from '#domain/cadence.ts'
import { after, between, HOUR, MINUTE, SECOND } from '#domain/time.ts'
import { NotExecuted } from './errors.ts'

/** Methods that the marketplace counts together (WB contract §3.1). */
export type BudgetGroup = 'feedbacks' | 'chats' | 'events' | 'message' | 'download'

/** Who asks, the first in line first: an operator's write, its reading back, what waits for an answer, everything else, the past. */
export type Lane = 'write' | 'readback' | 'unanswered' | 'rest' | 'backfill'

const lanes: readonly Lane[] = ['write', 'readback', 'unanswered', 'rest', 'backfill']

/** How many requests are left, for one seller. Nothing here sleeps. */
export type RateBudget = {
  /** Takes one request. Throws `NotExecuted` with the time of the next one when there is none. */
  take(group: BudgetGroup, lane?: Lane): Promise<void>
  /** The marketplace said to slow down. Without a time it is ours to choose: longer every time. Returns it. */
  slowDown(group: BudgetGroup, until: Date | null): Promise<Date>
  /** The marketplace answered and said how many requests it would still take. */
  heard(group: BudgetGroup, remaining: number | null): Promise<void>
  /** A reading came to nothing by a fault of the marketplace: after some in a row its host is left alone for a while. */
  stumbled(group: BudgetGroup): Promise<void>
}

export type Allowance = { capacity: number; refillMs: number; reserve: number; lane?: number; gate?: string }

/** Where the buckets are kept, for all processes together. */
export interface RateBuckets {
  /** Takes one token: null. Or tells when there will be one, and whether the marketplace closed the bucket. */
  take(key: string, allowance: Allowance, now: Date): Promise<{ freeAt: Date; closedUntil: Date | null } | null>
  /** Nothing may be taken before this; then there is one token, if the time in which one comes back is told. */
  close(key: string, until: Date, now: Date, refillMs?: number): Promise<void>
  /** There is no more left than this, whatever was counted. */
  atMost(key: string, allowance: Allowance, left: number, now: Date): Promise<void>
  /** Counts a trouble; returns how many there were in a row before it. */
  strike(key: string, now: Date): Promise<number>
  /** The troubles are over. */
  forgive(keys: string[]): Promise<void>
}

/** The shop whose requests are counted: all keys of one type share a bucket, and all shops of a service (WB contract §3.1). */
export type Payer = { marketplaceSellerId: string; tokenType: TokenType; serviceId?: string | null }

/** The secret that WB gave our service, if it did: base keys are no longer poor with it. */
export type Secret = { wbClientSecret: string | null }

export function rateBudget(buckets: RateBuckets, clock: Clock, payer: Payer, secret: Secret): RateBudget {
  const isPoor = isStarved(payer.tokenType, secret)
  const keyOf = (group: BudgetGroup) => `wb:${accountOf(payer, isPoor)}:${group}`

  return {
    async take(group, lane = 'rest') {
      const refusal = await buckets.take(keyOf(group), allowanceFor(group, lane, isPoor), clock.now())
      if (!refusal) return
      const { freeAt, closedUntil } = refusal
      const told = { closedUntil, isHeldBack: true }
      throw new NotExecuted('rate_limit', freeAt, `The budget of ${group} is spent`, null, told)
    },
    async slowDown(group, until) {
      const [key, now] = [keyOf(group), clock.now()]
      const closedUntil = until ?? after(now, pauseAfter(await buckets.strike(key, now), 300))
      await buckets.close(key, closedUntil, now, allowanceFor(group, 'write', isPoor).refillMs)
      return closedUntil
    },
    async heard(group, remaining) {
      const key = keyOf(group)
      await buckets.forgive([key, gateOf(group)])
      const allowance = allowanceFor(group, 'write', isPoor)
      if (remaining !== null && remaining < allowance.capacity)
        await buckets.atMost(key, allowance, remaining, clock.now())
    },
    async stumbled(group) {
      const [gate, now] = [gateOf(group), clock.now()]
      const strikes = (await buckets.strike(gate, now)) - toleratedFaults
      if (strikes >= 0) await buckets.close(gate, after(now, pauseAfter(strikes, 60)), now)
    },
  }
}

/** Faults in a row that may be chance, or the misfortune of one shop. */
const toleratedFaults = 5

function accountOf({ marketplaceSellerId, tokenType, serviceId }: Payer, isPoor: boolean): string {
  if (tokenType === 'service' && serviceId) return `service ${serviceId}`
  return `${marketplaceSellerId}:${tokenType === 'base' && !isPoor ? 'base with secret' : tokenType}`
}

/** One door for each host: a fault of the chats says nothing about the reviews (WB contract §12.6). */
function gateOf(group: BudgetGroup): string {
  return `wb-host:${group === 'feedbacks' ? 'feedbacks' : 'chat'}`
}

/**
 * Puts the caller aside until then: its place at work goes to others. False: it must not go on.
 */
export type Aside = (until: Date) => Promise<boolean>

/**
 * Takes one request at the pace of the bucket. Whoever can be put aside keeps its place in a listing over the pauses between two
 * requests: cut there, no listing would ever be whole, and only a whole one tells what is not on it any more. Whoever cannot, who
 * must wait longer, and everybody on a poor key, ends and comes back.
 */
export async function takeInTurn(
  { budget, clock, aside }: { budget: RateBudget; clock: Clock; aside?: Aside | undefined },
  group: BudgetGroup,
  lane: Lane,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await budget.take(group, lane)
    } catch (error) {
      const until = error instanceof NotExecuted ? error.retryAt : null
      const isSoon = until !== null && between(clock.now(), until) <= longestPause && tries <= mostPauses
      if (!aside || !isSoon || !(await aside(until))) throw error
    }
  }
}

const longestPause = 2 * SECOND
const mostPauses = 5

/** Where writes and readings share a bucket that is deep enough, those who come later leave something for those who go first. */
function allowanceFor(group: BudgetGroup, lane: Lane, isPoor: boolean): Allowance {
  const allowance = (isPoor ? starved : usual)[group]
  const gate = lane === 'write' ? {} : { gate: gateOf(group) }
  return {
    ...allowance,
    reserve: group === 'feedbacks' && !isPoor ? reserves[lane] : 0,
    lane: lanes.indexOf(lane),
    ...gate,
  }
}

const reserves: Record<Lane, number> = { write: 0, readback: 1, unanswered: 1, rest: 2, backfill: 3 }

// A little below the marketplace's figures: a request that travels faster than the one before must not come too early, and for
// going over those of reviews and questions the marketplace once closed the channel for a minute.
const usual: Record<BudgetGroup, { capacity: number; refillMs: number }> = {
  feedbacks: { capacity: 4, refillMs: 400 },
  chats: { capacity: 8, refillMs: 1050 },
  events: { capacity: 8, refillMs: 1050 },
  message: { capacity: 8, refillMs: 1050 },
  download: { capacity: 8, refillMs: 1050 },
}

const travel = 5 * SECOND

const starved: Record<BudgetGroup, { capacity: number; refillMs: number }> = {
  feedbacks: { capacity: 1, refillMs: 12 * MINUTE + travel },
  chats: { capacity: 1, refillMs: HOUR + travel },
  events: { capacity: 1, refillMs: HOUR + travel },
  message: { capacity: 1, refillMs: HOUR + travel },
  download: { capacity: 1, refillMs: 6 * MINUTE + travel },
}

/** 1, 2, 4 … seconds, with jitter, so that those who were sent away together do not come back together (WB contract §3.2). */
function pauseAfter(strikes: number, mostSeconds: number): number {
  return Math.min(2 ** Math.min(strikes, 20), mostSeconds) * SECOND * (0.8 + 0.4 * Math.random())
}
