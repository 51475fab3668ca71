import type { Deps } from '#deps.ts'
import type { NewEvent } from '#domain/events.ts'
import { lastCallAt, lastLookAt, nextAttemptAt, nextLookAt, type ReplyState } from '#domain/reply.ts'
import { spokenText, withLost } from '#domain/reply-file.ts'
import { after, between, MINUTE, SECOND } from '#domain/time.ts'
import type { Receipt } from '#sources/connector.ts'
import {
  answeredByUs,
  answeredElsewhereBy,
  giveBack,
  leavePlace,
  lockInteraction,
  nothingPending,
  windowBegins,
} from '#storage/answered.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { leaseMs } from '#storage/lease.ts'
import {
  eventOf,
  moveAfterCall,
  moveAsItStands,
  moveReply,
  releaseReply,
  replyById,
  type UnfinishedReply,
  unfinishedReplies,
} from '#storage/replies.ts'
import { filesIn } from '#storage/reply-files.ts'
import { saveReplySign } from '#storage/reply-targets.ts'
import { answeredElsewhere } from '#storage/shown-replies.ts'
import { bringForward } from '#storage/sync-states.ts'
import { takenByMarketplace } from '#storage/taken-replies.ts'
import type { AnswerElsewhere } from '#storage/threads.ts'
import { disableWriting } from '#storage/writing.ts'
import type { NotExecutedOutcome, Outcome } from './attempt.ts'
import { echoSearch } from './echo-search.ts'

/** Why a reply ended badly: one word for people, the marketplace's own words and number for support, and when the key was opened. */
type Failure = { reason: string; detail: string; requestId: string | null; openedAt?: Date }

const free = { leaseUntil: null, leaseOwner: null }

/** Says that the call is about to be made, with what was known before it. Null: somebody settled the reply meanwhile. */
export async function startSending({ db, clock }: Deps, reply: UnfinishedReply): Promise<UnfinishedReply | null> {
  return await inTransaction(db, async (tx) => {
    const now = clock.now()
    await lockInteraction(tx, reply.interactionId)
    const moved = await moveReply(tx, reply.id, ['queued', 'retry_wait'], {
      state: 'sending',
      attempts: { increment: 1 },
      sentAt: now,
      dueAt: now,
      leaseUntil: after(now, leaseMs),
      faults: 0,
      lastError: null,
      errorDetail: null,
      preImage: reply.preImage ?? {},
    })
    if (!moved) return null

    const left = await replyById(tx, reply.id)
    await windowBegins(tx, reply.interactionId, now)
    await recordEvents(tx, reply.sellerId, now, [eventOf(left, 'reply_sending')])
    return left
  })
}

/** A call: the reply as it was when it left, null if it did not come to that, and when the key was opened that it was made with. */
export type Call = { left: UnfinishedReply | null; openedAt: Date }

/** Writes down what became of the call. */
export async function settleAttempt(
  deps: Deps,
  claimed: UnfinishedReply,
  outcome: Outcome,
  { left, openedAt }: Call,
): Promise<void> {
  const reply = left ?? claimed
  switch (outcome.kind) {
    case 'accepted':
      return await acceptReply(deps, reply, outcome.receipt)
    case 'not_executed':
      return await waitForRetry(deps, reply, outcome)
    case 'held_back':
      return await standInLine(deps, claimed, outcome.until, left)
    case 'refused':
      // Only a look was refused: the next synchronisation finds out whether the key is dead, or that it is not.
      if (!left && outcome.reason === 'auth')
        return await holdBack(deps, claimed, 'auth', after(deps.clock.now(), MINUTE))
      return await failReply(deps, reply, { ...outcome, openedAt })
    case 'unknown':
      return await markUnknown(deps, reply, outcome)
    case 'overtaken':
      return
  }
}

async function acceptReply(deps: Deps, reply: UnfinishedReply, receipt: Receipt): Promise<void> {
  const { db, clock } = deps
  await settle(deps, reply, async (tx, current, now) => {
    const dueAt = nextLookAt({ channel: reply.channel, state: 'accepted' }, now, now)
    const lost = losses(current, receipt)
    const proof = { requestId: receipt.requestId, addedAt: receipt.sentAt, ...lost }
    const change = { ...free, state: 'accepted', acceptedAt: now, dueAt, unknownSince: null, ...proof }
    if (!(await moveAfterCall(tx, reply, change))) return await tellLate(tx, reply, current, { proof, lost })

    if (reply.kind !== 'rejection') await noteAnswer(tx, current, now)
    await leavePlace(tx, reply.interactionId)
    return await takenByMarketplace(tx, { ...current, requestId: receipt.requestId }, now)
  })
  if (receipt.replySign) await saveReplySign(db, reply.interactionId, receipt.replySign)
  if (reply.channel === 'chat') await bringForward(db, reply.sellerId, 'chat', after(clock.now(), 2 * SECOND))
}

/** The message is with the buyer and some files are not. It is not sent again: people are told, and decide (WB contract §9.3). */
function losses({ files: stored }: UnfinishedReply, { fileErrors = [] }: Receipt) {
  if (fileErrors.length === 0) return null
  const files = withLost(filesIn(stored), fileErrors)
  return {
    files,
    lostFileCount: Math.min(fileErrors.length, files.length),
    errorDetail: fileErrors.join('; ').slice(0, 500),
  }
}

type Late = { proof: { requestId: string | null }; lost: ReturnType<typeof losses> }

/**
 * Before the answer to the call came the reply was seen, or nobody hoped for it any more. What the answer says is kept: the number for
 * the marketplace's support, and of a message that was seen which files it lacks.
 */
async function tellLate(
  tx: Tx,
  { attempts }: UnfinishedReply,
  current: UnfinishedReply,
  { proof, lost }: Late,
): Promise<NewEvent[]> {
  const isNews = current.state === 'needs_attention' || (current.state === 'confirmed' && lost !== null)
  if (!isNews || current.attempts !== attempts) return []
  await tx.replyOutbox.update({ where: { id: current.id }, data: proof })
  return [eventOf(current, 'updated', { reply: current.state, requestId: proof.requestId })]
}

/**
 * The item counts as answered from now on, whatever was done with it while the reply waited, and WB has its window to show the answer
 * (domain §2.6). A chat is as open as its buyer has left it.
 */
async function noteAnswer(tx: Tx, { interactionId: id, channel, ...reply }: UnfinishedReply, now: Date): Promise<void> {
  const answered = answeredByUs(spokenText(reply.text, filesIn(reply.files)), now)
  const waits = [{ status: 'open' }, { closeReason: { in: ['manual', 'spam'] } }]
  if (channel !== 'chat') await tx.interaction.updateMany({ where: { id, OR: waits }, data: answered })
  await tx.interaction.update({ where: { id }, data: { lastReplyAt: now } })
  await tx.interaction.updateMany({ where: { id, firstResponseAt: null }, data: { firstResponseAt: now } })
}

/**
 * Its turn comes when there is budget for it. Nothing was tried, so nothing is counted, and it stands as it stood before; people
 * are told of a wait that they would notice, and the journal of a call that it believed to be under way.
 */
async function standInLine(
  deps: Deps,
  reply: UnfinishedReply,
  until: Date,
  left: UnfinishedReply | null,
): Promise<void> {
  await settle(deps, reply, async (tx, _current, now) => {
    const { attempts, sentAt, preImage } = reply
    const state: ReplyState = attempts === 0 ? 'queued' : 'retry_wait'
    const change = { ...free, state, attempts, sentAt, dueAt: until, lastError: 'rate', preImage: preImage ?? {} }
    if (!(await moveAsItStands(tx, left ?? reply, change))) return []
    return left || between(now, until) >= noticed ? [eventOf(reply, 'updated', { reply: state })] : []
  })
}

const noticed = 5 * SECOND

/**
 * No call is made as long as there is no key with which it could be (ADR 32), an earlier message of the chat goes first, or the chats have
 * not been read. Nothing was tried, so it stands as it stood before; people are told when that begins. Null: until whoever gives a key
 * wakes it (`wakeRepliesWithoutKey`).
 */
export async function holdBack(
  deps: Deps,
  reply: UnfinishedReply,
  lastError: 'auth' | 'earlier' | 'unread',
  dueAt: Date | null,
): Promise<void> {
  if (reply.lastError === lastError) return await releaseReply(deps.db, reply, dueAt, { lastError })
  await settle(deps, reply, async (tx) => {
    const moved = await moveAsItStands(tx, reply, { ...free, dueAt, lastError })
    return moved ? [eventOf(reply, 'updated', { reply: reply.state })] : []
  })
}

async function waitForRetry(deps: Deps, reply: UnfinishedReply, outcome: NotExecutedOutcome): Promise<void> {
  // A look before the call is counted too: what cannot be reached must not wait for ever.
  const tries = reply.state === 'sending' ? reply.attempts : reply.attempts + 1
  const dueAt = nextAttemptAt(deps.clock.now(), tries - reply.hurriedAfter, outcome.retryAt)
  const lastError = outcome.reason === 'rate_limit' ? 'rate' : 'network'
  if (!dueAt) return await failReply(deps, reply, { ...outcome, reason: lastError })

  await settle(deps, reply, async (tx) => {
    const { detail: errorDetail, requestId } = outcome
    const told = { lastError, errorDetail, requestId }
    const change = { ...free, state: 'retry_wait', attempts: tries, dueAt, unknownSince: null, ...told }
    const moved = await moveByOutcome(tx, reply, change)
    return moved ? [eventOf({ ...reply, attempts: tries }, 'updated', { reply: 'retry_wait', requestId })] : []
  })
}

/** What became of a call holds for the attempt that it was; what was found out before a call holds for the reply as it was then. */
async function moveByOutcome(tx: Tx, reply: UnfinishedReply, change: Parameters<typeof moveAsItStands>[2]) {
  return reply.state === 'sending' ? await moveAfterCall(tx, reply, change) : await moveAsItStands(tx, reply, change)
}

/** Nobody knows whether the marketplace has it. From here on it is only looked for. */
export async function markUnknown(
  deps: Deps,
  reply: UnfinishedReply,
  { detail, requestId }: Omit<Failure, 'reason'>,
): Promise<void> {
  await settle(deps, reply, async (tx, current, now) => {
    const lost = { ...current, state: 'unknown' as const, unknownSince: now }
    const leftAt = current.sentAt ? lastCallAt(current) : now
    const dueAt = nextLookAt(lost, leftAt, leftAt)
    const knownBy =
      lost.channel === 'chat' ? (await echoSearch(tx, deps.config, lost, now)).endsAt : lastLookAt(lost, leftAt)
    const change = { ...free, state: 'unknown', unknownSince: now, dueAt, knownBy, errorDetail: detail, requestId }
    return (await moveAsItStands(tx, reply, change)) ? [eventOf(reply, 'reply_unknown', { requestId })] : []
  })
}

/** The reply came to nothing: the item waits for an answer again, with its former priority (domain §11.4). */
export async function failReply(deps: Deps, reply: UnfinishedReply, failure: Failure): Promise<void> {
  const lastError = wordFor(reply, failure)
  await settle(deps, reply, async (tx, current, now) => {
    const { detail: errorDetail, requestId } = failure
    const state: ReplyState = lastError === 'moderation' ? 'moderation_rejected' : 'failed'
    const change = { ...free, state, dueAt: null, lastError, errorDetail, requestId, failedAt: now }
    if (!(await moveByOutcome(tx, reply, change))) return []

    await giveBack(tx, current, current.kind === 'edit' ? undefined : 'failed')
    if (lastError === 'not_editable')
      await tx.interaction.update({ where: { id: reply.interactionId }, data: { answerEditableUntil: null } })
    return [eventOf(reply, 'reply_failed', { reason: lastError, requestId }), ...(await closeKey(tx, reply, failure))]
  })
}

/**
 * People read one word of a table. In chats any refusal of the request is WB's refusal of the message, and of one with files it does
 * not say whether it means them or the words (WB contract §9.3).
 */
function wordFor({ channel, files }: UnfinishedReply, { reason }: Failure): string {
  if (reason === 'payment') return 'internal'
  if (reason !== 'invalid' || channel !== 'chat') return reason
  return filesIn(files).length > 0 ? 'files' : 'moderation'
}

/**
 * A key whose call with words was refused may not write, which is told at once; whether it may still read the next synchronisation finds
 * out, as it does where a look or a channel is refused (WB contract §2.4). Returns what to record.
 */
export async function closeKey(
  tx: Tx,
  { state, sellerId }: Pick<UnfinishedReply, 'state' | 'sellerId'>,
  { reason, openedAt }: Pick<Failure, 'reason' | 'openedAt'>,
): Promise<NewEvent[]> {
  const isWriteRefused = state === 'sending' && (reason === 'auth' || reason === 'scope')
  return openedAt && isWriteRefused && (await disableWriting(tx, sellerId, openedAt)) ? [keyRefused] : []
}

const keyRefused: NewEvent = { type: 'sync_changed', details: { key: 'refused_to_write' } }

/** Somebody has answered in the chat by other means, and the message has not left: it does not any more. */
export async function yieldToAnother(deps: Deps, reply: UnfinishedReply, answer: AnswerElsewhere): Promise<void> {
  await settle(deps, reply, async (tx, current, now) => {
    // Whoever has claimed it since may be calling.
    const isUntouched = current.state === reply.state && current.attempts === reply.attempts
    if (!isUntouched) return []

    const events = await answeredElsewhere(tx, current, now)
    const { interactionId: id } = current
    const isLast = (await unfinishedReplies(tx, [id])).length === 0
    const saidByUs = { id, wbSyncState: 'pending' }
    if (!isLast) return events
    await tx.interaction.updateMany({ where: saidByUs, data: answeredElsewhereBy(answer) })
    await nothingPending(tx, id)
    return events
  })
}

/** The patience is over and the marketplace does not show the reply: the operator decides (WB contract §13.1). */
export async function giveUpLooking(deps: Deps, reply: UnfinishedReply): Promise<void> {
  await settle(deps, reply, async (tx, current) => {
    const change = { ...free, state: 'needs_attention', dueAt: null }
    if (!(await moveReply(tx, reply.id, ['accepted', 'unknown'], change))) return []

    await giveBack(tx, current, current.kind === 'edit' ? undefined : 'unconfirmed')
    return [eventOf(current, 'reply_failed', { reason: 'not_confirmed', requestId: current.requestId })]
  })
}

/**
 * Nothing can be read with the seller's key, so nothing is looked for until there is another one: that wakes the reply
 * (`wakeRepliesWithoutKey`).
 */
export async function waitForKey(deps: Deps, reply: UnfinishedReply): Promise<void> {
  await settle(deps, reply, async (tx) => {
    const change = { ...free, dueAt: null, knownBy: null, lastError: 'auth' }
    const moved = await moveReply(tx, reply.id, ['accepted', 'unknown'], change)
    if (!moved) await moveReply(tx, reply.id, ['answered_elsewhere'], { ...free, dueAt: null })
    return moved ? [eventOf(reply, 'updated', { reply: reply.state })] : []
  })
}

/** One transaction: the interaction is held, the reply read afresh, the change made, its events recorded last. */
async function settle(
  { db, clock }: Deps,
  { id, interactionId, sellerId }: UnfinishedReply,
  change: (tx: Tx, current: UnfinishedReply, now: Date) => Promise<Parameters<typeof recordEvents>[3]>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const now = clock.now()
    await lockInteraction(tx, interactionId)
    const events = await change(tx, await replyById(tx, id), now)
    if (events.length > 0) await recordEvents(tx, sellerId, now, events)
  })
}
