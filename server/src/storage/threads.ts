import { mayBeOurs, mayComeBack } from '#domain/echo.ts'
import type { MessageAttachment } from '#domain/incoming.ts'
import { unfinished } from '#domain/reply.ts'
import type { Tx } from './db.ts'
import type { Prisma } from './generated/client.ts'
import type { ChatMessageModel, ChatThreadModel } from './generated/models.ts'
import { insertRows } from './insert-rows.ts'

/** A thread as stored. */
export type StoredThread = ChatThreadModel

/** A message as stored. */
export type StoredMessage = ChatMessageModel

/** The threads that we know among these chats, by the marketplace's id. */
export async function findThreads(tx: Tx, sellerId: string, chatIds: string[]): Promise<Map<string, StoredThread>> {
  const threads = await tx.chatThread.findMany({ where: { sellerId, chatExternalId: { in: chatIds } } })
  return new Map(threads.map((thread) => [thread.chatExternalId, thread]))
}

/** All messages of these threads, oldest first. */
export async function messagesOf(tx: Tx, threadIds: string[]): Promise<StoredMessage[]> {
  if (threadIds.length === 0) return []
  return await tx.chatMessage.findMany({
    where: { threadId: { in: threadIds } },
    orderBy: [{ sentAt: 'asc' }, { arrival: 'asc' }],
  })
}

/** Whether the buyer of this chat has written anything after that instant. */
export async function hasBuyerWrittenSince(tx: Tx, interactionId: string, instant: Date): Promise<boolean> {
  return await isSaidSince(tx, interactionId, instant, { author: 'buyer' })
}

/** An answer that was given by other means than here. */
export type AnswerElsewhere = { text: string | null; attachments: MessageAttachment[]; sentAt: Date }

/**
 * The first answer that somebody has given in this chat after that instant by other means than here. What came the way ours go is none as long
 * as one of ours has not come back: it may be that one. Null: nobody has.
 */
export async function answerElsewhereSince(
  tx: Tx,
  interactionId: string,
  instant: Date,
): Promise<AnswerElsewhere | null> {
  const answers = await tx.chatMessage.findMany({
    where: { author: 'seller', replyId: null, thread: { interactionId }, sentAt: { gt: instant } },
    orderBy: [{ sentAt: 'asc' }, { arrival: 'asc' }],
  })
  const theirs = answers.find((message) => !mayBeOurs(message))
  const first = theirs ?? answers[0]
  if (!first || (!theirs && (await awaitsEcho(tx, interactionId)))) return null
  const { text, attachments, sentAt } = first
  // The column holds the domain's attachments; nobody else writes it.
  return { text, attachments: attachments as unknown as MessageAttachment[], sentAt }
}

/** Whether a message of ours has left that has not been seen in the chat. */
async function awaitsEcho(tx: Tx, interactionId: string): Promise<boolean> {
  const awaited = await tx.replyOutbox.findFirst({
    where: { interactionId, state: { in: [...mayComeBack] }, dismissedAt: null, message: null },
    select: { id: true },
  })
  return awaited !== null
}

/**
 * Whether somebody other than this operator has answered in this chat after that instant: a colleague here, whose reply may still be on its
 * way, or whoever answers by other means. What she says herself, and what came back of it, follows each other.
 */
export async function hasOtherAnsweredSince(
  tx: Tx,
  interactionId: string,
  { userId, seenAt }: { userId: string; seenAt: Date },
): Promise<boolean> {
  // Nobody's reply is not hers either, and `not` leaves it out.
  const byOthers = { OR: [{ createdBy: null }, { createdBy: { not: userId } }] }
  const answers = { author: 'seller', OR: [{ replyId: null }, { reply: byOthers }] }
  if (await isSaidSince(tx, interactionId, seenAt, answers)) return true

  const beingSaid = await tx.replyOutbox.findFirst({
    where: { interactionId, state: { in: [...unfinished] }, message: null, createdAt: { gt: seenAt }, ...byOthers },
    select: { id: true },
  })
  return beingSaid !== null
}

async function isSaidSince(
  tx: Tx,
  interactionId: string,
  instant: Date,
  message: Prisma.ChatMessageWhereInput,
): Promise<boolean> {
  const said = await tx.chatMessage.findFirst({
    where: { ...message, thread: { interactionId }, sentAt: { gt: instant } },
    select: { id: true },
  })
  return said !== null
}

/** A message about to be kept. */
export type NewMessage = Pick<
  StoredMessage,
  'id' | 'threadId' | 'externalMessageId' | 'direction' | 'text' | 'sentAt' | 'source' | 'status'
> & {
  author: 'buyer' | 'seller' | 'system'
  attachments: MessageAttachment[]
}

/** Keeps messages, each once. Returns the ids of those that were new. */
export async function addMessages(tx: Tx, messages: NewMessage[]): Promise<Set<string>> {
  return await insertRows(tx, 'chat_message', messages)
}

/** What reading the marketplace decides about a thread. */
export type ThreadRow = Omit<StoredThread, 'id' | 'sellerId' | 'interactionId' | 'chatExternalId'>

type NewThread = ThreadRow & Pick<StoredThread, 'id' | 'sellerId' | 'interactionId' | 'chatExternalId'>

export async function createThreads(tx: Tx, threads: NewThread[]): Promise<void> {
  if (threads.length > 0) await tx.chatThread.createMany({ data: threads })
}

/** Writes what differs. Says whether anything did. */
export async function updateThread(tx: Tx, known: StoredThread, row: ThreadRow): Promise<boolean> {
  // The row's own keys are exactly the type's.
  const names = Object.keys(row) as (keyof ThreadRow)[]
  const changed = names.filter((name) => known[name]?.valueOf() !== row[name]?.valueOf())
  if (changed.length === 0) return false
  const data: Partial<ThreadRow> = Object.fromEntries(changed.map((name) => [name, row[name]]))
  await tx.chatThread.update({ where: { id: known.id }, data })
  return true
}
