import { between, chance, type Random } from './random.ts'

/** Trouble on demand: requests that fit go wrong, before or after they had their effect. */
export type Trouble = TroubleWish & {
  /** Its own stream of chance, so that the same requests meet the same troubles. */
  random: Random
}

export type TroubleWish = {
  sid?: string
  /** How the path begins. */
  path: string
  method?: string
  /** How often it still strikes; without it there is no end but `until`. */
  times?: number
  /** How likely it strikes a request that fits, from 0 to 1. */
  probability: number
  /** From and until when, on the simulated clock. */
  from?: number
  until?: number
  /** A status, or the way the answer is lost. */
  status: number | Mishap
  /** The request does what it asks, and only its answer is spoiled. */
  appliedFirst: boolean
  /** Real milliseconds before the answer, or a range to pick from. */
  delayMs: number | [low: number, high: number]
  /** For a 429: how long to stay away. */
  retrySeconds?: number
  /** A 429 that does not say when to come back. */
  withoutHeaders: boolean
  /** A 429 of the limiter that stands in front of all methods. */
  isGlobal: boolean
  /** Sent instead of the usual body, under this content type. */
  body?: string
  type?: string
  /** Sent with it, over what the marketplace would send. */
  headers?: Record<string, string>
}

/** How an answer is lost, and what that looks like to the caller. */
export const mishaps = {
  reset: 'Соединение рвётся, ответа нет.',
  cut: 'Соединение рвётся сразу после заголовков.',
  truncated: 'Приходит половина тела, потом соединение рвётся.',
  hang: 'Ответ не приходит никогда.',
  slow: 'Ответ верный, но приходит после delayMs.',
  html: '200 и страница HTML вместо JSON.',
  empty: '200 и пустое тело.',
  error: '200 и error: true в теле.',
  additional: '200 и непустой additionalErrors.',
} as const

export type Mishap = keyof typeof mishaps

export const isMishap = (value: unknown): value is Mishap => typeof value === 'string' && Object.hasOwn(mishaps, value)

type Request = { sid: string; method: string; path: string; now: number }

/** The first trouble that strikes this request. */
export function troubleFor(troubles: Trouble[], request: Request): Trouble | undefined {
  return troubles.find((one) => fits(one, request) && (one.probability >= 1 || chance(one.random) < one.probability))
}

/** One of its times is over; what is over altogether is forgotten. */
export function useUp(troubles: Trouble[], trouble: Trouble): Trouble[] {
  if (trouble.times === undefined) return troubles
  trouble.times -= 1
  return trouble.times > 0 ? troubles : troubles.filter((one) => one !== trouble)
}

export function delayOf({ delayMs, random }: Trouble): number {
  return typeof delayMs === 'number' ? delayMs : Math.round(between(random, ...delayMs))
}

function fits({ path, sid, method, from, until }: Trouble, request: Request): boolean {
  if (!request.path.startsWith(path) || (sid !== undefined && sid !== request.sid)) return false
  if (method !== undefined && method !== request.method) return false
  return request.now >= (from ?? Number.NEGATIVE_INFINITY) && request.now < (until ?? Number.POSITIVE_INFINITY)
}
