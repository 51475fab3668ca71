import type { Call } from './call.ts'
import { inUtc } from './clock.ts'
import { Refused } from './errors.ts'
import type { Knobs } from './knobs.ts'
import type { StoredPin } from './seller.ts'

export type PinMethod = StoredPin['pinMethod']

/** What each way of paying allows: so many in all, so many on one card. */
const allowances: Record<PinMethod, { total: number; perUnit: number }> = {
  subscription: { total: 15, perUnit: 2 },
  tariff: { total: 5, perUnit: 1 },
}

export type PinLimit = {
  perUnitLimit: number
  remaining: number
  totalLimit: number
  unlimited: boolean
  used: number
}

export function assertPaid({ pinAccess }: Knobs): void {
  if (pinAccess === 'none') throw new Refused('pins', 403, 'this feature requires active subscription or active tariff')
}

export function isPaid({ pinAccess }: Knobs, method: PinMethod): boolean {
  return pinAccess === 'both' || pinAccess === method
}

export function limitOf({ seller, knobs }: Call, method: PinMethod): PinLimit | null {
  if (!isPaid(knobs, method)) return null
  const { total, perUnit } = allowances[method]
  const used = seller.pins.filter((pin) => pin.state === 'pinned' && pin.pinMethod === method).length
  return { perUnitLimit: perUnit, remaining: Math.max(0, total - used), totalLimit: total, unlimited: false, used }
}

export type Wish = { pinMethod: PinMethod; pinOn: 'nm' | 'imt'; feedbackId: string }

/** Why a review cannot be pinned, or nothing. The first reason that fits is told. */
export function obstacleTo(call: Call, wish: Wish): string | undefined {
  const stored = call.seller.reviews.find(wish.feedbackId)
  const limit = limitOf(call, wish.pinMethod)
  if (!stored) return 'itemNotFound'
  if (!limit) return wish.pinMethod === 'tariff' ? 'tariffRestriction' : 'subscriptionRestriction'

  const pinned = call.seller.pins.filter(({ state, pinOn }) => state === 'pinned' && pinOn === wish.pinOn)
  if (pinned.some(({ feedbackId }) => feedbackId === wish.feedbackId)) return 'alreadyPinned'
  if (limit.remaining === 0) return 'globalLimitReached'
  const { nmId, imtId } = stored.review.productDetails
  const onTheCard = pinned.filter((pin) => (wish.pinOn === 'nm' ? pin.nmId === nmId : pin.imtId === imtId))
  return onTheCard.length >= limit.perUnitLimit ? 'unitLimitReached' : undefined
}

/** What is no longer paid for, or whose review is gone, is unpinned by WB itself. */
export function settlePins({ seller, knobs, now }: Call): void {
  for (const pin of seller.pins) {
    if (pin.state === 'unpinned') continue
    const cause = !seller.reviews.find(pin.feedbackId)
      ? 'sysNoratingUnpinned'
      : isPaid(knobs, pin.pinMethod)
        ? undefined
        : 'sysTariffUnpinned'
    if (cause) Object.assign(pin, { state: 'unpinned', unpinnedCause: cause, changeStateAt: inUtc(now) })
  }
}
