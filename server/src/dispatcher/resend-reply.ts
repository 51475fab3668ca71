import type { Deps } from '#deps.ts'
import { lastCallAt, lastLookAt, nextLookAt } from '#domain/reply.ts'
import { after, MINUTE } from '#domain/time.ts'
import type { Connector } from '#sources/connector.ts'
import { lockInteraction, windowBegins } from '#storage/answered.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { leaseMs } from '#storage/lease.ts'
import { eventOf, moveAfterCall, moveReply, type PreImage, replyById, type UnfinishedReply } from '#storage/replies.ts'
import { replyTargetOf } from '#storage/reply-targets.ts'
import { attempt, type Outcome } from './attempt.ts'
import { type LookBefore, preImageOf } from './pre-image.ts'
import { type Call, closeKey, settleAttempt } from './settle-reply.ts'

/**
 * Sends an answer of unknown fate once more, with the identical text; the caller has just looked and it was not there. Whatever comes
 * of it, there is no third time: what is not taken now is looked for as before (domain §11.5).
 */
export async function resendReply(
  deps: Deps,
  reply: UnfinishedReply,
  connector: Connector,
  look: LookBefore,
): Promise<void> {
  const target = await replyTargetOf(deps.db, reply)
  const preImage = preImageOf(target, reply, look)
  let left: UnfinishedReply | null = null
  const outcome = await attempt(connector, target, reply, async () => {
    left = await startAgain(deps, reply, preImage)
    return left !== null
  })
  if (outcome.kind === 'accepted' || outcome.kind === 'overtaken')
    return await settleAttempt(deps, reply, outcome, { left, openedAt: look.lookedAt })
  await stayUnknown(deps, reply, outcome, { left, openedAt: look.lookedAt })
}

/** Noted before the call: a process that dies in it must not send a third time. */
async function startAgain(
  { db, clock }: Deps,
  { id, interactionId, sellerId }: UnfinishedReply,
  preImage: PreImage,
): Promise<UnfinishedReply | null> {
  return await inTransaction(db, async (tx) => {
    const now = clock.now()
    await lockInteraction(tx, interactionId)
    const moved = await moveReply(tx, id, ['unknown'], {
      state: 'sending',
      attempts: { increment: 1 },
      resentAt: now,
      faults: 0,
      dueAt: now,
      leaseUntil: after(now, leaseMs),
      preImage,
    })
    if (!moved) return null

    const left = await replyById(tx, id)
    await windowBegins(tx, interactionId, now)
    await recordEvents(tx, sellerId, now, [eventOf(left, 'reply_sending', { again: true })])
    return left
  })
}

/** A call that surely was not made is no second time: it may be made at the next look. One that never left is no news. */
async function stayUnknown(
  { db, clock }: Deps,
  reply: UnfinishedReply,
  outcome: Exclude<Outcome, { kind: 'accepted' | 'overtaken' }>,
  { left, openedAt }: Call,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const now = clock.now()
    await lockInteraction(tx, reply.interactionId)
    const notMade = outcome.kind === 'not_executed' || outcome.kind === 'held_back'
    const told = outcome.kind === 'held_back' ? {} : { errorDetail: outcome.detail, requestId: outcome.requestId }
    const calledAt = lastCallAt(notMade ? reply : (left ?? reply))
    const dueAt = notMade ? after(now, MINUTE) : (nextLookAt(reply, calledAt, now) ?? now)
    const change = { state: 'unknown', dueAt, leaseUntil: null, leaseOwner: null, ...told }
    const moved = await moveAfterCall(tx, left ?? reply, {
      ...change,
      ...(notMade ? { resentAt: null, attempts: reply.attempts } : { knownBy: lastLookAt(reply, calledAt) }),
    })
    if (!moved || !left) return
    if (notMade) await windowBegins(tx, reply.interactionId, calledAt)

    const { requestId = null } = told
    const closed = outcome.kind === 'refused' ? await closeKey(tx, left, { reason: outcome.reason, openedAt }) : []
    await recordEvents(tx, reply.sellerId, now, [eventOf(left, 'reply_unknown', { requestId }), ...closed])
  })
}
