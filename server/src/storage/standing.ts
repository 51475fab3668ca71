import type { InteractionExtra } from '#domain/extra.ts'
import type { MessageAttachment } from '#domain/incoming.ts'
import type { Channel, CloseReason, Intent, IntentMethod, Priority, Status, WbSyncState } from '#domain/interaction.ts'
import { judge } from '#domain/judge.ts'
import type { Signs } from '#domain/reading.ts'
import { PRIORITY_RANK } from '#domain/sla.ts'
import { type ChatMessage, threadStateOf } from '#domain/thread.ts'
import type { Tx } from './db.ts'
import type { InteractionModel } from './generated/models.ts'

/** An operator's decision about whose turn it is. */
type Decision = { status: 'open' } | { status: 'closed'; closeReason: CloseReason }

/** Puts an interaction where an operator wants it and judges it anew, its chat included. */
export async function saveDecision(
  tx: Tx,
  interaction: InteractionModel,
  decision: Decision,
  now: Date,
): Promise<void> {
  const { id } = interaction
  const { status } = decision
  const closeReason = status === 'closed' ? decision.closeReason : null
  const closedAt = status === 'closed' ? now : null
  const messages = interaction.channel === 'chat' ? await chatOf(tx, id) : []
  const { priority, priorityReason, slaTargetMinutes, slaDueAt } = judge(signsOf(interaction, status, messages), now)

  await tx.interaction.update({
    where: { id },
    data: {
      status,
      needsResponse: status === 'open',
      closeReason,
      closedAt,
      priority,
      priorityRank: PRIORITY_RANK[priority],
      priorityReason,
      slaTargetMinutes,
      slaDueAt,
      version: { increment: 1 },
    },
  })
  if (interaction.channel !== 'chat') return
  const chatStatus = status === 'closed' ? 'closed' : threadStateOf(messages, null).chatStatus
  await tx.chatThread.updateMany({ where: { interactionId: id }, data: { chatStatus, closedAt } })
}

/** Gives an interaction that waits the priority an operator chose; null gives it back to the rules. Returns what it has now. */
export async function savePriority(
  tx: Tx,
  interaction: InteractionModel,
  chosen: Priority | null,
  now: Date,
): Promise<Priority> {
  const messages = interaction.channel === 'chat' ? await chatOf(tx, interaction.id) : []
  const signs: Signs = { ...signsOf(interaction, 'open', messages), manualPriority: chosen }
  const { priority, priorityReason } = judge(signs, now)
  await tx.interaction.update({
    where: { id: interaction.id },
    data: { priority, priorityRank: PRIORITY_RANK[priority], priorityReason, version: { increment: 1 } },
  })
  return priority
}

function signsOf(interaction: InteractionModel, status: Status, messages: ChatMessage[]): Signs {
  const { text, rating, intent, intentMethod } = interaction
  const extra = (interaction.extra ?? {}) as InteractionExtra
  const known = intent !== null && (intentMethod === 'manual' || intentMethod === 'llm')
  const common = {
    status,
    wbSyncState: interaction.wbSyncState as WbSyncState,
    occurredAt: extra.occurredAtUnknown ? null : interaction.occurredAt,
    firstSeenAt: interaction.createdAt,
    knownIntent: known ? { intent: intent as Intent, method: intentMethod as IntentMethod } : null,
  }
  switch (interaction.channel as Channel) {
    case 'review':
      return { ...common, channel: 'review', text, rating }
    case 'question':
      return { ...common, channel: 'question', text }
    case 'chat':
      return { ...common, channel: 'chat', messages }
  }
}

async function chatOf(tx: Tx, interactionId: string): Promise<ChatMessage[]> {
  const rows = await tx.chatMessage.findMany({
    where: { thread: { interactionId } },
    orderBy: [{ sentAt: 'asc' }, { arrival: 'asc' }],
  })
  return rows.map((row) => ({
    id: row.id,
    author: row.author as ChatMessage['author'],
    text: row.text,
    attachments: row.attachments as MessageAttachment[],
    isAuto: row.isAuto,
    status: row.status as ChatMessage['status'],
    sentAt: row.sentAt,
  }))
}
