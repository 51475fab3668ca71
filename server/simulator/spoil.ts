import type { Reply } from './replies.ts'
import type { Mishap, Trouble } from './trouble.ts'

const PAGE = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'
const HTML_TYPE = 'text/html; charset=utf-8'
const JSON_TYPE = 'application/json'

/** What the caller gets instead of the answer it should have had. */
export function spoiled(trouble: Trouble, answer: Reply): Reply {
  const done = answer.done ? { done: answer.done } : {}
  const { status, body, type } = trouble
  if (typeof status === 'number') return { status, type: type ?? typeOf(body), body: body ?? PAGE, ...done }
  return { ...ways[status](answer, trouble), ...done }
}

const ways: Record<Mishap, (answer: Reply, trouble: Trouble) => Reply> = {
  reset: () => ({ status: 0, lost: 'reset' }),
  hang: () => ({ status: 0, lost: 'hang' }),
  cut: (answer) => ({ ...answer, lost: 'cut' }),
  truncated: (answer) => ({ ...answer, lost: 'truncated' }),
  slow: (answer) => answer,
  empty: (_answer, { body = '', type = JSON_TYPE }) => ({ status: 200, type, body }),
  html: (_answer, { body = PAGE, type = HTML_TYPE }) => ({ status: 200, type, body }),
  error: () => inEnvelope({ data: null, error: true, errorText: 'Something went wrong', additionalErrors: null }),
  additional: (answer) =>
    inEnvelope({ ...fieldsOf(answer), error: false, additionalErrors: ['Часть данных недоступна'] }),
}

const inEnvelope = (fields: object): Reply => ({ status: 200, type: JSON_TYPE, body: JSON.stringify(fields) })

function fieldsOf({ type, body }: Reply): object {
  const fields: unknown = type?.includes('json') && body ? JSON.parse(String(body)) : {}
  return { data: null, errorText: '', ...(fields !== null && typeof fields === 'object' ? fields : {}) }
}

/** A body that is JSON comes as such; anything else is a page of some proxy. */
function typeOf(body: string | undefined): string {
  if (body === undefined) return HTML_TYPE
  try {
    JSON.parse(body)
    return JSON_TYPE
  } catch {
    return HTML_TYPE
  }
}
