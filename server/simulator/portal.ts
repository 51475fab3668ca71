import { NoSuchItem } from './buyer.ts'
import { say } from './chat-events.ts'
import { standing, submitted } from './moderation.ts'
import type { Seller } from './seller.ts'
import { knobsOf, type World } from './world.ts'

/** A colleague answers in the seller's cabinet, where it is published at once. */
export function answerInPortal(world: World, seller: Seller, id: string, text: string): void {
  const item = seller.reviews.find(id) ?? seller.questions.find(id)
  if (!item) throw new NoSuchItem(`There is no review or question ${id}`)

  const now = world.clock.now()
  const kind = standing(item.answers, now) ? 'edit' : 'answer'
  item.answers.push(
    submitted(kind, text, { ...knobsOf(world, seller), readLagMs: 0, moderationMs: 0 }, now, seller.random),
  )
  seller.reviews.touch(id)
  seller.questions.touch(id)
  markViewed(seller, id)
  world.changed()
}

export function writeInPortal(
  world: World,
  seller: Seller,
  chatID: string,
  text: string,
): { chatID: string; eventID: string } {
  const chat = seller.chats.find(chatID)
  if (!chat) throw new NoSuchItem(`There is no chat ${chatID}`)

  const said = { sender: 'seller', source: 'seller-portal', at: world.clock.now(), message: { text } } as const
  const { eventID } = say(seller, chat, said)
  world.changed()
  return { chatID, eventID }
}

/** Somebody opened an item in the cabinet. */
export function markViewed(seller: Seller, id: string): void {
  const item = seller.reviews.find(id)?.review ?? seller.questions.find(id)?.question
  if (!item) throw new NoSuchItem(`There is no review or question ${id}`)
  item.wasViewed = true
}
