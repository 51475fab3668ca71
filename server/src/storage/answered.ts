import { placeOnceQueued, processedPlace } from '#domain/answering.ts'
import { previewOf, previewText } from '#domain/preview.ts'
import { untaken } from '#domain/reply.ts'
import type { Tx } from './db.ts'
import type { Prisma } from './generated/client.ts'
import type { InteractionModel } from './generated/models.ts'
import { type Before, type UnfinishedReply, unfinishedReplies } from './replies.ts'
import type { AnswerElsewhere } from './threads.ts'

/** Holds an interaction until the transaction ends. Always before its replies, so that nobody waits in a circle. */
export async function lockInteraction(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM interaction WHERE id = ${id}::uuid FOR UPDATE`
}

/** What the interaction looks like from the moment we take a reply: it waits no more, and stays where it is (domain §2.3, ui §8.2). */
export function answerQueued(interaction: InteractionModel, text: string, now: Date) {
  return { ...answeredByUs(text, now), ...placeOnceQueued(interaction, now) } satisfies Prisma.InteractionUpdateInput
}

/** What the interaction looks like once the marketplace has our reply (domain §2.3, §11.1). */
export function answeredByUs(text: string, now: Date) {
  return {
    status: 'responded',
    needsResponse: false,
    closeReason: null,
    closedAt: null,
    ...processedPlace,
    nextChangeAt: null,
    wbSyncState: 'pending',
    lastReplyText: text,
    lastReplyAt: now,
    lastReplySource: 'agentiq',
    isAutoResponse: false,
    version: { increment: 1 },
  } satisfies Prisma.InteractionUpdateInput
}

/** Of a chat what its interaction says of the last answer once it was given by other means than here, and nothing of ours is on its way. */
export function answeredElsewhereBy({ text, attachments, sentAt }: AnswerElsewhere) {
  const preview = previewOf({ text, attachments })
  return {
    lastReplyText: text ?? (preview && previewText(preview)),
    lastReplyAt: sentAt,
    lastReplySource: 'wb_cabinet',
    isAutoResponse: false,
    wbSyncState: 'confirmed',
    version: { increment: 1 },
  } satisfies Prisma.InteractionUpdateInput
}

/** The last answer stands in its chat, and unless another one of ours is on its way, none is waited for any more. */
export async function answerSeen(tx: Tx, id: string): Promise<void> {
  await tx.interaction.update({ where: { id }, data: { wbSyncState: 'confirmed' } })
  if ((await unfinishedReplies(tx, [id])).length === 0) await nothingPending(tx, id)
}

/** What lies among the answered waits for nothing of ours any more, and says so. */
export async function nothingPending(tx: Tx, id: string): Promise<void> {
  const data = { priorityReason: 'answered', version: { increment: 1 } }
  await tx.interaction.updateMany({ where: { id, priorityReason: 'reply_pending' }, data })
}

/**
 * The call with a reply of ours is about to be made: from now on its time to be shown runs, however long it had to wait for its turn
 * (domain §2.6).
 */
export async function windowBegins(tx: Tx, id: string, now: Date): Promise<void> {
  const ours = { status: 'responded', wbSyncState: 'pending', lastReplySource: 'agentiq' }
  await tx.interaction.updateMany({ where: { id, ...ours }, data: { lastReplyAt: now } })
}

/** What a question looks like from the moment we take its rejection (domain §2.4). */
export function rejectionQueued(interaction: InteractionModel, now: Date) {
  return {
    status: 'closed',
    needsResponse: false,
    closeReason: 'rejected',
    closedAt: now,
    ...placeOnceQueued(interaction, now),
    nextChangeAt: null,
    wbSyncState: 'pending',
    version: { increment: 1 },
  } satisfies Prisma.InteractionUpdateInput
}

/**
 * The item lies among the processed once no reply to it is on its way any more, unless it waits again. Whoever settles a reply calls
 * this last (ui §8.2).
 */
export async function leavePlace(tx: Tx, id: string): Promise<void> {
  const onTheWay = await tx.replyOutbox.count({ where: { interactionId: id, state: { in: [...untaken] } } })
  if (onTheWay > 0) return
  const data = { ...processedPlace, version: { increment: 1 } }
  await tx.interaction.updateMany({ where: { id, answeringSince: { not: null } }, data })
}

/** Keeps what a reply is about to change. A place that an earlier reply holds is that one's to give back. */
export function rememberBefore(interaction: InteractionModel): Before {
  const place = interaction.answeringSince === null ? interaction : { ...interaction, ...processedPlace }
  const { priority, priorityRank, priorityReason, slaDueAt } = place
  const { status, needsResponse, closeReason, slaTargetMinutes, wbSyncState } = interaction
  const { lastReplyText, lastReplySource, isAutoResponse } = interaction
  return {
    status,
    needsResponse,
    closeReason,
    priority,
    priorityRank,
    priorityReason,
    slaTargetMinutes,
    wbSyncState,
    lastReplyText,
    lastReplySource,
    isAutoResponse,
    lastReplyAt: interaction.lastReplyAt?.toISOString() ?? null,
    slaDueAt: slaDueAt?.toISOString() ?? null,
    closedAt: interaction.closedAt?.toISOString() ?? null,
  }
}

/**
 * Puts the interaction back to what it was before a reply that came to nothing. Does nothing when the world has moved on: the
 * buyer wrote again, or somebody answered elsewhere. While another reply waits in the same chat, that one inherits the duty.
 */
export async function giveBack(tx: Tx, reply: UnfinishedReply, wbSyncState?: string): Promise<void> {
  if (reply.before) await handOver(tx, { ...reply, before: reply.before }, wbSyncState)
  await leavePlace(tx, reply.interactionId)
}

async function handOver(
  tx: Tx,
  { id, interactionId, createdAt, before }: UnfinishedReply & { before: NonNullable<UnfinishedReply['before']> },
  wbSyncState?: string,
): Promise<void> {
  const [oldest] = (await unfinishedReplies(tx, [interactionId])).filter((other) => other.id !== id)
  if (!oldest) return await restore(tx, interactionId, before as Before, wbSyncState)
  // That the buyer waits is known to whoever was written after him. Else the oldest one remembers the true state; a younger one only
  // that an older was on its way.
  const knowsMore = oldest.createdAt > createdAt || buyerWaits(before)
  if (knowsMore && !buyerWaits(oldest.before))
    await tx.replyOutbox.update({ where: { id: oldest.id }, data: { before } })
}

// The column holds what `rememberBefore` has made.
const buyerWaits = (before: UnfinishedReply['before']) => (before as Before | null)?.needsResponse === true

async function restore(tx: Tx, interactionId: string, before: Before, wbSyncState = before.wbSyncState): Promise<void> {
  await tx.interaction.updateMany({
    where: { id: interactionId, wbSyncState: 'pending', OR: [{ status: 'responded' }, { closeReason: 'rejected' }] },
    data: {
      ...before,
      ...timesOf(before),
      nextChangeAt: before.needsResponse ? sinceEver : null,
      answeringSince: null,
      wbSyncState,
      version: { increment: 1 },
    },
  })
}

// The clock went on meanwhile: what waits again is judged at once.
const sinceEver = new Date(1)

/** Each time that stays a text is to Prisma a statement of its own, whose plan it keeps: a leak for every reply that came to nothing. */
function timesOf({ slaDueAt, lastReplyAt, closedAt }: Before) {
  return { slaDueAt: timeOf(slaDueAt), lastReplyAt: timeOf(lastReplyAt), closedAt: timeOf(closedAt) }
}

const timeOf = (told: string | null) => (told === null ? null : new Date(told))
