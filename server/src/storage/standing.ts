import { massDefect } from '#domain/escalation.ts'
import type { InteractionExtra } from '#domain/extra.ts'
import type { MessageAttachment } from '#domain/incoming.ts'
import type { Channel, CloseReason, Intent, IntentMethod, Priority, Status, WbSyncState } from '#domain/interaction.ts'
import { type Judgement, judge } from '#domain/judge.ts'
import type { SlaNews, Told } from '#domain/next-change.ts'
import type { ModelReading, Signs } from '#domain/reading.ts'
import { PRIORITY_RANK } from '#domain/sla.ts'
import { type OwnTarget, overridesIn } from '#domain/sla-targets.ts'
import { type ChatMessage, threadStateOf } from '#domain/thread.ts'
import type { Tx } from './db.ts'
import type { ChatMessageModel, InteractionModel } from './generated/models.ts'
import { modelReadingsOf } from './model-readings.ts'
import { type SimilarProblems, similarProblemsOf } from './similar-problems.ts'
import { ownTargetsIn } from './sla-targets.ts'

/** An operator's decision about whose turn it is. */
type Decision = { status: 'open' } | { status: 'closed'; closeReason: CloseReason }

/** Puts an interaction where an operator wants it and judges it anew, its chat included. What priority was set for it is over. */
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
  const signs = await signsOf(tx, { ...interaction, status }, now)
  const judgement = judge({ ...signs, manualPriority: null }, now)

  await tx.interaction.update({
    where: { id },
    data: {
      status,
      needsResponse: status === 'open',
      answeringSince: null,
      closeReason,
      closedAt,
      ...columnsOf(judgement),
      version: { increment: 1 },
    },
  })
  if (signs.channel !== 'chat') return
  const chatStatus = status === 'closed' ? 'closed' : threadStateOf(signs.messages, null).chatStatus
  await tx.chatThread.updateMany({ where: { interactionId: id }, data: { chatStatus, closedAt } })
}

/** Gives an interaction that waits the priority an operator chose; null gives it back to the rules. Returns what it has now. */
export async function savePriority(
  tx: Tx,
  interaction: InteractionModel,
  chosen: Priority | null,
  now: Date,
): Promise<Priority> {
  const signs = await signsOf(tx, { ...interaction, status: 'open' }, now)
  const judgement = judge({ ...signs, manualPriority: chosen }, now)
  await tx.interaction.update({
    where: { id: interaction.id },
    data: { ...columnsOf(judgement), version: { increment: 1 } },
  })
  return judgement.priority
}

/** All that is kept of a judgement: a part of one beside a part of another says what nobody has judged. */
function columnsOf({ slaAnchor, ...judgement }: Judgement) {
  return { ...judgement, priorityRank: PRIORITY_RANK[judgement.priority] }
}

async function signsOf(tx: Tx, interaction: InteractionModel, now: Date): Promise<Signs> {
  // One gives one.
  const [{ signs }] = (await signsAsStored(tx, [interaction], now)) as [Stored]
  return signs
}

type Stored = { interaction: InteractionModel; signs: Signs }

/**
 * What these interactions are judged from, as they are stored: their chats included, what an operator has set, and how many others
 * have trouble with the same product.
 */
export async function signsAsStored(tx: Tx, interactions: InteractionModel[], now: Date): Promise<Stored[]> {
  const chats = interactions.filter(({ channel }) => channel === 'chat').map(({ id }) => id)
  const messages = await messagesOfChats(tx, chats)
  const models = await modelReadingsOf(tx, chats)
  const targets = await ownTargetsIn(tx, [...new Set(interactions.map(({ sellerId }) => sellerId))])
  const similar = await similarProblemsOf(tx, interactions, now)
  return interactions.map((interaction) => {
    // The column holds the domain's words; nobody else writes it.
    const manualPriority = interaction.priorityReason === 'manual' ? (interaction.priority as Priority) : null
    const own = targets.get(interaction.sellerId) ?? []
    const chat = { messages: messages.get(interaction.id) ?? [], model: models.get(interaction.id) ?? null }
    const signs = signsIn({ interaction, targets: own, ...chat })
    return { interaction, signs: { ...signs, manualPriority, ...(similar.get(interaction.id) ?? noneSimilar) } }
  })
}

/** What was said in a chat, and how a model read it; nothing for others. */
type Chat = { messages: ChatMessage[]; model: ModelReading | null }
type Known = Chat & { interaction: InteractionModel; targets: OwnTarget[] }

function signsIn({ interaction, messages, model, targets }: Known): Signs {
  const { text, rating, intent, intentMethod } = interaction
  const extra = (interaction.extra ?? {}) as InteractionExtra
  const known = intent !== null && (intentMethod === 'manual' || intentMethod === 'llm')
  const common = {
    // The columns hold the domain's words; nobody else writes them.
    status: interaction.status as Status,
    wbSyncState: interaction.wbSyncState as WbSyncState,
    occurredAt: extra.occurredAtUnknown ? null : interaction.occurredAt,
    firstSeenAt: interaction.createdAt,
    overrides: overridesIn(targets, interaction.channel as Channel),
    told: toldIn(interaction),
    knownIntent: known ? { intent: intent as Intent, method: intentMethod as IntentMethod } : null,
  }
  switch (interaction.channel as Channel) {
    case 'review':
      return { ...common, channel: 'review', text, rating }
    case 'question':
      return { ...common, channel: 'question', text }
    case 'chat':
      return { ...common, channel: 'chat', messages, model }
  }
}

const noneSimilar: SimilarProblems = { similarProblems: 0, similarUntil: null }

/**
 * That many have trouble with the product was found out behind ingestion; whoever reads the marketplace takes it as it is, and leaves
 * the look to come at which it may end (`lookPlanned`).
 */
export function similarIn({ escalationReason }: Pick<InteractionModel, 'escalationReason'>): number {
  return escalationReason === 'mass_defect' ? massDefect.least : 0
}

/** What the journal has told of the deadline of a stored interaction. */
export function toldIn({
  slaSince,
  slaDueAt,
  slaTold,
}: Pick<InteractionModel, 'slaSince' | 'slaDueAt' | 'slaTold'>): Told {
  // The column holds the domain's words; nobody else writes it.
  return { since: slaSince, dueAt: slaDueAt, news: slaTold as SlaNews | null }
}

/** All messages of these chats by their interaction, oldest first. */
async function messagesOfChats(tx: Tx, interactionIds: string[]): Promise<Map<string, ChatMessage[]>> {
  if (interactionIds.length === 0) return new Map()
  const threads = await tx.chatThread.findMany({
    where: { interactionId: { in: interactionIds } },
    select: { interactionId: true, messages: { orderBy: [{ sentAt: 'asc' }, { arrival: 'asc' }] } },
  })
  return new Map(threads.map(({ interactionId, messages }) => [interactionId, messages.map(chatMessage)]))
}

function chatMessage(row: ChatMessageModel): ChatMessage {
  const { id, text, isAuto, sentAt } = row
  return {
    id,
    // The columns hold the domain's words; nobody else writes them.
    author: row.author as ChatMessage['author'],
    attachments: row.attachments as MessageAttachment[],
    status: row.status as ChatMessage['status'],
    text,
    isAuto,
    sentAt,
  }
}
