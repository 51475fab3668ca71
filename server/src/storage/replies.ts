import type { NewEvent } from '#domain/events.ts'
import type { IncomingAnswer } from '#domain/incoming.ts'
import { lostStates, type ReplyChannel, type ReplyKind, type ReplyState, sameText, unfinished } from '#domain/reply.ts'
import { after, SECOND } from '#domain/time.ts'
import type { Db, Tx } from './db.ts'
import type { Prisma } from './generated/client.ts'
import type { ReplyOutboxModel } from './generated/models.ts'

/** A reply as stored. */
export type StoredReply = ReplyOutboxModel

/** A reply of ours that has not come to an end. */
export type UnfinishedReply = Omit<ReplyOutboxModel, 'state' | 'channel' | 'kind'> & {
  state: ReplyState
  channel: ReplyChannel
  kind: ReplyKind
}

/** The interaction as it was before the reply, enough to restore it. */
export type Before = {
  status: string
  needsResponse: boolean
  closeReason: string | null
  priority: string
  priorityRank: number
  priorityReason: string | null
  slaDueAt: string | null
  slaTargetMinutes: number | null
  wbSyncState: string
  closedAt: string | null
  lastReplyText: string | null
  lastReplyAt: string | null
  lastReplySource: string | null
  isAutoResponse: boolean
}

/** Replies of these interactions that have not come to an end, oldest first. */
export async function unfinishedReplies(tx: Tx, interactionIds: string[]): Promise<UnfinishedReply[]> {
  if (interactionIds.length === 0) return []
  const rows = await tx.replyOutbox.findMany({
    where: { interactionId: { in: interactionIds }, state: { in: [...unfinished] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows as UnfinishedReply[]
}

/** Replies that came to nothing as far as could be seen, and that the marketplace may show after all if they had left. */
export const overButMayShow = [
  'needs_attention',
  'answered_elsewhere',
  'rejected',
] as const satisfies readonly ReplyState[]

/**
 * Replies of these reviews and questions that an answer shown by the marketplace may settle, oldest first. One that is over is not among
 * them where the same words have gone again and were taken: they are those of the later one.
 */
export async function repliesToFollow(tx: Tx, interactionIds: string[]): Promise<UnfinishedReply[]> {
  if (interactionIds.length === 0) return []
  const rows = await tx.replyOutbox.findMany({
    where: {
      interactionId: { in: interactionIds },
      OR: [{ state: { in: [...unfinished] } }, { state: { in: [...overButMayShow] }, sentAt: { not: null } }],
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const over = rows.filter(({ state }) => (overButMayShow as readonly string[]).includes(state))
  if (over.length === 0) return rows as UnfinishedReply[]

  const taken = await tx.replyOutbox.findMany({
    where: {
      interactionId: { in: over.map((reply) => reply.interactionId) },
      state: { in: ['accepted', 'confirmed'] },
    },
    select: { interactionId: true, text: true, createdAt: true },
  })
  const isRepeated = ({ interactionId, text, createdAt }: StoredReply) =>
    taken.some((one) => one.interactionId === interactionId && one.createdAt > createdAt && sameText(one.text, text))
  return rows.filter((reply) => !over.includes(reply) || !isRepeated(reply)) as UnfinishedReply[]
}

/** The reply made with this key, if there is one. The key is unique within the seller (domain §11.2). */
export async function replyByKey(tx: Tx, sellerId: string, key: string): Promise<StoredReply | null> {
  return await tx.replyOutbox.findUnique({ where: { sellerId_idempotencyKey: { sellerId, idempotencyKey: key } } })
}

/** A reply as it is now. Lock its interaction first to keep it so. */
export async function replyById(tx: Tx, id: string): Promise<UnfinishedReply> {
  return (await tx.replyOutbox.findUniqueOrThrow({ where: { id } })) as UnfinishedReply
}

/** Puts aside a reply to this item that came to nothing. False: there is none, or it was put aside before. */
export async function dismissLost(tx: Tx, interactionId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.replyOutbox.updateMany({
    where: { id, interactionId, dismissedAt: null, state: { in: [...lostStates] } },
    data: { dismissedAt: now },
  })
  return count === 1
}

/**
 * Changes a reply, but only while it stands as it is given here, at the same attempt: whoever lost the claim in the middle of a call
 * must change nothing of the call that another process makes. False: it has moved on.
 */
export async function moveAsItStands(
  tx: Tx,
  { id, state, attempts }: Pick<UnfinishedReply, 'id' | 'state' | 'attempts'>,
  change: Prisma.ReplyOutboxUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await tx.replyOutbox.updateMany({ where: { id, state, attempts }, data: change })
  return count === 1
}

/**
 * Changes a reply by the answer to a call, but only while it is at that attempt: in the call, or taken for lost in it because the claim
 * ran out meanwhile. False: it has moved on.
 */
export async function moveAfterCall(
  tx: Tx,
  { id, attempts }: Pick<UnfinishedReply, 'id' | 'attempts'>,
  change: Prisma.ReplyOutboxUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await tx.replyOutbox.updateMany({
    where: { id, attempts, state: { in: ['sending', 'unknown'] } },
    data: change,
  })
  return count === 1
}

/** Changes a reply, but only while it is in one of these states. False: somebody else was first. */
export async function moveReply(
  tx: Tx,
  id: string,
  from: readonly ReplyState[],
  change: Prisma.ReplyOutboxUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await tx.replyOutbox.updateMany({ where: { id, state: { in: [...from] } }, data: change })
  return count === 1
}

/**
 * Replies that waited for a key leave with the new one, and those whose fate could not be found out without are looked for at once. A
 * message in a chat cannot be taken back once it has left: it gives the operator time, and leaves only if the buyer has written nothing
 * since it was pressed (ADR 32).
 */
export async function wakeRepliesWithoutKey(tx: Tx, sellerId: string, now: Date): Promise<void> {
  const waiting = { sellerId, lastError: 'auth' }
  const held = { state: { in: ['queued', 'retry_wait'] } }
  const messages = { ...waiting, ...held, channel: 'chat' }
  const soon = { dueAt: after(now, timeToRead), lastError: null, keyGivenAt: now }
  await tx.replyOutbox.updateMany({ where: messages, data: soon })
  await tx.replyOutbox.updateMany({
    where: { ...waiting, OR: [{ state: { in: ['accepted', 'unknown'] }, dueAt: null }, held] },
    data: { dueAt: now, lastError: null },
  })
}

/** The first look with a new key begins at once and reads what is new within seconds. */
const timeToRead = 20 * SECOND

/** Lets go of a reply as it stood, and says when it is due again. One that has moved on meanwhile is due when whoever moved it has said. */
export async function releaseReply(
  { prisma }: Db,
  { id, state, attempts, leaseOwner }: Pick<UnfinishedReply, 'id' | 'state' | 'attempts' | 'leaseOwner'>,
  dueAt: Date | null,
  told: Pick<
    Prisma.ReplyOutboxUpdateManyMutationInput,
    'knownBy' | 'lookups' | 'lookDetail' | 'lookRequestId' | 'faults' | 'lastError'
  > = {},
): Promise<void> {
  const free = { leaseUntil: null, leaseOwner: null }
  const held = { id, leaseOwner }
  const released = await prisma.replyOutbox.updateMany({
    where: { ...held, state, attempts },
    data: { ...free, ...told, dueAt },
  })
  if (released.count === 0) await prisma.replyOutbox.updateMany({ where: held, data: free })
}

/** When the item was last looked at before a call was made. */
export function lastLookOf(reply: UnfinishedReply): Date | null {
  return knownBefore(reply, 'lookedAt')
}

/** What was known of the item before a call with the reply was made; null where nothing was. */
export function knownBefore(
  reply: Pick<UnfinishedReply, 'preImage'>,
  what: 'newestMessageAt' | 'pressedOverAt' | 'lookedAt' | 'seenOtherwiseAt',
): Date | null {
  const at = preImageIn(reply)[what]
  return at == null ? null : new Date(at)
}

/** The answer that the marketplace showed before the call; null where it showed none, or nobody has looked. */
export function answerBefore(reply: Pick<UnfinishedReply, 'preImage'>): AnswerBefore | null {
  return preImageIn(reply).answer ?? null
}

/** What is known of an item before a reply to it was ever called out: of a chat how far it was when the operator pressed. */
export function atThePress({ channel, occurredAt }: { channel: string; occurredAt: Date }): Partial<PreImage> {
  return channel === 'chat' ? { pressedOverAt: occurredAt.toISOString() } : {}
}

/** What the marketplace showed just before a call (WB contract §13), times as text. */
export type PreImage = {
  /** The chat's newest message, by the marketplace's own clock. */
  newestMessageAt: string | null
  /** The same when the operator pressed: what came later she has not answered. Null where that is not known, and but for chats. */
  pressedOverAt: string | null
  /** When the item was looked at. */
  lookedAt: string | null
  answer: AnswerBefore | null
  /** When the marketplace first showed something else than that answer after the call; null as long as it has not. */
  seenOtherwiseAt: string | null
  /** A question that is hidden from the buyers. */
  isHidden: boolean
}

type AnswerBefore = Pick<IncomingAnswer, 'text' | 'state' | 'editable'>

/** What was kept of the item before the call. */
export function preImageIn({ preImage }: Pick<UnfinishedReply, 'preImage'>): Partial<PreImage> {
  // Written by us alone, always as this type; older rows hold less.
  return (preImage ?? {}) as Partial<PreImage>
}

/** An event about a reply: which one, at which attempt, and the facts given. The program's own step unless the caller names a person. */
export function eventOf(
  reply: Pick<UnfinishedReply, 'id' | 'interactionId' | 'channel' | 'kind' | 'attempts'>,
  type: NewEvent['type'],
  details: Record<string, unknown> = {},
): NewEvent {
  return {
    type,
    interactionId: reply.interactionId,
    channel: reply.channel,
    details: { replyId: reply.id, kind: reply.kind, attempt: reply.attempts, ...details },
  }
}
