import type { Clock } from '#clock.ts'
import type { Deps } from '#deps.ts'
import { isStarved } from '#domain/cadence.ts'
import type { AnalyticsSource } from './analytics-source.ts'
import type { Connector } from './connector.ts'
import type { ProductCards } from './product-cards.ts'
import { type Aside, type Payer, type RateBuckets, type RateBudget, rateBudget, type Secret } from './rate-budget.ts'
import { openChats } from './wb/chats.ts'
import { createWbClient } from './wb/client.ts'
import { openProductCards } from './wb/product-card.ts'
import { openQuestions } from './wb/questions.ts'
import { openReviews } from './wb/reviews.ts'
import { serviceOf } from './wb/token.ts'
import { openWbcon } from './wbcon/wbcon.ts'

/** A seller's key, opened. */
export type OpenConnection = Payer & {
  token: string
  opensFeedbacks: boolean
  opensChats: boolean
  readOnly: boolean
}

export type SourceDeps = Pick<Deps, 'config' | 'clock' | 'log'> & { buckets: RateBuckets }

/** Which connector serves which channel: one for each that the key opens. Readings that may be put aside say where. */
export function openConnectors(
  { config, clock, log, buckets }: SourceDeps,
  connection: OpenConnection,
  aside?: Aside,
): Connector[] {
  const budget = budgetOf({ config, clock, buckets }, connection)
  const client = createWbClient({ config, clock, budget, aside }, connection)
  const isPoor = isStarved(connection.tokenType, config)

  return [
    ...(connection.opensFeedbacks
      ? [openReviews({ client, clock }, { isPoor }), openQuestions({ client, clock }, { isPoor })]
      : []),
    ...(connection.opensChats
      ? [openChats({ client, clock, log, mostFileBytes: config.chatFileBytes }, { isPoor })]
      : []),
  ]
}

/** The budget that a key spends: its shop's, or its service's. */
export function budgetOf(
  { config, clock, buckets }: { config: Secret; clock: Clock; buckets: RateBuckets },
  connection: OpenConnection,
): RateBudget {
  const serviceId = connection.tokenType === 'service' ? serviceOf(connection.token) : null
  return rateBudget(buckets, clock, { ...connection, serviceId }, config)
}

/** Public cards of products, unless nobody wants them read. */
export function openCards({
  wbCardsUrl: url,
  wbTimeoutMs: timeoutMs,
}: Pick<SourceDeps['config'], 'wbCardsUrl' | 'wbTimeoutMs'>): ProductCards | null {
  return url === null ? null : openProductCards({ url, timeoutMs })
}

/** The third party that fills gaps of analytics, if one is configured. */
export function openAnalyticsSource({
  config,
  clock,
  buckets,
}: Pick<SourceDeps, 'config' | 'clock' | 'buckets'>): AnalyticsSource | null {
  const { wbcon, wbTimeoutMs: timeoutMs } = config
  return wbcon && openWbcon({ wbcon, timeoutMs, clock, buckets })
}
