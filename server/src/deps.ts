import type { AskModel } from './ai/model.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { ContractReport } from './domain/contract.ts'
import type { Channel } from './domain/interaction.ts'
import type { Log } from './log.ts'
import type { AnalyticsSource } from './sources/analytics-source.ts'
import type { Connector } from './sources/connector.ts'
import type { ProductCards } from './sources/product-cards.ts'
import type { Aside, RateBuckets } from './sources/rate-budget.ts'
import type { Db } from './storage/db.ts'
import type { Seal } from './storage/secrets.ts'

/** What the parts of the server are handed. A function takes the few of these that it needs: `Pick<Deps, 'db' | 'clock'>`. */
export type Deps = {
  config: Config
  db: Db
  clock: Clock
  log: Log
  seal: Seal
  /** This process' name in claims. */
  owner: string
  /** How many requests are left for each shop: one count for all processes. */
  buckets: RateBuckets
  /** The seller's connectors, one for each channel that its key opens; none without a key. They wait for budget only `aside`. */
  connectors(sellerId: string, aside?: Aside): Promise<Connector[]>
  /** Runs a channel that the caller has claimed, while the caller waits. Returns the run's id; null when it was taken over. */
  runNow(sellerId: string, channel: Channel): Promise<string | null>
  /** Compares the marketplace's answers with what we expect, with the seller's key; null when there is no key. */
  contract(sellerId: string, aside?: Aside): Promise<ContractReport | null>
  /** The third party that fills gaps of analytics; null when none is configured. */
  fallback: AnalyticsSource | null
  /** Where public cards of products are read; null when they are not. */
  cards: ProductCards | null
  /** Asks a language model. */
  askModel: AskModel
  /** Tells the worker that something may be due. */
  wake(): void
}
