import type { LinkSide, MatchReason } from './link.ts'
import { between, DAY } from './time.ts'

type Match = { reason: MatchReason; confidence: number; isLegacyOnly: boolean }

/** How far apart two interactions about one product may be to belong to one story. */
export const productWindowDays = 45

/** What certainly relates two interactions: the first row that applies decides (domain §7.2). */
export function deterministicMatch(one: LinkSide, other: LinkSide, windowDays = productWindowDays): Match | null {
  return identifierMatch(one, other) ?? productMatch(one, other, windowDays)
}

/** Only by what names an order, a review or a buyer: a product has many buyers. */
export function identifierMatch(one: LinkSide, other: LinkSide): Match | null {
  if (areSame(one.orderId, other.orderId)) return { reason: 'order_id_exact', confidence: 99, isLegacyOnly: false }
  if (isChain(one, other)) return { reason: 'feedback_chain_exact', confidence: 99, isLegacyOnly: false }
  if (!areSame(one.customerId, other.customerId)) return null
  const isLegacyOnly = [one, other].some(({ customerIdKind }) => customerIdKind !== 'wb_customer')
  return { reason: 'customer_id_exact', confidence: one.occurredAt && other.occurredAt ? 95 : 80, isLegacyOnly }
}

function productMatch(one: LinkSide, other: LinkSide, windowDays: number): Match | null {
  const distance = distanceOf(one, other)
  if (distance === null || distance > windowDays * DAY) return null
  if (areSame(one.nmId, other.nmId)) return { reason: 'nm_id_time_window', confidence: 82, isLegacyOnly: false }
  if (!areSame(one.productArticle, other.productArticle)) return null
  return { reason: 'article_time_window', confidence: 78, isLegacyOnly: false }
}

/** Milliseconds between what two buyers wrote; null where one of the times is not known. */
export function distanceOf(one: LinkSide, other: LinkSide): number | null {
  return one.occurredAt && other.occurredAt ? Math.abs(between(one.occurredAt, other.occurredAt)) : null
}

export function areSame(one: string | null, other: string | null): boolean {
  return one !== null && one !== '' && one === other
}

function isChain(one: LinkSide, other: LinkSide): boolean {
  if (one.channel !== 'review' || other.channel !== 'review') return false
  return areSame(one.parentExternalId, other.externalId) || areSame(other.parentExternalId, one.externalId)
}
