import type { Rated } from '#domain/analytics.ts'

/**
 * A third party that knows public ratings, for gaps of analytics only (domain §5). It has no way to give an item of the inbox: no
 * texts, no buyers, no ids pass through here. Calls never throw for what the third party does; they tell it.
 */
export interface AnalyticsSource {
  readonly source: 'wbcon_fallback'
  /** Gives the task of collecting a product's ratings. */
  begin(nmId: string): Promise<Begun>
  /** The ratings of a task, once it is done. */
  collect(nmId: string, taskId: string): Promise<Collected>
}

export type Begun = { kind: 'begun'; taskId: string } | Setback
export type Collected =
  | { kind: 'ready'; ratings: Rated[] /** Share of the product's ratings that these are, 0 to 1. */; coverage: number }
  | { kind: 'pending' }
  | Setback

/**
 * `later`: too many requests, come again then. `failed`: trouble that may pass. `lost`: the task is no more, give it anew.
 * `refused`: this product, or this key, and asking again soon changes nothing.
 */
export type Setback =
  | { kind: 'later'; retryAt: Date }
  | { kind: 'failed'; detail: string }
  | { kind: 'lost'; detail: string }
  | { kind: 'refused'; detail: string }
