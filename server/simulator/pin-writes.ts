import type { Call } from './call.ts'
import { inUtc } from './clock.ts'
import { Refused } from './errors.ts'
import { assertPaid, limitOf, obstacleTo, settlePins, type Wish } from './pin-rules.ts'
import { hex, whole } from './random.ts'
import { having, json, type Reply } from './replies.ts'

/** Each review is pinned or not for itself: the answer is 200 even if none was. */
export function pinReviews(call: Call): Reply {
  assertPaid(call.knobs)
  const wishes = readList(call.body).map(readWish)
  settlePins(call)
  const data = wishes.map((wish) => pin(call, wish))
  const pinned = data.filter(({ isErrors }) => !isErrors)
  const subject = pinned.map(({ feedbackId }) => feedbackId).join(' ')
  return having({ effect: pinned.length > 0 ? 'applied' : 'ignored', subject }, json({ data }))
}

/** Tells which of the operations there were to undo. */
export function unpinReviews(call: Call): Reply {
  assertPaid(call.knobs)
  const ids = readList(call.body).map((value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw badBody()
    return value
  })
  settlePins(call)
  const { seller } = call
  const data = ids.filter((id) => seller.pins.some(({ pinId, state }) => pinId === id && state === 'pinned'))
  seller.pins = seller.pins.filter(({ pinId }) => !data.includes(pinId))
  return having({ effect: data.length > 0 ? 'applied' : 'ignored', subject: data.join(' ') }, json({ data }))
}

export function pinLimits(call: Call): Reply {
  assertPaid(call.knobs)
  settlePins(call)
  return json({ data: { subscription: limitOf(call, 'subscription'), tariff: limitOf(call, 'tariff') } })
}

function pin(call: Call, wish: Wish) {
  const { seller, now } = call
  const obstacle = obstacleTo(call, wish)
  const stored = seller.reviews.find(wish.feedbackId)
  if (obstacle || !stored) return { ...wish, isErrors: true, errors: [explained(obstacle ?? 'itemNotFound', call)] }

  const { nmId, imtId } = stored.review.productDetails
  const pinId = Math.max(18_000_000, ...seller.pins.map((one) => one.pinId)) + whole(seller.random, 1, 40)
  seller.pins.push({ pinId, ...wish, nmId, imtId, state: 'pinned', changeStateAt: inUtc(now) })
  return { ...wish, pinId, isErrors: false }
}

const sentences: Record<string, string> = {
  itemNotFound: 'item not found or does not belong to seller',
  tariffRestriction: 'tariff option is not active',
  subscriptionRestriction: 'subscription is not active',
  alreadyPinned: 'feedback is already pinned',
  globalLimitReached: 'total limit of pinned feedbacks is reached',
  unitLimitReached: 'limit of pinned feedbacks on this card is reached',
}

function explained(status: string, { seller }: Call) {
  const title = status.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  const detail = sentences[status] ?? title
  return { status, title, detail, requestId: hex(seller.random, 32), origin: 'pin-open-api' }
}

function readList(body: Buffer): unknown[] {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (Array.isArray(value) && value.length <= 500) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw badBody()
}

function readWish(value: unknown): Wish {
  const { pinMethod, pinOn, feedbackId }: Record<string, unknown> =
    value !== null && typeof value === 'object' ? { ...value } : {}
  if (pinMethod !== 'subscription' && pinMethod !== 'tariff') throw badBody()
  if ((pinOn !== 'nm' && pinOn !== 'imt') || typeof feedbackId !== 'string') throw badBody()
  return { pinMethod, pinOn, feedbackId }
}

const badBody = () => new Refused('pins', 400, 'invalid request body')
