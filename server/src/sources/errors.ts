/**
 * What a failed call to a marketplace can be, and nothing else (domain §11.4). `requestId` is the marketplace's number of
 * the call: its support asks for it.
 */
export class SourceError extends Error {
  readonly requestId: string | null

  constructor(message: string, requestId: string | null = null, options?: ErrorOptions) {
    super(message.slice(0, 600), options)
    this.requestId = requestId
  }
}

type NotExecutedOptions = ErrorOptions & { closedUntil?: Date | null; isHeldBack?: boolean }

/** Surely not done: too many requests, or the request never left. May be repeated, not before `retryAt`. */
export class NotExecuted extends SourceError {
  readonly reason: 'rate_limit' | 'network'
  /** When the marketplace said to come again; null when it did not say. */
  readonly retryAt: Date | null
  /** Until when the marketplace itself said that it is closed; null when it did not, or the budget that is spent is ours. */
  readonly closedUntil: Date | null
  /** Our own budget held the request back: the marketplace was not asked, so this is no failure of it. */
  readonly isHeldBack: boolean

  constructor(
    reason: 'rate_limit' | 'network',
    retryAt: Date | null,
    message: string,
    requestId: string | null = null,
    { closedUntil = null, isHeldBack = false, ...options }: NotExecutedOptions = {},
  ) {
    super(message, requestId, options)
    this.isHeldBack = isHeldBack
    this.closedUntil = closedUntil
    this.reason = reason
    this.retryAt = retryAt
  }
}

export type SourceRefusal =
  | 'auth'
  | 'scope'
  | 'payment'
  | 'not_found'
  | 'conflict'
  | 'invalid'
  | 'stale_sign'
  | 'moderation'
  /** None of the files was taken, and there was nothing else. */
  | 'files'

/** Surely refused: the same request would be refused again. */
export class RefusedBySource extends SourceError {
  readonly reason: SourceRefusal
  readonly status: number

  constructor(reason: SourceRefusal, status: number, message: string, requestId: string | null = null) {
    super(message, requestId)
    this.reason = reason
    this.status = status
  }
}

/** Whether every other call with this key would be refused as well. */
export function isAboutKey(error: unknown): boolean {
  return error instanceof RefusedBySource && ['auth', 'scope', 'payment'].includes(error.reason)
}

/** Nobody knows: no answer, or a fault after the request was written. A write must be looked for, never repeated blindly. */
export class OutcomeUnknown extends SourceError {}
