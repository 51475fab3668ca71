import { openChat, say } from './chat-events.ts'
import { productWith } from './data/products.ts'
import { asFields, BadField, instantOr, listOr, numberOr, text, textOr } from './fields.ts'
import type { GoodCard, Sender } from './model.ts'
import { hex, type Random } from './random.ts'
import type { Seller } from './seller.ts'

/** Loads `{chatID?, clientName?, nmId?, messages: [{sender, text, addTimestamp?, source?}]}`. */
export function loadChat(seller: Seller, value: unknown, now: number): void {
  const given = asFields(value, 'A chat')
  const card = cardOf(numberOr(given, 'nmId', null), seller.random)
  const chatID = textOr(given, 'chatID', undefined)
  const known = seller.chats.find(chatID ?? '')
  const chat = known ?? openChat(seller, textOr(given, 'clientName', ''), card, chatID)

  for (const message of listOr(given, 'messages', [])) {
    const said = asFields(message, 'A message')
    const sender = senderOf(textOr(said, 'sender', 'client'))
    say(seller, chat, {
      sender,
      source: textOr(said, 'source', sender === 'client' ? 'rusite' : 'seller-portal'),
      at: instantOr(said, 'addTimestamp', now),
      message: { text: text(said, 'text') },
    })
  }
}

/** What a chat is about; `rid` is its order, some order when absent. */
export function cardOf(nmId: number | null, random: Random, rid?: string): GoodCard | null {
  if (nmId === null) return null
  const product = productWith(nmId)
  return {
    nmID: nmId,
    price: product?.price ?? 990,
    priceCurrency: 'RUB',
    rid: rid ?? hex(random, 32),
    size: product?.sizes[0] ?? '0',
  }
}

function senderOf(sender: string): Sender {
  if (sender === 'client' || sender === 'seller' || sender === 'wb') return sender
  throw new BadField('"sender" must be client, seller or wb')
}
