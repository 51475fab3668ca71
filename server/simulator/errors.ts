import { STATUS_CODES } from 'node:http'
import { inUtc } from './clock.ts'
import type { Reply } from './replies.ts'

/**
 * WB's services disagree about what an error looks like. `gateway` stands before all of them; `reviews` also
 * speaks for questions; `answer` is the method that answers reviews; `chat` comes in two content types.
 */
export type Family = 'gateway' | 'reviews' | 'answer' | 'chat' | 'chat-problem' | 'pins' | 'claims' | 'claim'

type Extra = { headers?: Record<string, string>; origin?: string }

export class Refused extends Error {
  readonly family: Family
  readonly status: number
  readonly detail: string
  readonly headers: Record<string, string>
  /** Which of WB's own services says it, where the gateway speaks with more than one voice. */
  readonly origin: string

  constructor(family: Family, status: number, detail: string, { headers = {}, origin = 'ag-marketplace' }: Extra = {}) {
    super(`${status} ${detail}`)
    this.family = family
    this.status = status
    this.detail = detail
    this.headers = headers
    this.origin = origin
  }
}

type Circumstances = { requestId: string; now: number; oldErrorType: boolean }

export function replyFor(refused: Refused, circumstances: Circumstances): Reply {
  const { type, body } = bodies[refused.family](refused, circumstances)
  return { status: refused.status, type, body: JSON.stringify(body), headers: refused.headers }
}

type Body = { type: string; body: object }

const JSON_TYPE = 'application/json'
const PROBLEM_TYPE = 'application/problem+json'

const bodies: Record<Family, (refused: Refused, circumstances: Circumstances) => Body> = {
  gateway: (refused, circumstances) => ({
    type: circumstances.oldErrorType ? JSON_TYPE : PROBLEM_TYPE,
    body: gatewayBody(refused, circumstances),
  }),
  reviews: ({ detail }, { requestId }) => ({
    type: JSON_TYPE,
    body: { data: null, error: true, errorText: detail, additionalErrors: null, requestId },
  }),
  answer: ({ detail }, { requestId }) => ({
    type: JSON_TYPE,
    body: { title: 'bad request', requestId, origin: 'fbapi', detail },
  }),
  chat: (refused, { requestId }) => ({ type: JSON_TYPE, body: chatBody(refused, requestId) }),
  'chat-problem': (refused, { requestId }) => ({ type: PROBLEM_TYPE, body: chatBody(refused, requestId) }),
  pins: ({ status, detail }, { requestId }) => ({
    type: JSON_TYPE,
    body: { status, title: pinsTitle(status), detail, requestId, origin: 'pin-open-api' },
  }),
  claims: ({ detail }, { requestId }) => ({
    type: PROBLEM_TYPE,
    body: { title: 'Invalid query params', detail, requestId },
  }),
  claim: ({ detail }, { requestId }) => ({
    type: 'application/json; charset=utf-8',
    body: { title: 'Validation error', detail, requestId },
  }),
}

/** A service whose balance is empty gets two words of explanation and no number to complain with. */
function gatewayBody({ status, detail, origin }: Refused, { requestId, now }: Circumstances): object {
  const title = gatewayTitle(status)
  if (status === 402) return { title, detail }
  return {
    title,
    detail,
    ...(status === 404 ? {} : { code: `${requestId.slice(0, 8)}-${requestId.slice(8, 20)}-[UK-simulated]` }),
    requestId,
    origin,
    status,
    statusText: STATUS_CODES[status] ?? '',
    timestamp: inUtc(now),
  }
}

const pinsTitle = (status: number) =>
  status === 403 ? 'no active subscription or tariff' : (STATUS_CODES[status] ?? '')

const gatewayTitles: Record<number, string> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'path not found',
  413: 'request entity too large',
  429: 'too many requests',
}

const gatewayTitle = (status: number) => gatewayTitles[status] ?? (STATUS_CODES[status] ?? 'error').toLowerCase()

function chatBody({ status, detail }: Refused, requestId: string): object {
  const title = detail === 'invalid fileID' ? detail : (STATUS_CODES[status] ?? '')
  const body = { status, title, origin: 'proxy-chats', detail, requestId }
  return status === 451 ? body : { ...body, error: detail }
}
