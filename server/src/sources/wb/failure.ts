import { NotExecuted, OutcomeUnknown, RefusedBySource, type SourceError, type SourceRefusal } from '#sources/errors.ts'
import { fieldsOf, textOf } from './payload.ts'
import { numberOfCall } from './wrapper.ts'

/** What WB said, before anybody has judged it. */
export type RawAnswer = { status: number; headers: Headers; text: string; body: unknown }

/** Reads a body as JSON, whatever its header calls it; undefined when it is not. */
export function parsedBody(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What is known without the answer: when WB would have us come again, and whether the key itself says that it opens the host. */
type Circumstances = { retryAt: Date | null; isOpened: boolean }

/** What failed, or null if nothing did. One parser for all families of errors (WB contract §4.2). */
export function failureOf(answer: RawAnswer, { retryAt, isOpened }: Circumstances): SourceError | null {
  const { status } = answer
  if (status >= 200 && status < 300) return hiddenFailureOf(answer)

  const message = `WB answered ${status}: ${messageOf(answer)}`
  if (status === 429)
    return new NotExecuted('rate_limit', retryAt, message, requestIdOf(answer), { closedUntil: retryAt })
  if (status >= 400 && status < 500 && status !== 408) {
    return new RefusedBySource(reasonOf(answer, isOpened), status, message, requestIdOf(answer))
  }
  return new OutcomeUnknown(message, requestIdOf(answer))
}

/** The number of the call: WB's support asks for it. */
export function requestIdOf({ body, headers }: Pick<RawAnswer, 'body' | 'headers'>): string | null {
  return numberOfCall(body) ?? headers.get('x-request-id')
}

/** 200 with `error: true` is a failure, and so are additional errors (WB contract §4.2). */
function hiddenFailureOf(answer: RawAnswer): RefusedBySource | null {
  const fields = fieldsOf(answer.body)
  if (fields?.error !== true && !isTold(fields?.additionalErrors)) return null
  return new RefusedBySource('invalid', answer.status, `WB refused: ${messageOf(answer)}`, requestIdOf(answer))
}

function isTold(additional: unknown): boolean {
  if (typeof additional !== 'object' || additional === null) return textOf(additional) !== null
  return Object.keys(additional).length > 0
}

const reasons: Record<number, SourceRefusal> = {
  401: 'auth',
  402: 'payment',
  403: 'scope',
  404: 'not_found',
  409: 'conflict',
  451: 'moderation',
}

// The one text that is looked at: a 400 of the chat does not say otherwise that the sign has to be renewed (WB contract §9.3).
function reasonOf(answer: RawAnswer, isOpened: boolean): SourceRefusal {
  // Until 2026 a wrong category was a 401 too: then it is the channel that is closed, not the key that is dead (WB contract §2.4).
  if (answer.status === 401 && !isOpened) return 'scope'
  if (answer.status === 400 && /invalid signature/i.test(messageOf(answer))) return 'stale_sign'
  return reasons[answer.status] ?? 'invalid'
}

function messageOf({ body, text }: RawAnswer): string {
  const fields = fieldsOf(body)
  const told = [fields?.errorText, fields?.detail, fields?.error, fields?.title]
    .map(textOf)
    .find((each) => each !== null)
  return (told ?? text.trim()).slice(0, 500)
}
