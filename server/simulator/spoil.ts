import { STATUS_CODES } from 'node:http'
import type { Reply } from './replies.ts'
import type { Mishap, Trouble } from './trouble.ts'

const HTML_TYPE = 'text/html; charset=utf-8'
const JSON_TYPE = 'application/json'

/** What the caller gets instead of the answer it should have had. */
export function spoiled(trouble: Trouble, answer: Reply): Reply {
  const done = answer.done ? { done: answer.done } : {}
  const { status, body, type } = trouble
  if (typeof status === 'number') return { ...ordered(status, body, type), ...done }
  return { ...ways[status](answer, trouble), ...done }
}

/** A status with the words given; without any, with those that the marketplace has for it. */
function ordered(status: number, body: string | undefined, type: string | undefined): Reply {
  if (body !== undefined) return { status, type: type ?? typeOf(body), body }
  if (status >= 400 && status < 500) return { ...inEnvelope(somethingWentWrong), status, ...(type ? { type } : {}) }
  const elsewhere = status >= 300 && status < 400 ? { headers: { Location: '/' } } : {}
  return { status, type: type ?? HTML_TYPE, body: pageOf(status), ...elsewhere }
}

/** What a proxy in front of the marketplace shows. */
function pageOf(status: number): string {
  const title = `${status} ${STATUS_CODES[status] ?? ''}`.trim()
  return `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
}

const somethingWentWrong = { data: null, error: true, errorText: 'Something went wrong', additionalErrors: null }

const ways: Record<Mishap, (answer: Reply, trouble: Trouble) => Reply> = {
  reset: () => ({ status: 0, lost: 'reset' }),
  hang: () => ({ status: 0, lost: 'hang' }),
  cut: (answer) => ({ ...answer, lost: 'cut' }),
  truncated: (answer) => ({ ...answer, lost: 'truncated' }),
  slow: (answer) => answer,
  empty: (_answer, { body = '', type = JSON_TYPE }) => ({ status: 200, type, body }),
  html: (_answer, { body = pageOf(502), type = HTML_TYPE }) => ({ status: 200, type, body }),
  error: () => inEnvelope(somethingWentWrong),
  additional: (answer) =>
    inEnvelope({ ...fieldsOf(answer), error: false, additionalErrors: ['Часть данных недоступна'] }),
}

const inEnvelope = (fields: object): Reply => ({ status: 200, type: JSON_TYPE, body: JSON.stringify(fields) })

function fieldsOf({ type, body }: Reply): object {
  const fields: unknown = type?.includes('json') && body ? JSON.parse(String(body)) : {}
  return { data: null, errorText: '', ...(fields !== null && typeof fields === 'object' ? fields : {}) }
}

/** A body that is JSON comes as such; anything else is a page of some proxy. */
function typeOf(body: string): string {
  try {
    JSON.parse(body)
    return JSON_TYPE
  } catch {
    return HTML_TYPE
  }
}
