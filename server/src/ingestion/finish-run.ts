import { failureText, isLongPause, retryAfterFailure, type SyncError } from '#domain/sync.ts'
import { after, between, MINUTE } from '#domain/time.ts'
import { NotExecuted, OutcomeUnknown, RefusedBySource, type SourceError } from '#sources/errors.ts'
import { closeConnection, findConnection, lockConnection } from '#storage/connections.ts'
import { countSurprises } from '#storage/contract-surprises.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { closeRun, type RunOutcome, type RunTrouble } from '#storage/sync-runs.ts'
import { endRun, findSyncState, type Outcome, type StoredSyncState, syncChanged } from '#storage/sync-states.ts'
import type { Ending, Going, RunDeps } from './run.ts'
import { turnAfter } from './turns.ts'

/** Writes down how the run ended and when the channel is due again, and says so where people see a difference (domain §16.2). */
export async function finishRun(deps: RunDeps, going: Going, ending: Ending): Promise<void> {
  const { run, stats } = going
  const { sellerId, channel } = run

  await inTransaction(deps.db, async (tx) => {
    const now = deps.clock.now()
    await lockConnection(tx, sellerId)
    const before = await findSyncState(tx, sellerId, channel)
    if (!before) return
    const connection = await findConnection(tx, sellerId)
    const timing = { now, ...going.pace }
    const outcome = connection?.isClosed
      ? stopped(before, going, ending, now)
      : outcomeOf(going, before, await inTurn(tx, going, ending, now), timing)
    await endRun(tx, run, { ...outcome, closedUntil: closedUntilBy(ending, before, now) })

    tellOfPayment(deps, going, ending)
    await countSurprises(tx, run, going.surprises, now)
    await closeRun(tx, run, { stats, outcome: wordFor(ending), trouble: troubleOf(going, ending, outcome) }, now)

    const { errorCode } = outcome
    const isNews = before.status !== outcome.status || before.errorCode !== errorCode
    const events = isNews ? [syncChanged(channel, { status: outcome.status, errorCode })] : []
    // A key that was given while this run went on is not the one that was refused.
    const isSameKey = connection && before.startedAt && connection.connectedAt <= before.startedAt
    if (isKeyRefused(ending) && isSameKey) events.push(...(await closeConnection(tx, sellerId, now)))
    if (events.length > 0) await recordEvents(tx, sellerId, now, events)
  })
}

/**
 * A long closing is remembered with the channel; a run that came to its end proves that it is over, unless the past has just met it
 * (WB contract §3.2).
 */
function closedUntilBy(ending: Ending, { closedUntil }: StoredSyncState, now: Date): Date | null {
  const error = saidBy(ending)
  const told = error instanceof NotExecuted ? error.closedUntil : null
  if (told && isLongPause(now, told)) return told
  return ending.kind === 'done' ? null : closedUntil
}

function saidBy(ending: Ending): SourceError | null {
  if (ending.kind === 'failed') return ending.error
  return ending.kind === 'done' || ending.kind === 'unfinished' ? (ending.told ?? null) : null
}

function wordFor(ending: Ending): RunOutcome {
  if (ending.kind === 'done') return ending.trouble ? 'error' : 'success'
  return ending.kind === 'unfinished' ? 'unfinished' : 'error'
}

function troubleOf({ trouble }: Going, ending: Ending, { errorCode, errorDetail }: Outcome): RunTrouble | null {
  if (ending.kind === 'done' && ending.trouble) return pastTroubleOf(ending.trouble)
  if (ending.kind === 'done') return troubleOnTheWay(ending.told ?? trouble)
  if (ending.kind === 'unfinished') return ending.told ? slowedDownBy(ending.told) : null
  if (!errorCode) return null
  const requestId = ending.kind === 'failed' ? ending.error.requestId : null
  return { code: errorCode, detail: errorDetail ?? '', requestId }
}

/** Only what WB itself has said has a number of its own; a budget of ours that is spent is no trouble. */
function slowedDownBy({ message, requestId }: SourceError): RunTrouble | null {
  return requestId === null ? null : { code: 'rate_limit', detail: message.slice(0, 500), requestId }
}

function troubleOnTheWay(error: SourceError | null): RunTrouble | null {
  if (!error) return null
  const code = codeOf(error)
  if (code === 'rate_limit') return slowedDownBy(error)
  return { code, detail: error.message.slice(0, 500), requestId: error.requestId }
}

function pastTroubleOf(error: SourceError): RunTrouble {
  return { code: codeOf(error), detail: `[backfill] ${error.message}`.slice(0, 500), requestId: error.requestId }
}

/** WB stops serving our own service when its balance is empty: for whoever runs it, and nothing that a seller could mend (WB contract §4.1). */
function tellOfPayment({ log }: RunDeps, { run }: Going, ending: Ending): void {
  if (ending.kind !== 'failed' || !isPayment(ending.error)) return
  const { requestId } = ending.error
  log.error({ ...run, requestId }, 'WB asks to be paid (402): the balance of this service at WB is empty.')
}

function isPayment(error: SourceError): boolean {
  return error instanceof RefusedBySource && error.reason === 'payment'
}

function isKeyRefused(ending: Ending): boolean {
  return ending.kind === 'failed' && codeOf(ending.error) === 'key'
}

/** Another channel has learnt that WB does not take the key: this one stops too, whatever it has brought. */
function stopped(before: StoredSyncState, { run }: Going, ending: Ending, now: Date): Outcome {
  const failures = before.failures + 1
  const detail = failureText(run.channel, 'WB does not take the key', failures, false)
  const good = ending.kind === 'done' ? { lastSuccessAt: now } : {}
  return { ...failed(before, 'key', detail), failures, dueAt: null, ...good }
}

type Timing = { now: Date; pause: number; isPoor: boolean }

function outcomeOf(going: Going, before: StoredSyncState, ending: Ending, timing: Timing): Outcome {
  const { now } = timing
  switch (ending.kind) {
    case 'done':
      return succeeded(going, ending, timing)
    case 'unfinished':
      return toBeContinued(before, ending.retryAt, timing)
    case 'closed':
      return { ...failed(before, 'scope', 'The key does not open this channel'), dueAt: null }
    case 'failed':
      return failure(going, before, ending.error, now)
    case 'broken':
      return retried(going, before, { code: 'internal', message: nameOf(ending.error), retryAt: null }, now)
  }
}

type Done = Extract<Ending, { kind: 'done' }>

function succeeded({ run, loaded }: Going, { moreAt }: Done, { now, pause }: Timing): Outcome {
  const next = after(now, pause)
  const dueAt = moreAt && moreAt < next ? moreAt : next
  const total = run.mode === 'first' ? { expected: loaded } : {}
  return {
    status: 'success',
    mode: 'background',
    failures: 0,
    errorCode: null,
    errorDetail: null,
    lastSuccessAt: now,
    dueAt,
    ...total,
  }
}

/**
 * The budget or the time was over, and nothing is wrong. People who wait are told only when the pause is so long that a spinner
 * would be a lie; others when the marketplace closed the channel for long. A poor key always has long pauses.
 */
function toBeContinued(before: StoredSyncState, dueAt: Date, { now, isPoor }: Timing): Outcome {
  const { status, mode } = before
  const isTold = status === 'syncing' ? between(now, dueAt) >= 5 * MINUTE : isLongPause(now, dueAt) && !isPoor
  if (isTold) return { status: 'waiting', mode, failures: 0, ...noTrouble, dueAt }

  const isGoodAgain = status === 'error' && before.lastSuccessAt !== null
  const word = isGoodAgain ? 'success' : status
  const trouble = isGoodAgain
    ? noTrouble
    : { errorCode: before.errorCode as SyncError | null, errorDetail: before.errorDetail }
  return { status: word, mode, failures: 0, ...trouble, dueAt }
}

async function inTurn(tx: Tx, going: Going, ending: Ending, now: Date): Promise<Ending> {
  if (ending.kind !== 'unfinished') return ending
  return { ...ending, retryAt: await turnAfter(tx, going, ending.retryAt, now) }
}

const noTrouble = { errorCode: null, errorDetail: null }

function failure(going: Going, before: StoredSyncState, error: SourceError, now: Date): Outcome {
  const code = codeOf(error)
  // Asking again with the same key changes nothing: the channel stops until there is a new one (domain §16.3).
  if (code === 'key' || code === 'scope') {
    const failures = before.failures + 1
    const detail = failureText(going.run.channel, error.message, failures, false)
    return { ...failed(before, code, detail), failures, dueAt: null }
  }
  const retryAt = error instanceof NotExecuted ? error.retryAt : null
  return retried(going, before, { code, message: error.message, retryAt }, now)
}

type Trouble = { code: SyncError; message: string; retryAt: Date | null }

/** The run failed, so that is what people see at once; it is tried again by itself, later each time. */
function retried({ run }: Going, before: StoredSyncState, { code, message, retryAt }: Trouble, now: Date): Outcome {
  const failures = before.failures + 1
  const own = retryAfterFailure(run.channel, failures, now)
  const dueAt = retryAt && retryAt > own ? retryAt : own
  return { ...failed(before, code, failureText(run.channel, message, failures, true)), failures, dueAt }
}

function failed({ mode, failures }: StoredSyncState, errorCode: SyncError, errorDetail: string) {
  return { status: 'error', mode, failures, errorCode, errorDetail }
}

/** What kind of trouble it was: no answer at all, or one that says that the marketplace is not well. */
function codeOf(error: SourceError): SyncError {
  if (error instanceof RefusedBySource && error.reason === 'auth') return 'key'
  if (error instanceof RefusedBySource && error.reason === 'scope') return 'scope'
  if (isPayment(error)) return 'internal'
  if (error instanceof NotExecuted) return error.reason === 'rate_limit' ? 'rate_limit' : 'network'
  return error instanceof OutcomeUnknown && error.cause !== undefined ? 'network' : 'marketplace'
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
