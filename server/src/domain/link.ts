import type { Channel, Intent } from './interaction.ts'

/** What of an interaction decides with what others it belongs together. */
export type LinkSide = {
  id: string
  channel: Channel
  externalId: string
  isDemo: boolean
  orderId: string | null
  customerId: string | null
  customerIdKind: 'none' | 'wb_customer' | 'legacy_client_id'
  /** The marketplace's id of the review that this one supplements. */
  parentExternalId: string | null
  nmId: string | null
  productArticle: string | null
  /** When the buyer wrote; null if the marketplace did not say. */
  occurredAt: Date | null
  intent: Intent | null
  customerName: string | null
  /** The buyer's words; of a chat a message a line. */
  text: string | null
}

/** Why two interactions certainly belong together, the strongest reason first (domain §7.2). */
export const matchReasons = [
  'order_id_exact',
  'feedback_chain_exact',
  'customer_id_exact',
  'nm_id_time_window',
  'article_time_window',
] as const
export type MatchReason = (typeof matchReasons)[number]

/** What speaks for a probable link (domain §7.3). */
export const linkSignals = [
  'nm_id_within_7d',
  'article_within_7d',
  'time_within_24h',
  'semantic_match',
  'semantic_partial',
  'name_match',
  'name_partial',
  'extra_reference',
] as const
export type LinkSignal = (typeof linkSignals)[number]

/** What an operator said of a link. */
export type Verdict = 'none' | 'correct' | 'incorrect'

/** A relation of two interactions. `confidence` counts hundredths: 0 to 100. */
export type Link =
  | { type: 'deterministic'; reason: MatchReason; confidence: number; isLegacyOnly: boolean }
  | { type: 'probabilistic'; signals: LinkSignal[]; confidence: number }
