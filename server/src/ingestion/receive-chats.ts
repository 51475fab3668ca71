import { uuidv7 } from 'uuidv7'
import type { NewEvent } from '#domain/events.ts'
import type { IncomingChat, IncomingMessage } from '#domain/incoming.ts'
import { previewOf, previewText } from '#domain/preview.ts'
import type { Tx } from '#storage/db.ts'
import { type Echo, followEchoes } from '#storage/echoes.ts'
import {
  areSeen,
  createInteractions,
  differences,
  lockKnown,
  productNames,
  updateInteraction,
} from '#storage/interactions.ts'
import { modelReadingsOf } from '#storage/model-readings.ts'
import { unfinishedReplies } from '#storage/replies.ts'
import { keepSeenAnswers, type SeenAnswer } from '#storage/responses.ts'
import {
  addMessages,
  createThreads,
  findThreads,
  messagesOf,
  type NewMessage,
  type StoredMessage,
  type StoredThread,
  type ThreadRow,
  updateThread,
} from '#storage/threads.ts'
import { ingested, mayRelink, type Received, updated } from './changes.ts'
import { chatRows, type KnownChat, type Talk, type TalkMessage, talkMessage } from './chat-row.ts'
import type { Receiver } from './receive-items.ts'

type Chat = { chat: IncomingChat; interactionId: string; threadId: string; known: KnownChat | null }

/** News of chats: keeps the messages, matches those of ours, and decides about each chat from all that was ever said in it. */
export async function receiveChatsIn(tx: Tx, receiver: Receiver, chats: IncomingChat[]): Promise<Received> {
  const { sellerId, now } = receiver
  const all = await identify(tx, sellerId, chats)
  const names = await productNames(
    tx,
    sellerId,
    chats.flatMap(({ nmId }) => nmId ?? []),
  )

  const made = await createMissing(tx, receiver, all, names)
  const known = all.filter((each) => each.known)
  const talks = await keepMessages(tx, receiver, known)
  const changes = await updateKnown(tx, receiver, talks, names)

  const answers = [...made.answers, ...talks.answers]
  await keepSeenAnswers(tx, { sellerId, channel: 'chat' }, answers, now)
  return {
    created: made.created,
    known: known.length,
    events: [...made.events, ...changes.events, ...talks.settled],
    touched: [...made.touched, ...changes.touched],
  }
}

async function identify(tx: Tx, sellerId: string, chats: IncomingChat[]): Promise<Chat[]> {
  const ids = chats.map(({ externalId }) => externalId)
  const interactions = await lockKnown(tx, sellerId, 'chat', ids)
  const threads = await findThreads(tx, sellerId, ids)

  return chats.map((chat) => {
    const [interaction, thread] = [interactions.get(chat.externalId), threads.get(chat.externalId)]
    const known = interaction && thread ? { interaction, thread } : null
    return { chat, known, interactionId: interaction?.id ?? uuidv7(), threadId: thread?.id ?? uuidv7() }
  })
}

type Names = Map<string, string>

async function createMissing(tx: Tx, receiver: Receiver, all: Chat[], names: Names) {
  const { sellerId, now } = receiver
  const fresh = all.filter(({ known }) => !known).map((each) => ({ ...each, ...firstTalk(each, names, receiver) }))
  const rows = fresh.map(({ interactionId: id, chat: { externalId }, row }) => ({ id, externalId, row }))
  const created = await createInteractions(tx, { sellerId, channel: 'chat' }, rows, now)
  const mine = fresh.filter(({ interactionId }) => created.has(interactionId))

  await createThreads(
    tx,
    mine.map(({ chat, interactionId, threadId: id, thread }) => ({
      ...thread,
      id,
      sellerId,
      interactionId,
      chatExternalId: chat.externalId,
    })),
  )
  await addMessages(
    tx,
    mine.flatMap(({ stored }) => stored),
  )
  return {
    created: mine.length,
    touched: mine.map(({ interactionId }) => interactionId),
    events: mine.map(({ interactionId, row }) => ingested(interactionId, 'chat', row)),
    answers: mine.flatMap(({ messages, chat, interactionId, row }) =>
      messages.flatMap((message, index) =>
        answerFrom(message, chat.messages[index]?.externalMessageId ?? message.id, { interactionId, ...row }),
      ),
    ),
  }
}

function firstTalk({ chat, threadId }: Chat, names: Names, { targets, now }: Receiver) {
  const stored = chat.messages.map((message) => toStored(message, threadId))
  const messages = stored.map(({ id, author, text, attachments, sentAt }): TalkMessage => {
    return { id, author, text, attachments, sentAt, isAuto: false, status: 'sent', isOurs: false }
  })
  const hasNewAnswer = messages.some(({ author }) => author === 'seller')
  const productName = nameFor(chat, names)
  const talk: Talk = { messages, hasNewAnswer, hasReplyUnderway: false, model: null, productName, targets, now }
  return { stored, messages, ...chatRows(chat, null, talk) }
}

type Kept = Chat & { known: KnownChat; talk: Omit<Talk, 'productName' | 'targets' | 'now'> }

/** Adds what is new to the chats that we know, and reads those chats whole. */
async function keepMessages(tx: Tx, { now }: Receiver, chats: Chat[]) {
  const sent = chats.flatMap(({ chat, threadId }) => chat.messages.map((message) => toStored(message, threadId)))
  const added = await addMessages(tx, sent)
  const news = sent.filter(({ id }) => added.has(id))
  const settled = await followEchoes(tx, echoesIn(news, chats), now)

  const touched = chats.flatMap((each) => (each.known ? [{ ...each, known: each.known }] : []))
  const talking = touched.filter(({ threadId }) => isIn(news, threadId))
  const stored = await messagesOf(
    tx,
    talking.map(({ threadId }) => threadId),
  )
  const models = await modelReadingsOf(
    tx,
    talking.map(({ interactionId }) => interactionId),
  )
  const underway = await unfinishedReplies(
    tx,
    touched.map(({ interactionId }) => interactionId),
  )
  const kept: Kept[] = touched.map((each) => ({
    ...each,
    talk: {
      messages: stored.filter(({ threadId }) => threadId === each.threadId).map(talkMessage),
      hasNewAnswer: news.some(({ threadId, author }) => threadId === each.threadId && author === 'seller'),
      hasReplyUnderway: underway.some(({ interactionId }) => interactionId === each.interactionId),
      model: models.get(each.interactionId) ?? null,
    },
  }))
  return { kept, settled, answers: foreignAnswers(stored, added, kept) }
}

function isIn(news: NewMessage[], threadId: string): boolean {
  return news.some((message) => message.threadId === threadId)
}

async function updateKnown(
  tx: Tx,
  { targets, now }: Receiver,
  { kept }: { kept: Kept[] },
  names: Names,
): Promise<Pick<Received, 'events' | 'touched'>> {
  const events: NewEvent[] = []
  const touched: string[] = []
  for (const { chat, known, talk } of kept) {
    const { row, thread } = rowsFor(chat, known, { ...talk, productName: nameFor(chat, names), targets, now })
    const isChanged = await updateThread(tx, known.thread, thread)
    const fields = differences(known.interaction, row)
    if (fields.length > 0) await updateInteraction(tx, known.interaction, row, fields, now)
    if (isChanged || areSeen(fields)) events.push(...updated(known.interaction, row, fields))
    if (mayRelink(fields)) touched.push(known.interaction.id)
  }
  return { events, touched }
}

/** Without a new message only what the chat is about can be news; whose turn it is was decided when the last one came. */
function rowsFor(chat: IncomingChat, known: KnownChat, talk: Talk): ReturnType<typeof chatRows> {
  const { row, thread } = chatRows(chat, known, talk)
  if (talk.messages.length > 0) return { row, thread }

  const { customerId, customerIdKind, customerName, orderId, nmId, productName, subject, extra } = row
  const facts = { customerId, customerIdKind, customerName, orderId, nmId, productName, subject, extra }
  return {
    row: { ...known.interaction, ...facts },
    thread: { ...rowOf(known.thread), replySign: thread.replySign, customerName, orderId, nmId },
  }
}

function rowOf({
  id: _id,
  sellerId: _sellerId,
  interactionId: _interactionId,
  chatExternalId: _chatId,
  ...row
}: StoredThread): ThreadRow {
  return row
}

function toStored(
  { sentAt, text, author, attachments, source, externalMessageId }: IncomingMessage,
  threadId: string,
): NewMessage {
  const direction = author === 'seller' ? 'outgoing' : 'incoming'
  return {
    id: uuidv7(),
    threadId,
    externalMessageId,
    direction,
    author,
    text,
    attachments,
    status: 'sent',
    sentAt,
    source,
  }
}

/** The seller's messages that may be replies of ours coming back. */
function echoesIn(news: NewMessage[], chats: Chat[]): Echo[] {
  const interactionOf = new Map(chats.map(({ threadId, interactionId }) => [threadId, interactionId]))
  return news.flatMap((message) => {
    const interactionId = interactionOf.get(message.threadId)
    if (message.author !== 'seller' || !interactionId) return []
    const { id: messageId, text = null, source = null, attachments, sentAt } = message
    return [{ interactionId, messageId, text, attachmentCount: attachments.length, source, sentAt }]
  })
}

/** New messages of the seller that were not ours. */
function foreignAnswers(stored: StoredMessage[], added: Set<string>, kept: Kept[]): SeenAnswer[] {
  return kept.flatMap(({ threadId, interactionId, known: { interaction } }) =>
    stored
      .filter((message) => message.threadId === threadId && added.has(message.id) && message.replyId === null)
      .flatMap((message) =>
        answerFrom(talkMessage(message), message.externalMessageId, { ...interaction, interactionId }),
      ),
  )
}

type About = { interactionId: string; nmId: string | null; intent: string | null }

function answerFrom(message: TalkMessage, externalRef: string, { interactionId, nmId, intent }: About): SeenAnswer[] {
  const preview = previewOf(message)
  if (message.author !== 'seller' || !preview) return []
  const text = message.text ?? previewText(preview)
  return [{ interactionId, nmId, intent, text, sentAt: message.sentAt, externalRef, isShown: true }]
}

function nameFor({ nmId }: IncomingChat, names: Names): string | null {
  return nmId ? (names.get(nmId) ?? null) : null
}
