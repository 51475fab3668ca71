import {
  chatShape,
  claimShape,
  eventShape,
  pinLimitShape,
  pinResultShape,
  pinShape,
  questionShape,
  reviewShape,
} from './contract-items.ts'
import { listOf, misfits, object, oneOf, orNull, type Shape } from './contract-shapes.ts'

/**
 * What WB answers, path by path, in our own words: status, content type and body. Tests hold every answer of the
 * simulator against it, so an answer that nobody described fails the test that met it.
 */
export type Told = { status: number; type: string | null; body: Shape | 'nothing' | 'file' }

export type Described = { method: string; path: string; answers: Told[] }

const JSON_TYPE = 'application/json'
const PROBLEM_TYPE = 'application/problem+json'

const told = (status: number, body: Told['body'], type: string | null = JSON_TYPE): Told => ({ status, type, body })

const envelope = (data: Shape): Shape =>
  object({ data, error: 'boolean', errorText: 'text', additionalErrors: orNull(listOf('text')) })

const counters: Record<string, Shape> = { countUnanswered: 'integer', countArchive: 'integer' }
const noErrors = orNull(listOf('text'))

/** Error bodies. WB's services disagree about what one looks like. */
const gateway = object({
  title: 'text',
  detail: 'text',
  'code?': 'text',
  requestId: 'text',
  origin: oneOf('ag-marketplace', 's2s-api'),
  status: 'integer',
  statusText: 'text',
  timestamp: 'instant',
})
const unpaid = object({ title: 'text', detail: 'text' })
const reviewsError = object({
  data: 'null',
  error: 'boolean',
  errorText: 'text',
  additionalErrors: noErrors,
  requestId: 'text',
})
const answerError = object({ title: oneOf('bad request'), requestId: 'text', origin: oneOf('fbapi'), detail: 'text' })
const chatError = object({
  status: 'integer',
  title: 'text',
  origin: oneOf('proxy-chats'),
  detail: 'text',
  requestId: 'text',
  'error?': 'text',
})
const pinsError = object({
  status: 'integer',
  title: 'text',
  detail: 'text',
  requestId: 'text',
  origin: oneOf('pin-open-api'),
})
const claimsError = object({ title: 'text', detail: 'text', requestId: 'text' })

const refused = (...statuses: number[]) => statuses.map((status) => told(status, reviewsError))
const noPins = [told(403, pinsError)]
const badPins = [told(400, pinsError)]

const reviewPage = object({ ...counters, feedbacks: listOf(reviewShape) })
const questionPage = object({ ...counters, questions: listOf(questionShape) })
const unanswered = object({ countUnanswered: 'integer', countUnansweredToday: 'integer' })

const eventPage = object({
  'next?': 'integer',
  'newestEventTime?': 'instant',
  'oldestEventTime?': 'instant',
  totalEvents: 'integer',
  'events?': orNull(listOf(eventShape)),
})

const sent = object({ result: object({ addTime: 'integer', chatID: 'text', 'sign?': 'text' }), errors: listOf('text') })

export const contract: Described[] = [
  path('GET /ping', told(200, object({ TS: 'instant', Status: oneOf('OK') }))),
  path('GET /api/v1/seller-info', told(200, object({ name: 'text', sid: 'text', tin: 'text', tradeMark: 'text' }))),
  path(
    'GET /api/v1/new-feedbacks-questions',
    told(200, envelope(object({ hasNewQuestions: 'boolean', hasNewFeedbacks: 'boolean' }))),
  ),

  path('GET /api/v1/feedbacks', told(200, envelope(reviewPage)), ...refused(400)),
  path('GET /api/v1/feedbacks/count', told(200, envelope('integer')), ...refused(400)),
  path('GET /api/v1/feedbacks/count-unanswered', told(200, envelope(unanswered))),
  path(
    'GET /api/v1/feedbacks/archive',
    told(200, envelope(object({ feedbacks: listOf(reviewShape) }))),
    ...refused(400, 422),
  ),
  path('GET /api/v1/feedback', told(200, envelope(reviewShape)), ...refused(400, 422)),
  path('POST /api/v1/feedbacks/answer', told(204, 'nothing', null), told(400, answerError), ...refused(422)),
  path('PATCH /api/v1/feedbacks/answer', told(204, 'nothing', null), told(400, answerError)),
  path('POST /api/v1/feedbacks/order/return', told(200, envelope('null')), ...refused(400, 422)),

  path('GET /api/v1/questions', told(200, envelope(questionPage)), ...refused(400)),
  path('GET /api/v1/questions/count', told(200, envelope('integer')), ...refused(400)),
  path('GET /api/v1/questions/count-unanswered', told(200, envelope(unanswered))),
  path('GET /api/v1/question', told(200, envelope(questionShape)), ...refused(400, 422)),
  path('PATCH /api/v1/questions', told(200, envelope('null')), ...refused(400, 404, 422)),

  path(
    'GET /api/feedbacks/v1/pins',
    told(200, object({ data: listOf(pinShape), 'next?': 'integer' })),
    ...badPins,
    ...noPins,
  ),
  path('POST /api/feedbacks/v1/pins', told(200, object({ data: listOf(pinResultShape) })), ...badPins, ...noPins),
  path('DELETE /api/feedbacks/v1/pins', told(200, object({ data: listOf('integer') })), ...badPins, ...noPins),
  path('GET /api/feedbacks/v1/pins/count', told(200, object({ data: 'integer' })), ...badPins, ...noPins),
  path(
    'GET /api/feedbacks/v1/pins/limits',
    told(200, object({ data: object({ subscription: orNull(pinLimitShape), tariff: orNull(pinLimitShape) }) })),
    ...noPins,
  ),

  path('GET /api/v1/seller/chats', told(200, object({ result: listOf(chatShape), errors: noErrors }))),
  path('GET /api/v1/seller/events', told(200, object({ result: eventPage, errors: noErrors })), told(400, chatError)),
  path('POST /api/v1/seller/message', told(200, sent), told(400, chatError, PROBLEM_TYPE)),
  path(
    'GET /api/v1/seller/download/{id}',
    ...['application/pdf', 'image/jpeg', 'image/png'].map((type) => told(200, 'file', type)),
    told(202, object({ moderationState: oneOf('pending'), retrySeconds: 'integer' })),
    told(400, chatError),
    told(451, chatError, PROBLEM_TYPE),
  ),

  path(
    'GET /api/v1/claims',
    told(200, object({ claims: listOf(claimShape), total: 'integer' })),
    told(400, claimsError, PROBLEM_TYPE),
  ),
  path('PATCH /api/v1/claim', told(200, 'nothing', null), told(400, claimsError, 'application/json; charset=utf-8')),
]

/** Before 2026 the gateway said plain JSON, and still does for a seller of the old days. */
const everywhere: Told[] = [401, 402, 403, 404, 413, 429].flatMap((status) =>
  [PROBLEM_TYPE, JSON_TYPE].map((type) => told(status, status === 402 ? unpaid : gateway, type)),
)

export type Heard = { status: number; type: string; headers: Headers; text: string }

/** What is strange about an answer; an empty list when the contract knows it. */
export function strangeIn(method: string, target: string, heard: Heard): string[] {
  // Of a broken server nothing is promised, not even a content type.
  if (heard.status >= 500) return []
  const [place = ''] = target.split('?')
  const known = contract.find((one) => one.method === method && fits(one.path, place))
  const candidates = [...(known?.answers ?? []), ...everywhere].filter(
    ({ status, type }) => status === heard.status && (type ?? '') === heard.type,
  )
  const tries = candidates.map(({ body }) => strangeBody(body, heard.text))
  const nearest = tries.find((complaints) => complaints.length === 0) ?? tries[0]
  const what = `${method} ${place} answered ${heard.status} ${heard.type || 'without a type'}`
  return [...(nearest ?? [`${what}, which nobody has described`]), ...strangeHeaders(heard)]
}

function strangeBody(body: Told['body'], text: string): string[] {
  if (body === 'nothing') return text === '' ? [] : [`A body where there should be none: ${text.slice(0, 80)}`]
  return body === 'file' ? [] : misfits(JSON.parse(text), body)
}

/** Every answer but a 429 tells what is left; a 429 tells when to come back. */
function strangeHeaders({ status, headers }: Heard): string[] {
  const wanted = status === 429 ? ['Retry', 'Limit', 'Reset'] : ['Remaining']
  const unwanted = status === 429 ? ['Remaining'] : ['Retry', 'Limit', 'Reset']
  const value = (name: string) => headers.get(`X-Ratelimit-${name}`)
  return [
    ...wanted.filter((name) => !/^\d+$/.test(value(name) ?? '')).map((name) => `X-Ratelimit-${name} is ${value(name)}`),
    ...unwanted.filter((name) => value(name) !== null).map((name) => `X-Ratelimit-${name} does not belong here`),
  ]
}

function path(name: string, ...answers: Told[]): Described {
  const [method = '', place = ''] = name.split(' ')
  return { method, path: place, answers }
}

function fits(pattern: string, place: string): boolean {
  const stem = pattern.replace('{id}', '')
  return pattern === stem ? place === pattern : place.startsWith(stem) && place.length > stem.length
}
