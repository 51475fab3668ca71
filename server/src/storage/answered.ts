import type { Tx } from './db.ts'
import type { Prisma } from './generated/client.ts'
import type { InteractionModel } from './generated/models.ts'
import { type Before, type UnfinishedReply, unfinishedReplies } from './replies.ts'

/** Holds an interaction until the transaction ends. Always before its replies, so that nobody waits in a circle. */
export async function lockInteraction(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM interaction WHERE id = ${id}::uuid FOR UPDATE`
}

/** What the interaction looks like from the moment we take a reply (domain §2.3, §11.1). */
export function answeredByUs(text: string, now: Date) {
  return {
    status: 'responded',
    needsResponse: false,
    closeReason: null,
    closedAt: null,
    priority: 'low',
    priorityRank: 0,
    priorityReason: 'reply_pending',
    slaDueAt: null,
    nextChangeAt: null,
    wbSyncState: 'pending',
    lastReplyText: text,
    lastReplyAt: now,
    lastReplySource: 'agentiq',
    isAutoResponse: false,
    version: { increment: 1 },
  } satisfies Prisma.InteractionUpdateInput
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
export function rejectedByUs(now: Date) {
  return {
    status: 'closed',
    needsResponse: false,
    closeReason: 'rejected',
    closedAt: now,
    priority: 'low',
    priorityRank: 0,
    priorityReason: 'reply_pending',
    slaDueAt: null,
    nextChangeAt: null,
    wbSyncState: 'pending',
    version: { increment: 1 },
  } satisfies Prisma.InteractionUpdateInput
}

/** Keeps what a reply is about to change. */
export function rememberBefore(interaction: InteractionModel): Before {
  const { status, needsResponse, closeReason, priority, priorityRank, priorityReason, slaTargetMinutes, wbSyncState } =
    interaction
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
    slaDueAt: interaction.slaDueAt?.toISOString() ?? null,
    closedAt: interaction.closedAt?.toISOString() ?? null,
  }
}

/**
 * Puts the interaction back to what it was before a reply that came to nothing. Does nothing when the world has moved on: the
 * buyer wrote again, or somebody answered elsewhere. While another reply waits in the same chat, that one inherits the duty.
 */
export async function giveBack(tx: Tx, reply: UnfinishedReply, wbSyncState?: string): Promise<void> {
  const others = (await unfinishedReplies(tx, [reply.interactionId])).filter(({ id }) => id !== reply.id)
  const [oldest] = others
  if (!reply.before) return
  if (!oldest) return await restore(tx, reply.interactionId, reply.before as Before, wbSyncState)
  // The oldest one remembers the true state; a younger one only that an older was on its way.
  if (oldest.createdAt > reply.createdAt) {
    await tx.replyOutbox.update({ where: { id: oldest.id }, data: { before: reply.before } })
  }
}

async function restore(tx: Tx, interactionId: string, before: Before, wbSyncState = before.wbSyncState): Promise<void> {
  await tx.interaction.updateMany({
    where: { id: interactionId, wbSyncState: 'pending', OR: [{ status: 'responded' }, { closeReason: 'rejected' }] },
    data: {
      ...before,
      ...timesOf(before),
      nextChangeAt: before.needsResponse ? sinceEver : null,
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
