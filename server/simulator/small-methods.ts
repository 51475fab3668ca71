import type { Call } from './call.ts'
import { inMoscow } from './clock.ts'
import { hasUnviewedQuestions } from './questions.ts'
import { envelope, json } from './replies.ts'
import { hasUnviewedReviews } from './reviews.ts'

export function ping({ now }: Call) {
  return json({ TS: inMoscow(now), Status: 'OK' })
}

export function sellerInfo({ seller }: Call) {
  return json({ name: seller.name, sid: seller.sid, tin: '7700000000', tradeMark: 'Вереск' })
}

/** "New" means unviewed by anybody: a colleague who looks in the portal makes the flag drop. */
export function newFeedbacksQuestions(call: Call) {
  return envelope({ hasNewQuestions: hasUnviewedQuestions(call), hasNewFeedbacks: hasUnviewedReviews(call) })
}
