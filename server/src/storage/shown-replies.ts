import type { NewEvent } from '#domain/events.ts'
import {
  type Fate,
  fateOf,
  hasLeft,
  isRefusedBefore,
  lastCallAt,
  mayBeOldRefusal,
  nextLookAt,
  type Sent,
  type Shown,
} from '#domain/reply.ts'
import { after, SECOND } from '#domain/time.ts'
import { leavePlace } from './answered.ts'
import type { Tx } from './db.ts'
import {
  answerBefore,
  type Before,
  eventOf,
  knownBefore,
  moveReply,
  preImageIn,
  type UnfinishedReply,
} from './replies.ts'
import { filesIn, forgetArrived } from './reply-files.ts'
import { takenByMarketplace } from './taken-replies.ts'

/**
 * Settles replies to reviews and questions by what the marketplace shows (WB contract §13.2, §13.3). Returns what to record.
 * The interaction's own fields are the caller's.
 */
export async function followAnswers(
  tx: Tx,
  seen: { reply: UnfinishedReply; shown: Shown }[],
  now: Date,
): Promise<NewEvent[]> {
  const events: NewEvent[] = []
  for (const { reply, shown } of seen) events.push(...(await followAnswer(tx, reply, shown, now)))
  return events
}

/** What a reading made now says about a reply of ours. */
export function fateIn(reply: UnfinishedReply, shown: Shown, now: Date): Fate {
  const { kind, text } = reply
  return fateOf({ kind, text, before: answerThatCounts(reply, now) ?? answerWhenTaken(reply) }, shown)
}

function answerThatCounts(reply: UnfinishedReply, now: Date): Sent['before'] {
  const before = answerBefore(reply)
  const isOver = before?.state === 'rejected' && !mayBeOldRefusal(knownBefore(reply, 'seenOtherwiseAt'), now)
  return isOver ? null : before
}

/** Where nobody has looked right before the call: the answer that an edit was written to change. */
function answerWhenTaken({ kind, before }: UnfinishedReply): Sent['before'] {
  const { lastReplyText: text = null } = (before ?? {}) as Partial<Before>
  return kind === 'edit' && text !== null ? { text, state: 'shown' } : null
}

async function followAnswer(tx: Tx, reply: UnfinishedReply, shown: Shown, now: Date): Promise<NewEvent[]> {
  const fate = fateIn(reply, shown, now)
  if (hasLeft(reply)) await noteSeenOtherwise(tx, reply, shown, now)
  if (fate === 'nothing') return []
  if (!hasLeft(reply)) return isNeedless(reply, fate) ? await answeredElsewhere(tx, reply, now) : []

  switch (fate) {
    case 'shown':
      return await confirmed(tx, reply, now)
    case 'moderated':
      return await accepted(tx, reply, now)
    case 'rejected':
      return await rejected(tx, reply, now)
    case 'another':
      // While it is being said, ours may yet come to stand over the other one.
      return reply.state === 'sending' ? [] : await answeredElsewhere(tx, reply, now)
  }
}

/** From when on a refusal of the same words is one of ours. */
async function noteSeenOtherwise(tx: Tx, reply: UnfinishedReply, { answer }: Shown, now: Date): Promise<void> {
  const before = answerBefore(reply)
  if (before?.state !== 'rejected' || knownBefore(reply, 'seenOtherwiseAt') || isRefusedBefore({ before }, answer))
    return
  const preImage = { ...preImageIn(reply), seenOtherwiseAt: now.toISOString() }
  await tx.replyOutbox.update({ where: { id: reply.id }, data: { preImage } })
}

/** Of an answer that cannot be edited any more the call before sending tells; here only that somebody else has written. */
function isNeedless({ kind }: UnfinishedReply, fate: Fate): boolean {
  return kind === 'edit' ? fate === 'another' || fate === 'shown' : fate !== 'rejected'
}

const settled = { dueAt: null, leaseUntil: null, leaseOwner: null }
const onTheWay = ['sending', 'unknown', 'accepted', 'needs_attention'] as const

/** What the marketplace shows of a reply that has left is proof, whatever was believed of the call. */
const provable = ['retry_wait', ...onTheWay, 'answered_elsewhere'] as const

/** The marketplace shows the reply: it is with the buyer. Returns what to record. */
export async function confirmed(tx: Tx, reply: UnfinishedReply, now: Date): Promise<NewEvent[]> {
  const change = {
    ...settled,
    state: 'confirmed',
    lastError: null,
    failedAt: null,
    confirmedAt: now,
    acceptedAt: reply.acceptedAt ?? now,
    sentAt: reply.sentAt ?? now,
  }
  if (!(await moveReply(tx, reply.id, [...provable, 'rejected'], change))) return []
  await leavePlace(tx, reply.interactionId)
  const events = await takenByMarketplace(tx, reply, now)
  await noteEdit(tx, reply)
  await tx.responseHistory.updateMany({
    where: { interactionId: reply.interactionId, externalRef: reply.id },
    data: { confirmedAt: now },
  })
  if (filesIn(reply.files).length > 0) await forgetArrived(tx, reply.id)
  return [...events, eventOf(reply, 'reply_confirmed', { requestId: reply.requestId })]
}

async function accepted(tx: Tx, reply: UnfinishedReply, now: Date): Promise<NewEvent[]> {
  const moderatedAt = reply.moderatedAt ?? now
  if (reply.state === 'accepted') {
    await noteEdit(tx, reply)
    const isNews = reply.moderatedAt === null && (await moveReply(tx, reply.id, ['accepted'], { moderatedAt }))
    return isNews ? [eventOf(reply, 'updated', { reply: 'moderated' })] : []
  }
  const change = {
    ...settled,
    state: 'accepted',
    acceptedAt: now,
    moderatedAt,
    sentAt: reply.sentAt ?? now,
    dueAt: after(now, 10 * SECOND),
    unknownSince: null,
  }
  if (!(await moveReply(tx, reply.id, provable, change))) return []
  await leavePlace(tx, reply.interactionId)
  await noteEdit(tx, reply)
  const events = await takenByMarketplace(tx, reply, now)
  // One that was given up for lost had been told as taken before.
  return events.length > 0 ? events : [eventOf(reply, 'updated', { reply: 'accepted', requestId: reply.requestId })]
}

/** The marketplace shows that the only edit is spent. That it took the request does not prove it. */
async function noteEdit(tx: Tx, { kind, interactionId }: UnfinishedReply): Promise<void> {
  if (kind === 'edit') await tx.interaction.update({ where: { id: interactionId }, data: { editUsed: true } })
}

async function rejected(tx: Tx, reply: UnfinishedReply, now: Date): Promise<NewEvent[]> {
  const change = { ...settled, state: 'rejected', lastError: 'moderation', failedAt: now }
  const moved = await moveReply(tx, reply.id, onTheWay, change)
  if (moved) await leavePlace(tx, reply.interactionId)
  return moved ? [eventOf(reply, 'reply_rejected', { reason: 'moderation', requestId: reply.requestId })] : []
}

/** Ours may stand behind the other answer, with the moderators: as long as that may be, it is looked for (WB contract §6.6). */
export async function answeredElsewhere(tx: Tx, reply: UnfinishedReply, now: Date): Promise<NewEvent[]> {
  const dueAt = reply.sentAt && nextLookAt(reply, lastCallAt(reply), now)
  const change = { ...settled, state: 'answered_elsewhere', lastError: 'conflict', dueAt }
  const moved = await moveReply(tx, reply.id, ['queued', 'retry_wait', ...onTheWay], change)
  if (moved) await leavePlace(tx, reply.interactionId)
  return moved ? [eventOf(reply, 'reply_failed', { reason: 'answered_elsewhere', requestId: reply.requestId })] : []
}
