import type { Effect } from './request-journal.ts'

/** An answer on its way out, and what the request did. */
export type Reply = {
  status: number
  type?: string
  body?: string | Buffer
  headers?: Record<string, string>
  /** Instead of arriving, the answer is lost on the way. */
  lost?: 'reset' | 'hang' | 'cut' | 'truncated'
  done?: Done
}

export type Done = { effect: Effect; subject?: string; text?: string }

export function json(value: unknown, status = 200): Reply {
  return { status, type: 'application/json', body: JSON.stringify(value) }
}

/** Reviews and questions wrap everything, success included. */
export function envelope(data: unknown): Reply {
  return json({ data, error: false, errorText: '', additionalErrors: null })
}

export function noContent(): Reply {
  return { status: 204 }
}

export function having(done: Done, reply: Reply): Reply {
  return { ...reply, done }
}
