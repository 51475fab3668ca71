import { placeOnceRead } from '#domain/answering.ts'
import type { InteractionExtra } from '#domain/extra.ts'
import type { IncomingChat } from '#domain/incoming.ts'
import type { WbSyncState } from '#domain/interaction.ts'
import { buyerWordsOf, chatTextOf, previewOf, previewText } from '#domain/preview.ts'
import type { ModelReading } from '#domain/reading.ts'
import { type OwnTarget, overridesIn } from '#domain/sla-targets.ts'
import { subjectOf } from '#domain/subject.ts'
import { type ChatMessage, type Closing, spokenMessages, type ThreadState, threadStateOf } from '#domain/thread.ts'
import { parseInstant } from '#domain/time.ts'
import type { InteractionRow, StoredInteraction } from '#storage/interactions.ts'
import type { StoredMessage, StoredThread, ThreadRow } from '#storage/threads.ts'
import { extraIn, judgedColumns, saidByOthers } from './item-row.ts'

/** What we know of a chat. */
export type KnownChat = { interaction: StoredInteraction; thread: StoredThread }

/** A message with what only we know of it: whether it is the echo of a reply of ours. */
export type TalkMessage = ChatMessage & { isOurs: boolean }

/** All that was said, and what else the decision needs. */
export type Talk = {
  messages: TalkMessage[]
  /** A message of the seller came with this page. */
  hasNewAnswer: boolean
  /** A reply of ours is on its way. */
  hasReplyUnderway: boolean
  /** How a model read the chat the last time. */
  model: ModelReading | null
  productName: string | null
  /** The seller's own figures of urgency. */
  targets: readonly OwnTarget[]
  now: Date
}

/** A chat as it is to be stored: the interaction in the inbox and the thread behind it. Always from all messages. Pure. */
export function chatRows(
  chat: IncomingChat,
  known: KnownChat | null,
  talk: Talk,
): { row: InteractionRow; thread: ThreadRow } {
  const facts = factsOf(chat, known, talk.productName)
  const messages = withReplyUnderway(known, talk)
  const state = threadStateOf(messages, closingOf(known))
  const spoken = spokenMessages(talk.messages)
  const written = spoken.at(-1)?.sentAt ?? talk.messages.at(-1)?.sentAt ?? null
  const lastAt = written ?? toldTime(chat) ?? knownTime(known)
  const closedAt = state.status === 'closed' ? (known?.interaction.closedAt ?? talk.now) : null
  const text = chatTextOf(messages) ?? chat.extra.lastMessage?.text ?? known?.interaction.text ?? null

  const answers = answersOf(known, talk, messages)
  const row = {
    ...facts,
    ...answers,
    ...judged(messages, { state, known, answers, lastAt, talk }),
    subject: subjectOf({ channel: 'chat', rating: null, ...facts }),
    text,
    buyerWords: buyerWordsOf(talk.messages) ?? known?.interaction.buyerWords ?? null,
    intentAskedAt: null,
    productArticle: known?.interaction.productArticle ?? null,
    rating: null,
    status: state.status,
    needsResponse: state.needsResponse,
    closeReason: state.closeReason,
    closedAt,
    answerEditableUntil: null,
    editUsed: false,
    source: known?.interaction.source ?? 'wb_api',
    occurredAt: lastAt ?? known?.interaction.occurredAt ?? talk.now,
    extra: extraOf(chat, known, lastAt !== null),
  }

  return {
    row: placeOnceRead(row, known?.interaction ?? null, talk.hasReplyUnderway),
    thread: {
      ...threadFacts(chat, known, facts),
      chatStatus: state.chatStatus,
      unreadCount: state.unreadCount,
      firstMessageAt: spoken[0]?.sentAt ?? null,
      lastMessageAt: spoken.at(-1)?.sentAt ?? null,
      lastMessagePreview: text?.slice(0, 500) ?? null,
      closedAt,
    },
  }
}

/** A stored message as the rules read it. */
export function talkMessage(message: StoredMessage): TalkMessage {
  const { id, text, isAuto, sentAt, replyId } = message
  return {
    id,
    // The columns hold the domain's words; nobody else writes them.
    author: message.author as ChatMessage['author'],
    attachments: message.attachments as unknown as ChatMessage['attachments'],
    status: message.status as ChatMessage['status'],
    text,
    isAuto,
    sentAt,
    isOurs: replyId !== null,
  }
}

type Facts = Pick<InteractionRow, 'customerId' | 'customerIdKind' | 'customerName' | 'orderId' | 'nmId' | 'productName'>

/** The first card that was seen names product and order; a later one only fills what was missing (domain §4.5). */
function factsOf(chat: IncomingChat, known: KnownChat | null, productName: string | null): Facts {
  const before = known?.interaction
  const customerId = before?.customerId ?? chat.customerId
  return {
    customerId,
    customerIdKind: customerId === null ? 'none' : before?.customerId ? before.customerIdKind : 'legacy_client_id',
    customerName: chat.customerName ?? before?.customerName ?? null,
    orderId: before?.orderId ?? chat.orderId,
    nmId: before?.nmId ?? chat.nmId,
    productName: before?.productName ?? chat.productName ?? productName,
  }
}

function threadFacts(chat: IncomingChat, known: KnownChat | null, { customerName, orderId, nmId }: Facts) {
  const sign = known?.thread.replySign ?? null
  return { replySign: chat.replySignIsCurrent ? chat.replySign : (sign ?? chat.replySign), customerName, orderId, nmId }
}

/**
 * Our reply stands as said from the moment it was taken, although its echo is not here yet. It answers everything that was known
 * by then, whatever the two clocks say; if the buyer has written since, the chat is open and stays so.
 */
function withReplyUnderway(known: KnownChat | null, { messages, hasReplyUnderway }: Talk): TalkMessage[] {
  if (!known || !hasReplyUnderway || known.interaction.wbSyncState !== 'pending') return messages
  if (known.interaction.status !== 'responded' || !known.interaction.lastReplyText) return messages
  const sentAt = known.thread.lastMessageAt ?? known.interaction.occurredAt
  const { lastReplyText: text, isAutoResponse: isAuto } = known.interaction
  return [
    ...messages,
    { id: lastOfItsInstant, author: 'seller', text, attachments: [], isAuto, status: 'sending', sentAt, isOurs: true },
  ]
}

const lastOfItsInstant = '~'

function closingOf(known: KnownChat | null): Closing | null {
  if (known?.interaction.status !== 'closed') return null
  // The column holds the domain's words; nobody else writes it.
  const reason = known.interaction.closeReason as Closing['reason'] | null
  return reason && { reason, lastMessageAt: known.thread.lastMessageAt }
}

function judged(
  messages: TalkMessage[],
  {
    state,
    known,
    answers,
    lastAt,
    talk: { model, targets, now },
  }: { state: ThreadState; known: KnownChat | null; answers: Answers; lastAt: Date | null; talk: Talk },
) {
  const interaction = known?.interaction ?? null
  const signs = {
    channel: 'chat',
    messages,
    model,
    status: state.status,
    // The column holds the domain's words; nobody else writes it.
    wbSyncState: answers.wbSyncState as WbSyncState,
    occurredAt: lastAt,
    firstSeenAt: interaction?.createdAt ?? now,
    overrides: overridesIn(targets, 'chat'),
    ...saidByOthers(interaction),
  } as const
  return judgedColumns(signs, interaction, now)
}

type Answers = Pick<
  InteractionRow,
  'lastReplyText' | 'lastReplyAt' | 'lastReplySource' | 'isAutoResponse' | 'wbSyncState' | 'firstResponseAt'
>

/** Who answered last. A message that came back to us is proof; until a newer one comes, what we know of our reply stays. */
function answersOf(known: KnownChat | null, talk: Talk, messages: TalkMessage[]): Answers {
  const spoken = spokenMessages(talk.messages)
  const last = talk.messages.find(({ id }) => id === spoken.findLast(({ author }) => author === 'seller')?.id)
  const firstResponseAt = known?.interaction.firstResponseAt ?? firstAnswerAt(spoken)
  const isStillUnderway = messages.length > talk.messages.length

  if (known && (isStillUnderway || !talk.hasNewAnswer || !last)) {
    const { lastReplyText, lastReplyAt, lastReplySource, isAutoResponse, wbSyncState } = known.interaction
    return { lastReplyText, lastReplyAt, lastReplySource, isAutoResponse, wbSyncState, firstResponseAt }
  }
  if (!last) return { ...noAnswer, firstResponseAt }

  const preview = previewOf(last)
  return {
    lastReplyText: last.text ?? (preview && previewText(preview)),
    lastReplyAt: last.sentAt,
    lastReplySource: last.isOurs ? (last.isAuto ? 'auto_response' : 'agentiq') : 'wb_cabinet',
    isAutoResponse: last.isAuto,
    wbSyncState: 'confirmed',
    firstResponseAt,
  }
}

const noAnswer = {
  lastReplyText: null,
  lastReplyAt: null,
  lastReplySource: null,
  isAutoResponse: false,
  wbSyncState: 'none',
} as const

function firstAnswerAt(spoken: ChatMessage[]): Date | null {
  const asked = spoken.findIndex(({ author }) => author === 'buyer')
  if (asked < 0) return null
  return spoken.slice(asked).find(({ author }) => author === 'seller')?.sentAt ?? null
}

function toldTime({ extra }: IncomingChat): Date | null {
  return extra.lastMessage ? parseInstant(extra.lastMessage.at) : null
}

function knownTime(known: KnownChat | null): Date | null {
  return known && !extraIn(known.interaction).occurredAtUnknown ? known.interaction.occurredAt : null
}

function extraOf({ extra }: IncomingChat, known: KnownChat | null, isTimeKnown: boolean): InteractionRow['extra'] {
  const { occurredAtUnknown: _, ...former } = known ? extraIn(known.interaction) : {}
  const goodCard = former.goodCard ?? extra.goodCard
  const merged: InteractionExtra = {
    ...former,
    ...extra,
    ...(goodCard ? { goodCard } : {}),
    ...(isTimeKnown ? {} : { occurredAtUnknown: true }),
  }
  // Plain data of our own, made of what JSON can hold.
  return merged as InteractionRow['extra']
}
