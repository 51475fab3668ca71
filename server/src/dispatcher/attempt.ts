import type { ReplyKind } from '#domain/reply.ts'
import type { Connector, OutgoingFile, Receipt, ReplyTarget } from '#sources/connector.ts'
import { NotExecuted, OutcomeUnknown, RefusedBySource, SourceError } from '#sources/errors.ts'

/** What became of one call to the marketplace (domain §11.4). */
export type Outcome =
  | { kind: 'accepted'; receipt: Receipt }
  | NotExecutedOutcome
  /** Our own budget is spent: the marketplace was not asked. */
  | { kind: 'held_back'; until: Date }
  | { kind: 'refused'; reason: string; detail: string; requestId: string | null }
  | { kind: 'unknown'; detail: string; requestId: string | null }
  /** Somebody settled the reply right before the call: nothing left. */
  | { kind: 'overtaken' }

/** It was surely not done and may be tried again. */
export type NotExecutedOutcome = {
  kind: 'not_executed'
  retryAt: Date | null
  reason: string
  detail: string
  requestId: string | null
}

/** What is to be said, and as what. */
type Said = { kind: ReplyKind; text: string; contents?: readonly OutgoingFile[] }

class Overtaken extends Error {}

/**
 * Calls the marketplace, and says so right before: `leaving` answers whether the reply is still to be sent. A stale sign of a chat is a definite "not sent": it is refreshed and the call made once more. Signs that
 * could not be read are no reason to give up.
 */
export async function attempt(
  connector: Connector,
  target: ReplyTarget,
  what: Said,
  leaving: () => Promise<boolean>,
): Promise<Outcome> {
  const leave = async () => {
    if (!(await leaving())) throw new Overtaken()
  }
  const first = await attemptOnce(connector, { ...target, leaving: leave }, what)
  if (first.kind !== 'refused' || first.reason !== 'stale_sign') return first

  try {
    const replySign = await connector.replySign(target)
    return replySign ? await attemptOnce(connector, { ...target, replySign }, what) : first
  } catch (error) {
    if (error instanceof SourceError) return failedLook(error)
    throw error
  }
}

/** Reading changes nothing, so even a look whose outcome is unknown was not executed. */
export function failedLook(error: SourceError): Outcome {
  const { message: detail, requestId } = error
  if (error instanceof NotExecuted && error.isHeldBack && error.retryAt)
    return { kind: 'held_back', until: error.retryAt }
  if (error instanceof RefusedBySource) return { kind: 'refused', reason: error.reason, detail, requestId }
  if (error instanceof NotExecuted) return notExecuted(error)
  return { kind: 'not_executed', reason: 'network', retryAt: null, detail, requestId }
}

function notExecuted({ reason, retryAt, message: detail, requestId }: NotExecuted): NotExecutedOutcome {
  return { kind: 'not_executed', reason, retryAt, detail, requestId }
}

async function say(connector: Connector, target: ReplyTarget, { kind, text, contents }: Said): Promise<Receipt> {
  switch (kind) {
    case 'answer':
      return await connector.reply(target, text, contents)
    case 'edit':
      if (connector.edit) return await connector.edit(target, text)
      break
    case 'rejection':
      if (connector.reject) return await connector.reject(target, text)
      break
  }
  throw new Error(`A ${connector.channel} takes no ${kind}.`)
}

async function attemptOnce(connector: Connector, target: ReplyTarget, what: Said): Promise<Outcome> {
  try {
    return { kind: 'accepted', receipt: await say(connector, target, what) }
  } catch (error) {
    if (error instanceof Overtaken) return { kind: 'overtaken' }
    if (error instanceof NotExecuted) return failedLook(error)
    if (error instanceof RefusedBySource) {
      return { kind: 'refused', reason: error.reason, detail: error.message, requestId: error.requestId }
    }
    if (error instanceof OutcomeUnknown) return { kind: 'unknown', detail: error.message, requestId: error.requestId }
    throw error
  }
}
