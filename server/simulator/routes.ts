import type { Handler } from './call.ts'
import { listChats, listEvents } from './chats.ts'
import { answerClaim } from './claim-writes.ts'
import { listClaims } from './claims.ts'
import { downloadFile } from './download-file.ts'
import { pinLimits, pinReviews, unpinReviews } from './pin-writes.ts'
import { countPins, listPins } from './pins.ts'
import { patchQuestion } from './question-writes.ts'
import { countQuestions, countUnansweredQuestions, listQuestions, questionById } from './questions.ts'
import type { Group } from './rate-limit.ts'
import { answerReview, editReviewAnswer, returnOrder } from './review-writes.ts'
import { archivedReviews, countReviews, countUnansweredReviews, listReviews, reviewById } from './reviews.ts'
import { sendMessage } from './send-message.ts'
import * as small from './small-methods.ts'

const REVIEWS = 7
const CHAT = 9
const RETURNS = 11

export type Route = {
  method: string
  path: string
  /** The category a token must open, or null where any token will do. */
  category: number | null
  group: Group
  handle: Handler
}

export const routes: Route[] = [
  reviews('GET', '/api/v1/new-feedbacks-questions', small.newFeedbacksQuestions),
  reviews('GET', '/api/v1/feedbacks', listReviews),
  reviews('GET', '/api/v1/feedbacks/count', countReviews),
  reviews('GET', '/api/v1/feedbacks/count-unanswered', countUnansweredReviews),
  reviews('GET', '/api/v1/feedbacks/archive', archivedReviews),
  reviews('GET', '/api/v1/feedback', reviewById),
  reviews('POST', '/api/v1/feedbacks/answer', answerReview),
  reviews('PATCH', '/api/v1/feedbacks/answer', editReviewAnswer),
  reviews('POST', '/api/v1/feedbacks/order/return', returnOrder),
  reviews('GET', '/api/v1/questions', listQuestions),
  reviews('GET', '/api/v1/questions/count', countQuestions),
  reviews('GET', '/api/v1/questions/count-unanswered', countUnansweredQuestions),
  reviews('GET', '/api/v1/question', questionById),
  reviews('PATCH', '/api/v1/questions', patchQuestion),
  reviews('GET', '/api/feedbacks/v1/pins', listPins),
  reviews('POST', '/api/feedbacks/v1/pins', pinReviews),
  reviews('DELETE', '/api/feedbacks/v1/pins', unpinReviews),
  reviews('GET', '/api/feedbacks/v1/pins/count', countPins),
  reviews('GET', '/api/feedbacks/v1/pins/limits', pinLimits),

  { method: 'GET', path: '/api/v1/seller/chats', category: CHAT, group: 'chats', handle: listChats },
  { method: 'GET', path: '/api/v1/seller/events', category: CHAT, group: 'events', handle: listEvents },
  { method: 'POST', path: '/api/v1/seller/message', category: CHAT, group: 'message', handle: sendMessage },
  { method: 'GET', path: '/api/v1/seller/download/{id}', category: CHAT, group: 'download', handle: downloadFile },

  { method: 'GET', path: '/api/v1/claims', category: RETURNS, group: 'claims', handle: listClaims },
  { method: 'PATCH', path: '/api/v1/claim', category: RETURNS, group: 'claim', handle: answerClaim },

  { method: 'GET', path: '/ping', category: null, group: 'ping', handle: small.ping },
  { method: 'GET', path: '/api/v1/seller-info', category: null, group: 'seller-info', handle: small.sellerInfo },
]

export function findRoute(method: string, path: string): { route: Route; param: string } | undefined {
  for (const route of routes) {
    const param = route.method === method ? paramOf(route.path, path) : undefined
    if (param !== undefined) return { route, param }
  }
  return undefined
}

/** The sandbox has reviews and questions and nothing else; pins are not among them. */
export const sandboxed = ({ category, group, path }: Route) =>
  group === 'ping' || (category === REVIEWS && !path.startsWith('/api/feedbacks/'))

export const isWrite = ({ method }: Route) => method !== 'GET'

function reviews(method: string, path: string, handle: Handler): Route {
  return { method, path, category: REVIEWS, group: 'feedbacks', handle }
}

function paramOf(pattern: string, path: string): string | undefined {
  if (pattern === path) return ''
  const stem = pattern.replace('{id}', '')
  const rest = path.slice(stem.length)
  const fits = stem !== pattern && path.startsWith(stem) && rest !== '' && !rest.includes('/')
  return fits ? decoded(rest) : undefined
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (error) {
    if (error instanceof URIError) return part
    throw error
  }
}
