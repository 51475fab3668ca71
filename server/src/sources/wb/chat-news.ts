import type { InteractionExtra } from '#domain/extra.ts'
import type { IncomingChat, IncomingMessage, MessageAttachment } from '#domain/incoming.ts'
import {
  countOf,
  type Fields,
  fieldsOf,
  idOf,
  instantOf,
  listOf,
  numberOf,
  readEach,
  sizeOf,
  textOf,
  within,
} from './payload.ts'

/** One event of the stream, with what it says about its chat. */
export type ChatEvent = {
  chatId: string
  at: number
  message: IncomingMessage
  replySign: string | null
  customerName: string | null
  customerId: string | null
  card: Fields | null
}

/** Reads one event; null for one without the ids and the time that make it an event. Its kind and origin may be any word. */
export function toEvent(event: Fields): ChatEvent | null {
  const [chatId, externalMessageId] = [textOf(event.chatID), textOf(event.eventID)]
  const sentAt = instantOf(event.addTimestamp) ?? instantOf(event.addTime)
  if (!chatId || !externalMessageId || !sentAt) return null

  const message = within(event, 'message')
  const attachments = within(message, 'attachments')
  return {
    chatId,
    at: sentAt.getTime(),
    message: {
      externalMessageId,
      author: authorOf(event),
      text: textOf(message.text),
      attachments: attachmentsOf(attachments),
      sentAt,
      source: textOf(event.source),
    },
    replySign: textOf(event.replySign),
    customerName: textOf(event.clientName),
    customerId: idOf(event.clientID),
    card: fieldsOf(attachments.goodCard),
  }
}

/** A chat as the list of chats tells it; null for one without an id. */
export function toListedChat(chat: Fields): IncomingChat | null {
  const externalId = textOf(chat.chatID)
  if (!externalId) return null
  const last = within(chat, 'lastMessage')
  const at = instantOf(last.addTimestamp)

  return {
    channel: 'chat',
    externalId,
    replySign: textOf(chat.replySign),
    replySignIsCurrent: textOf(chat.replySign) !== null,
    customerName: textOf(chat.clientName),
    customerId: idOf(chat.clientID),
    ...cardFacts(fieldsOf(chat.goodCard)),
    productName: null,
    messages: [],
    extra: {
      ...cardDetails(fieldsOf(chat.goodCard)),
      ...(at ? { lastMessage: { text: textOf(last.text) ?? '', at: at.toISOString() } } : {}),
    },
  }
}

/** The events by chat, oldest first, each chat with what the list says about it. The list knows better than an old event. */
export function newsOf(events: ChatEvent[], listed: Map<string, IncomingChat>): IncomingChat[] {
  const ordered = [...events].sort((one, other) => one.at - other.at)
  const chatIds = [...new Set(ordered.map(({ chatId }) => chatId))]
  return chatIds.map((chatId) => {
    const told = chatFrom(
      chatId,
      ordered.filter((event) => event.chatId === chatId),
    )
    const known = listed.get(chatId)
    return known
      ? { ...told, ...onlyKnown(known), messages: told.messages, extra: { ...told.extra, ...known.extra } }
      : told
  })
}

function chatFrom(externalId: string, events: ChatEvent[]): IncomingChat {
  const firstOf = <Value>(read: (event: ChatEvent) => Value | null) =>
    events.map(read).find((value) => value !== null) ?? null
  const card = firstOf((event) => event.card)

  return {
    channel: 'chat',
    externalId,
    replySign: events.findLast(({ replySign }) => replySign !== null)?.replySign ?? null,
    replySignIsCurrent: false,
    customerName: firstOf((event) => event.customerName),
    customerId: firstOf((event) => event.customerId),
    ...cardFacts(card),
    productName: null,
    messages: events.map(({ message }) => message),
    extra: cardDetails(card),
  }
}

function onlyKnown(chat: IncomingChat): Partial<IncomingChat> {
  return Object.fromEntries(Object.entries(chat).filter(([, value]) => value !== null))
}

function cardFacts(card: Fields | null): Pick<IncomingChat, 'nmId' | 'orderId'> {
  return { nmId: idOf(card?.nmID), orderId: textOf(card?.rid) }
}

function cardDetails(card: Fields | null): InteractionExtra {
  if (!card) return {}
  return {
    goodCard: { price: numberOf(card.price), currency: textOf(card.priceCurrency), size: sizeOf(card.size) },
  }
}

/** Whether it is more than a message of somebody we know: what else it holds, nobody can say yet. */
export function isStrange(value: unknown): boolean {
  const { eventType, sender } = fieldsOf(value) ?? {}
  const isOfUnknownKind = typeof eventType === 'string' && eventType !== 'message'
  return isOfUnknownKind || (typeof sender === 'string' && !senders.includes(sender))
}

const senders = ['client', 'seller', 'wb']

/** Who wrote it. The marketplace's own messages, and those of nobody we know, are nobody's turn (WB contract §9.2). */
function authorOf({ sender, source, eventType }: Fields): IncomingMessage['author'] {
  if (typeof eventType === 'string' && eventType !== 'message') return 'system'
  if (sender === 'client') return 'buyer'
  if (sender === 'seller') return 'seller'
  if (sender !== undefined && sender !== null) return 'system'
  if (typeof source !== 'string') return 'system'
  return /^seller-/.test(source) ? 'seller' : 'buyer'
}

function attachmentsOf(attachments: Fields): MessageAttachment[] {
  const images = readEach(listOf(attachments.images), (image) => attachmentOf('image', image)).items
  const files = readEach(listOf(attachments.files), (file) => attachmentOf('file', file)).items
  return [...images, ...files]
}

function attachmentOf(kind: MessageAttachment['kind'], file: Fields): MessageAttachment | null {
  const [downloadId, url] = [textOf(file.downloadID), textOf(file.url)]
  if (!downloadId && !url) return null
  const contentType = textOf(file.contentType)
  const isPicture = kind === 'image' || (contentType?.startsWith('image/') ?? false)
  return {
    kind: isPicture ? 'image' : 'file',
    downloadId,
    url,
    name: textOf(file.name),
    size: countOf(file.size),
    contentType,
  }
}
