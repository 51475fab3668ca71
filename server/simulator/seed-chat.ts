import { openChat, say } from './chat-events.ts'
import { pictured } from './chat-files.ts'
import { MINUTE } from './clock.ts'
import { productBy } from './data/products.ts'
import type { ShopChat } from './data/shop-types.ts'
import { cardOf } from './load-chats.ts'
import type { Sender } from './model.ts'
import { pick, whole } from './random.ts'
import type { Seller } from './seller.ts'

/** A chat with its past: messages stand as far apart as the shop says, and end where it says. */
export function seedChat(seller: Seller, { name, product, lastAgo, messages }: ShopChat, now: number): void {
  const { nmId } = productBy(product)
  const chat = openChat(seller, name, cardOf(nmId, seller.random))
  const length = messages.slice(1).reduce((sum, { after = 1 }) => sum + after, 0)

  let at = now - (lastAgo + length) * MINUTE - whole(seller.random, 0, 59_999)
  messages.forEach((message, place) => {
    if (place > 0) at += (message.after ?? 1) * MINUTE
    const source = sourceOf(message.from, seller)
    say(seller, chat, { sender: message.from, at, message: pictured(seller, nmId, message, at), ...source })
  })
}

// The marketplace's own messages name no source.
export function sourceOf(sender: Sender, { random }: Seller): { source?: string } {
  if (sender === 'wb') return {}
  return { source: sender === 'seller' ? 'seller-portal' : pick(random, ['rusite', 'android', 'ios', 'android']) }
}
