import type { NewEvent } from '#domain/events.ts'
import {
  type Fate,
  fateOf,
  hasLeft,
  lostStates,
  nextLookAt,
  type ReplyChannel,
  type ReplyKind,
  type ReplyState,
  type Shown,
  sameText,
  unfinished,
} from '#domain/reply.ts'
import { spokenText } from '#domain/reply-file.ts'
import { type Quality, qualityOf, type ShownDraft } from '#domain/reply-quality.ts'
import { after, SECOND } from '#domain/time.ts'
import type { Db, Tx } from './db.ts'
import { shownDraftOf } from './drafts.ts'
import type { Prisma } from './generated/client.ts'
import type { ReplyOutboxModel } from './generated/models.ts'
import { filesIn, forgetArrived } from './reply-files.ts'

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

/** Replies of these reviews and questions that an answer shown by the marketplace may settle, oldest first. */
export async function repliesToFollow(tx: Tx, interactionIds: string[]): Promise<UnfinishedReply[]> {
  if (interactionIds.length === 0) return []
  const rows = await tx.replyOutbox.findMany({
    where: {
      interactionId: { in: interactionIds },
      OR: [{ state: { in: [...unfinished] } }, { state: { in: [...overButMayShow] }, sentAt: { not: null } }],
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows as UnfinishedReply[]
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

/** Replies whose fate could not be found out without a key are looked for at once with the new one. */
export async function wakeRepliesWithoutKey(tx: Tx, sellerId: string, now: Date): Promise<void> {
  await tx.replyOutbox.updateMany({
    where: { sellerId, state: { in: ['accepted', 'unknown'] }, lastError: 'auth', dueAt: null },
    data: { dueAt: now, lastError: null },
  })
}

/** Gives up the claim and says when the reply is due again. */
export async function releaseReply(db: Db, id: string, dueAt: Date | null): Promise<void> {
  await db.prisma.replyOutbox.updateMany({ where: { id }, data: { leaseUntil: null, leaseOwner: null, dueAt } })
}

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

/** What a reading says about a reply of ours. */
export function fateIn(reply: UnfinishedReply, shown: Shown): Fate {
  const { kind, text } = reply
  return fateOf({ kind, text, formerText: formerTextOf(reply) }, shown)
}

/** The answer that stood there when an edit was taken. */
function formerTextOf({ before }: UnfinishedReply): string | null {
  return (before as Before | null)?.lastReplyText ?? null
}

async function followAnswer(tx: Tx, reply: UnfinishedReply, shown: Shown, now: Date): Promise<NewEvent[]> {
  const fate = fateIn(reply, shown)
  if (fate === 'nothing') return []
  if (!hasLeft(reply)) return isNeedless(reply, fate) ? await answeredElsewhere(tx, reply, now) : []

  switch (fate) {
    case 'shown':
      return await confirmed(tx, reply, now)
    case 'moderated':
      return await accepted(tx, reply, now)
    case 'rejected':
      return await rejected(tx, reply)
    case 'another':
      // While it is being said, ours may yet come to stand over the other one.
      return reply.state === 'sending' ? [] : await answeredElsewhere(tx, reply, now)
  }
}

/** Of an answer that cannot be edited any more the call before sending tells; here only that somebody else has written. */
function isNeedless({ kind }: UnfinishedReply, fate: Fate): boolean {
  return kind === 'edit' ? fate === 'another' || fate === 'shown' : fate !== 'rejected'
}

/**
 * Settles chat replies by the messages that came back to us (WB contract §13.4): the same chat, text, number of files and way of
 * sending, after what we knew before the call, each message used once.
 */
export async function followEchoes(tx: Tx, echoes: Echo[], now: Date): Promise<NewEvent[]> {
  const interactionIds = [...new Set(echoes.map(({ interactionId }) => interactionId))]
  const waiting = await repliesAwaitingEcho(tx, interactionIds)
  const events: NewEvent[] = []

  for (const echo of [...echoes].sort((one, other) => one.sentAt.getTime() - other.sentAt.getTime())) {
    const possible = waiting.filter((each) => isEchoOf(each, echo))
    const reply =
      likeliest(possible.filter((each) => lackingIn(each, echo) === each.lostFileCount)) ?? likeliest(possible)
    if (!reply) continue
    waiting.splice(waiting.indexOf(reply), 1)

    await tx.chatMessage.update({ where: { id: echo.messageId }, data: { replyId: reply.id } })
    await tx.interaction.update({ where: { id: reply.interactionId }, data: { wbSyncState: 'confirmed' } })
    await noteLacking(tx, reply, echo)
    events.push(...(await confirmed(tx, reply, now)))
  }
  return events
}

/** How many of the reply's files the message does not have. */
function lackingIn({ files }: UnfinishedReply, { attachmentCount }: Echo): number {
  return filesIn(files).length - attachmentCount
}

/** The marketplace may lose files without a word, or the word may have been lost with its answer. */
async function noteLacking(tx: Tx, reply: UnfinishedReply, echo: Echo): Promise<void> {
  const lostFileCount = lackingIn(reply, echo)
  if (lostFileCount <= reply.lostFileCount) return
  const files = filesIn(reply.files)
  const known = lostFileCount === files.length ? { files: files.map((file) => ({ ...file, lost: true })) } : {}
  await tx.replyOutbox.update({ where: { id: reply.id }, data: { lostFileCount, ...known } })
}

/** A seller's message as the marketplace shows it. */
export type Echo = {
  interactionId: string
  messageId: string
  text: string | null
  attachmentCount: number
  source: string | null
  sentAt: Date
}

async function repliesAwaitingEcho(tx: Tx, interactionIds: string[]): Promise<UnfinishedReply[]> {
  if (interactionIds.length === 0) return []
  const rows = await tx.replyOutbox.findMany({
    where: {
      interactionId: { in: interactionIds },
      channel: 'chat',
      state: { in: ['sending', 'unknown', 'accepted', 'needs_attention'] },
      message: null,
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows as UnfinishedReply[]
}

/**
 * Of replies with the same words the one whose message this is. What the marketplace said it took has a message for certain, what
 * is being sent will have one; of the others nobody knows. Among equals the oldest.
 */
function likeliest(replies: UnfinishedReply[]): UnfinishedReply | undefined {
  return inOrderOfCertainty.flatMap((state) => replies.find((reply) => reply.state === state) ?? [])[0]
}

const inOrderOfCertainty: readonly ReplyState[] = ['accepted', 'sending', 'unknown', 'needs_attention']

/**
 * A message with fewer files than the reply may be it: not all of them need to have arrived, and when in doubt it was sent. A message
 * with none of its words has at least a file.
 */
function isEchoOf(reply: UnfinishedReply, echo: Echo): boolean {
  if (reply.interactionId !== echo.interactionId || lackingIn(reply, echo) < 0) return false
  if (reply.text === '' && echo.attachmentCount === 0) return false
  if (echo.source !== null && echo.source !== 'seller-public-api') return false
  return sameText(reply.text, echo.text ?? '') && echo.sentAt.getTime() > newestBefore(reply)
}

/** The chat's newest message before the call, by the marketplace's own clock: ours is never compared with it. */
function newestBefore(reply: UnfinishedReply): number {
  return knownBefore(reply, 'newestMessageAt')?.getTime() ?? 0
}

/** When the item was last looked at before a call was made. */
export function lastLookOf(reply: UnfinishedReply): Date | null {
  return knownBefore(reply, 'lookedAt')
}

function knownBefore({ preImage }: UnfinishedReply, what: 'newestMessageAt' | 'lookedAt'): Date | null {
  const at = preImage && typeof preImage === 'object' && !Array.isArray(preImage) ? preImage[what] : null
  return typeof at === 'string' ? new Date(at) : null
}

const settled = { dueAt: null, leaseUntil: null, leaseOwner: null }
const onTheWay = ['sending', 'unknown', 'accepted', 'needs_attention'] as const

/** Replies that came to nothing as far as could be seen, and that the marketplace may show after all if they had left. */
export const overButMayShow = ['needs_attention', 'answered_elsewhere'] as const satisfies readonly ReplyState[]

/** What the marketplace shows of a reply that has left is proof, whatever was believed of the call. */
const provable = ['retry_wait', ...onTheWay, 'answered_elsewhere'] as const

async function confirmed(tx: Tx, reply: UnfinishedReply, now: Date): Promise<NewEvent[]> {
  const change = {
    ...settled,
    state: 'confirmed',
    confirmedAt: now,
    acceptedAt: reply.acceptedAt ?? now,
    sentAt: reply.sentAt ?? now,
  }
  if (!(await moveReply(tx, reply.id, provable, change))) return []
  const events = await takenByMarketplace(tx, reply, now)
  await noteEdit(tx, reply)
  await tx.responseHistory.updateMany({
    where: { interactionId: reply.interactionId, externalRef: reply.id },
    data: { confirmedAt: now },
  })
  if (filesIn(reply.files).length > 0) await forgetArrived(tx, reply.id)
  return [...events, eventOf(reply, 'reply_confirmed')]
}

async function accepted(tx: Tx, reply: UnfinishedReply, now: Date): Promise<NewEvent[]> {
  if (reply.state === 'accepted') {
    await noteEdit(tx, reply)
    return []
  }
  const change = {
    ...settled,
    state: 'accepted',
    acceptedAt: now,
    sentAt: reply.sentAt ?? now,
    dueAt: after(now, 10 * SECOND),
    unknownSince: null,
  }
  if (!(await moveReply(tx, reply.id, provable, change))) return []
  await noteEdit(tx, reply)
  return await takenByMarketplace(tx, reply, now)
}

/** The marketplace shows that the only edit is spent. That it took the request does not prove it. */
async function noteEdit(tx: Tx, { kind, interactionId }: UnfinishedReply): Promise<void> {
  if (kind === 'edit') await tx.interaction.update({ where: { id: interactionId }, data: { editUsed: true } })
}

async function rejected(tx: Tx, reply: UnfinishedReply): Promise<NewEvent[]> {
  const moved = await moveReply(tx, reply.id, onTheWay, { ...settled, state: 'rejected', lastError: 'moderation' })
  return moved ? [eventOf(reply, 'reply_rejected', { reason: 'moderation' })] : []
}

/** Ours may stand behind the other answer, with the moderators: as long as that may be, it is looked for (WB contract §6.6). */
async function answeredElsewhere(tx: Tx, reply: UnfinishedReply, now: Date): Promise<NewEvent[]> {
  const dueAt = reply.sentAt && nextLookAt(reply, reply.sentAt, now)
  const change = { ...settled, state: 'answered_elsewhere', lastError: 'conflict', dueAt }
  const moved = await moveReply(tx, reply.id, ['queued', 'retry_wait', ...onTheWay], change)
  return moved ? [eventOf(reply, 'reply_failed', { reason: 'answered_elsewhere' })] : []
}

/** Once per reply: the answer enters the history, and the journal says that the marketplace took it (domain §11.1). */
export async function takenByMarketplace(tx: Tx, reply: UnfinishedReply, now: Date): Promise<NewEvent[]> {
  const { id, interactionId, sellerId, channel, kind } = reply
  if (kind === 'rejection') return reply.acceptedAt ? [] : [eventOf(reply, 'closed', { reason: 'rejected' })]
  const known = await tx.responseHistory.findUnique({
    where: { interactionId_externalRef: { interactionId, externalRef: id } },
  })
  if (known) return []

  const { nmId, intent } = await tx.interaction.findUniqueOrThrow({
    where: { id: interactionId },
    select: { nmId: true, intent: true },
  })
  const draft = await shownDraftOf(tx, reply)
  const quality = qualityIn(reply, draft)
  const sentAt = reply.sentAt ?? now
  const former = await tx.responseHistory.count({ where: { interactionId } })
  await tx.responseHistory.create({
    data: {
      sellerId,
      interactionId,
      channel,
      nmId,
      intent,
      text: spokenText(reply.text, filesIn(reply.files)),
      source: 'agentiq',
      sentAt,
      externalRef: id,
      // Messages of a chat follow each other; an answer has versions.
      version: channel === 'chat' ? 1 : former + 1,
      outcome: quality?.outcome ?? null,
      draftId: draft?.id ?? null,
    },
  })
  const taken = eventOf(reply, kind === 'edit' ? 'reply_edited' : 'reply_sent', { requestId: reply.requestId })
  return quality ? [taken, eventOf(reply, quality.outcome, detailsOf(quality))] : [taken]
}

/** What was the operator's own work in it. An edit is no new reply, and one of the program's is nobody's (domain §11.6, §11.7). */
function qualityIn({ kind, text, createdBy }: UnfinishedReply, draft: ShownDraft | null): Quality | null {
  return kind === 'edit' || createdBy === null ? null : qualityOf(text, draft)
}

function detailsOf({ outcome: _, ...details }: Quality): Record<string, unknown> {
  return details
}

/** An event about a reply: who wrote it, which one, at which attempt, and the facts given. */
export function eventOf(
  reply: Pick<UnfinishedReply, 'id' | 'interactionId' | 'channel' | 'createdBy' | 'kind' | 'attempts'>,
  type: NewEvent['type'],
  details: Record<string, unknown> = {},
): NewEvent {
  return {
    type,
    interactionId: reply.interactionId,
    channel: reply.channel,
    actor: reply.createdBy ?? 'system',
    details: { replyId: reply.id, kind: reply.kind, attempt: reply.attempts, ...details },
  }
}
