import { inUtc } from './clock.ts'
import type { Knobs } from './knobs.ts'
import type { ChatEvent, ChatMessage, GoodCard, Sender } from './model.ts'
import { between, hex, type Random, uuid } from './random.ts'
import type { Seller, StoredChat } from './seller.ts'

export type Said = {
  sender: Sender
  at: number
  message: ChatMessage
  source?: string
}

/** Opens a chat. Its first event, whoever writes it, brings the sign and the product card. */
export function openChat(seller: Seller, clientName: string, goodCard: GoodCard | null, chatID?: string): StoredChat {
  const id = chatID ?? `1:${uuid(seller.random)}`
  const chat = { chatID: id, clientName, goodCard, replySign: newSign(id, seller.random) }
  seller.chats.open(chat)
  return chat
}

/** A sign is good for one chat only; nobody can make one, because the rest of it is chance. */
export function newSign(chatID: string, random: Random): string {
  return `1:${chatID.split(':').at(-1)}:${hex(random, 128)}`
}

export function say(seller: Seller, chat: StoredChat, said: Said, knobs?: Pick<Knobs, 'lateEventMs'>): ChatEvent {
  const isFirst = seller.chats.eventsOf(chat.chatID).length === 0
  const event: ChatEvent = {
    chatID: chat.chatID,
    eventID: uuid(seller.random),
    eventType: 'message',
    ...(isFirst ? { isNewChat: true } : {}),
    message: isFirst ? withCard(said.message, chat.goodCard) : said.message,
    ...(said.source ? { source: said.source } : {}),
    addTimestamp: said.at,
    addTime: inUtc(said.at),
    ...(isFirst ? { replySign: chat.replySign } : {}),
    sender: said.sender,
    ...(said.sender === 'client' && chat.clientName ? { clientName: chat.clientName } : {}),
  }
  const late = said.sender === 'client' && knobs?.lateEventMs ? between(seller.random, 0, knobs.lateEventMs) : 0
  seller.chats.say({ event, visibleAt: Math.round(said.at + late) })
  return event
}

function withCard(message: ChatMessage, goodCard: GoodCard | null): ChatMessage {
  return goodCard ? { ...message, attachments: { goodCard, ...message.attachments } } : message
}
