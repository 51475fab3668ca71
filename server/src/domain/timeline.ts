import { deterministicMatch } from './deterministic-match.ts'
import { mustStop } from './escalation-effect.ts'
import { type Channel, channels, type EscalationReason } from './interaction.ts'
import type { LinkSide, MatchReason, Verdict } from './link.ts'
import { isDenied, type Policy, policyOf } from './link-policy.ts'
import { readdressed } from './readdressed.ts'
import { between } from './time.ts'

/** An interaction as it may stand on a timeline. `verdict`: what an operator said of it and the current one. */
export type TimelineSide = LinkSide & { createdAt: Date; verdict: Verdict }

/** What the story hangs on: the first key that the current interaction has. */
export type TimelineScope = 'customer_order' | 'customer' | 'product' | 'single'

export type TimelineStep<Side> = {
  side: Side
  reason: MatchReason | 'current_interaction'
  /** Hundredths, 0 to 100. */
  confidence: number
  policy: Policy
  isCurrent: boolean
}

export type Timeline<Side> = {
  current: Side
  scope: TimelineScope
  steps: TimelineStep<Side>[]
  channels: Channel[]
}

/** What has been written for an item, or proposed. */
export type StepTexts = {
  lastReplyText: string | null
  escalationReason: EscalationReason | null
  draftText: string | null
  /** The writer of the draft would rather have a person answer. */
  draftNeedsEscalation: boolean
  /** Whom it was written to, about what, and who is answered now. */
  customerName: string | null
  productName: string | null
  answeredName: string | null
}

/**
 * The text of a step that may begin an answer elsewhere: what the seller said, else what is proposed unless a person must write. It speaks to
 * whoever is answered now.
 */
export function templateTextOf(texts: StepTexts): string | null {
  const text = textOf(texts)
  const { customerName, productName, answeredName } = texts
  return text && readdressed(text, { known: [customerName], product: productName }, answeredName)
}

function textOf({ lastReplyText, escalationReason, draftText, draftNeedsEscalation }: StepTexts): string | null {
  if (lastReplyText) return lastReplyText
  return mustStop(escalationReason) || draftNeedsEscalation ? null : draftText
}

/** How much of a story is told. */
export type TimelineLimits = { maxItems: number; windowDays: number }

/**
 * What happened around an interaction, as far as it is certain and not denied: in order, the current one among it (domain §8). What is
 * about its product only may be anybody's, so an operator's verdict does not take it out.
 */
export function timelineOf<Side extends TimelineSide>(
  current: Side,
  others: readonly Side[],
  { maxItems, windowDays }: TimelineLimits,
): Timeline<Side> {
  const related = others.flatMap((other) => relatedTo(current, other, windowDays))
  const nearest = related.sort((one, other) => nearnessTo(current, one.side, other.side)).slice(0, maxItems - 1)
  const steps = [stepOf(current), ...nearest].sort((one, other) => inOrder(one.side, other.side))
  const present = channels.filter((channel) => steps.some(({ side }) => side.channel === channel))
  return { current, scope: scopeOf(current), steps, channels: present.sort() }
}

/** An old id of a buyer may be several buyers' (WB contract §5), so no story hangs on one: what it leads to is perhaps another's (ADR 19). */
function scopeOf({ orderId, customerId, customerIdKind, nmId, productArticle }: LinkSide): TimelineScope {
  if (orderId) return 'customer_order'
  if (customerId && customerIdKind === 'wb_customer') return 'customer'
  return nmId || productArticle ? 'product' : 'single'
}

function relatedTo<Side extends TimelineSide>(current: Side, other: Side, windowDays: number): TimelineStep<Side>[] {
  if (other.id === current.id || other.isDemo !== current.isDemo) return []
  const match = deterministicMatch(current, other, windowDays)
  if (!match) return []
  const isOut = isByProduct(match.reason)
    ? isOtherBuyer(current, other)
    : isDenied(current, other, { ...match, verdict: other.verdict })
  if (isOut) return []
  return [{ side: other, ...match, policy: policyOf({ type: 'deterministic', ...match }), isCurrent: false }]
}

/** What matches by its product alone may be anybody's. */
export function isByProduct(reason: MatchReason | 'current_interaction'): boolean {
  return reason === 'nm_id_time_window' || reason === 'article_time_window'
}

function isOtherBuyer(one: LinkSide, other: LinkSide): boolean {
  return differ(one.customerId, other.customerId) || differ(one.orderId, other.orderId)
}

function differ(one: string | null, other: string | null): boolean {
  return Boolean(one) && Boolean(other) && one !== other
}

function stepOf<Side extends TimelineSide>(current: Side): TimelineStep<Side> {
  const certain = { type: 'deterministic', confidence: 100, isLegacyOnly: false } as const
  return { side: current, reason: 'current_interaction', confidence: 100, policy: policyOf(certain), isCurrent: true }
}

function nearnessTo(current: TimelineSide, one: TimelineSide, other: TimelineSide): number {
  return distanceFrom(current, one) - distanceFrom(current, other) || (one.id < other.id ? -1 : 1)
}

/** What has no time is as far as can be. A finite number, because the difference of two infinities is none. */
function distanceFrom(current: TimelineSide, { occurredAt }: TimelineSide): number {
  if (!occurredAt || !current.occurredAt) return Number.MAX_SAFE_INTEGER
  return Math.abs(between(current.occurredAt, occurredAt))
}

function inOrder(one: TimelineSide, other: TimelineSide): number {
  const time = (one.occurredAt?.getTime() ?? 0) - (other.occurredAt?.getTime() ?? 0)
  return time || between(other.createdAt, one.createdAt) || (one.id < other.id ? -1 : 1)
}
