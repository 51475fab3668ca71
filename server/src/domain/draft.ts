import { mustStop } from './escalation-effect.ts'
import { fingerprint } from './guardrail-policy.ts'
import type { Finding } from './guardrails.ts'
import type { EscalationReason, Intent, Sentiment } from './interaction.ts'
import type { ActionMode } from './link-policy.ts'
import type { ModelUrgency } from './priority.ts'
import { between, DAY, HOUR, MINUTE, SECOND } from './time.ts'

/** Whose words a draft has: a model's, a text for simple praise, or one that stands when nothing better can be written. */
export const draftOrigins = ['model', 'template', 'fallback'] as const
export type DraftOrigin = (typeof draftOrigins)[number]

/** Why no model wrote, in one word. */
export const fallbackReasons = [
  'disabled',
  'no_credentials',
  'unknown_provider',
  'no_words',
  'timeout',
  'rate_limited',
  'unavailable',
  'key_refused',
  'refused',
  'network',
  'unreadable',
  'guardrail',
] as const
export type FallbackReason = (typeof fallbackReasons)[number]

/**
 * Why a draft no longer says what would be written now: the buyer has said something else, the seller has answered, drafts are written by
 * somebody else or by other rules, the card of the product has come or says something else, operators have said more of what belongs together, or a model may
 * be well again in whose place a text stood.
 */
export type OutdatedBy = 'buyer_wrote' | 'seller_wrote' | 'terms_changed' | 'card_changed' | 'links_judged' | 'stood_in'

/** What a fact is that a draft is based on (domain §9.6), the most telling ones first. */
export const groundingKinds = [
  'product_card',
  'rating',
  'intent',
  'past_answer',
  'template',
  'complaint_stats',
  'thread_step',
  'customer_profile',
  'conversation',
  'tone',
] as const
export type GroundingKind = (typeof groundingKinds)[number]

/** A fact that a draft is based on. `ref` is the id of what it comes from, where it has one. */
export type Grounding = { kind: GroundingKind; ref: string | null; excerpt: string; source: string }

/** A relation that was told to the writer. */
export type UsedLink = {
  interactionId: string
  type: 'deterministic' | 'probabilistic'
  confidence: number
  mode: ActionMode
  signals: string[]
}

/** Why a draft reads as it does (domain §9.6). */
export type Explanation = { grounding: Grounding[]; links: UsedLink[]; findings: Finding[] }

/** A text proposed to an operator. Nothing leaves without her. */
export type Draft = {
  text: string
  origin: DraftOrigin
  fallbackReason: FallbackReason | null
  intent: string | null
  sentiment: Sentiment | null
  /** How urgent the item is, as a model read it; null when none wrote. */
  urgency: ModelUrgency | null
  /** One sentence of the model about its answer; null when no model wrote. */
  reason: string | null
  needsEscalation: boolean
  escalationReason: string | null
  provider: string | null
  model: string | null
  promptVersion: string
  policyVersion: string
  contentHash: string
  latencyMs: number
  explanation: Explanation
}

/** What a draft depends on. Two items that agree in it would get the same draft (domain §9.4). */
export type DraftBasis = {
  text: string | null
  rating: number | null
  lastBuyerMessageId: string | null
  /** What a model is told of the product; null where none writes. */
  product: string | null
  /** The seller's answers that a model is told, in the words in which it is told them. */
  pastAnswers: readonly string[]
  /** The same of what else this buyer said. */
  steps: readonly string[]
  tone: string
  /** Provider and model, or why no model is asked. */
  writer: string
  promptVersion: string
  policyVersion: string
}

export function contentHashOf(basis: DraftBasis): string {
  const { text, rating, lastBuyerMessageId, product, pastAnswers, steps, tone, writer } = basis
  const { promptVersion, policyVersion } = basis
  const parts = [text, rating, lastBuyerMessageId, product, [...pastAnswers].sort(), steps, tone, writer]
  return fingerprint(JSON.stringify([...parts, promptVersion, policyVersion]))
}

type Known = Pick<Draft, 'contentHash' | 'fallbackReason'> & { createdAt: Date }

/** Whether a draft still says what would be written now. A text that only stood in for a model in trouble does not. */
export function mayReuse(draft: Known, contentHash: string, lastReplyAt: Date | null): boolean {
  if (draft.contentHash !== contentHash || (lastReplyAt !== null && lastReplyAt >= draft.createdAt)) return false
  return !isStopgap(draft.fallbackReason)
}

/** Whether a text only stands in for a model in trouble, so that one may well be written soon. */
export function isStopgap(reason: FallbackReason | null): boolean {
  return reason !== null && !lasting.includes(reason)
}

/** Whether a model was asked and wrote nothing that may be sent. */
export function cameToNothing(reason: FallbackReason | null): boolean {
  return isStopgap(reason) || reason === 'guardrail'
}

/** How long a model in trouble is left alone with an item, so many times in a row it wrote nothing for it: a quarter of an hour, then twice as long each time. */
export function pauseAfterTrouble(troubles: number): number {
  return Math.min(15 * MINUTE * 2 ** (Math.min(troubles, 20) - 1), 6 * HOUR)
}

/** From so many failures in a row on a turn is put aside: nothing else waits behind it, and another subject or other terms begin it anew. */
export const mostFailures = 5

/**
 * How long a turn waits whose writing broke off so many times in a row; one that is put aside is tried once more a day later. Null: not any
 * more by the clock.
 */
export function pauseAfterFailure(failures: number): number | null {
  if (failures < mostFailures) return SECOND * 30 * 2 ** (failures - 1)
  return failures === mostFailures ? DAY : null
}

const lasting: readonly FallbackReason[] = ['disabled', 'no_credentials', 'unknown_provider', 'no_words', 'guardrail']

/** Why there is no draft for an item. */
export type DraftBlock = 'not_open' | 'needs_human'

type Item = { needsResponse: boolean; escalationReason: string | null }

export function draftBlockOf({ needsResponse, escalationReason }: Item): DraftBlock | null {
  if (!needsResponse) return 'not_open'
  // The column holds the domain's words; nobody else writes it.
  return mustStop(escalationReason as EscalationReason | null) ? 'needs_human' : null
}

const complex: ReadonlySet<Intent> = new Set<Intent>([
  'defect_not_working',
  'wrong_item',
  'refund_exchange',
  'quality_complaint',
  'post_purchase_issue',
  'compliance_safety',
  'spec_compatibility',
  'compatibility',
])

/** How many tokens a model may spend on an answer (domain §9.5). */
export function tokenCapFor(intent: Intent | null): number {
  if (intent === 'thanks') return 300
  return intent !== null && complex.has(intent) ? 1000 : 600
}

/** Drafts that are prepared before anybody asks: so many at a time, so far apart, and so many a day for one seller (domain §9.4). */
export const ahead = { atOnce: 20, apartMs: 1000, perDay: 200 } as const

/**
 * So long the first item of a product waits for the product's card before a draft is prepared: it would be written twice. Nobody who asks
 * waits.
 */
export const cardPatienceMs = 30 * SECOND

/**
 * A draft that nobody has seen is renewed for newer answers about its product when it is so old, and only while no more of the day's
 * drafts than a half are written: an operator who works through a product would else have all its drafts written after each answer.
 */
export const forAnswers = { leastAgeMs: 30 * MINUTE, perDay: ahead.perDay / 2 } as const

/** How long a model may take altogether: while an operator waits, and while nobody does (domain §9.5). */
const patienceMs = { asked: 15_000, ahead: 30_000 } as const

/** How much of that is left for a draft. An operator's patience begins when she asks, however long the item stood in the line (domain §9.5). */
export function patienceFor(askedAt: Date | null, now: Date): number {
  if (askedAt === null) return patienceMs.ahead
  const waited = Math.max(0, between(askedAt, now))
  return Math.max(0, patienceMs.asked - waited)
}

/** So many drafts that operators wait for are written at once, and of one seller: a model of his that hangs holds up no other's. */
export const askedAtOnce = { all: 40, ofSeller: 4 } as const
