import { openChat, say } from './chat-events.ts'
import { type NewFile, withFiles } from './chat-files.ts'
import { products, productWith } from './data/products.ts'
import type { Product, ShopReview } from './data/shop-types.ts'
import { cardOf } from './load-chats.ts'
import type { Question, Review } from './model.ts'
import { questionOf } from './new-question.ts'
import { reviewOf } from './new-review.ts'
import { questionAt } from './questions.ts'
import { pick } from './random.ts'
import { reviewAt } from './reviews.ts'
import type { Seller } from './seller.ts'
import { knobsOf, type World } from './world.ts'

export class NoSuchItem extends Error {}

export type NewReview = Omit<ShopReview, 'reply' | 'later'> & {
  nmId?: number
  parentFeedbackId?: string
  created?: number
}

/** A buyer writes a review, or supplements one. */
export function writeReview(world: World, seller: Seller, wish: NewReview): Review {
  const created = wish.created ?? world.clock.now()
  const parent = seller.reviews.find(wish.parentFeedbackId ?? '')
  if (wish.parentFeedbackId && !parent) throw new NoSuchItem(`There is no review ${wish.parentFeedbackId}`)

  const nmId = wish.nmId ?? parent?.review.productDetails.nmId
  const review = reviewOf(wish, { product: productFor(seller, nmId), created, random: seller.random })
  review.parentFeedbackId = parent?.review.id ?? null
  if (parent) parent.review.childFeedbackId = review.id

  const stored = { review, answers: [] }
  seller.reviews.put(stored)
  world.changed()
  return reviewAt(stored, world.clock.now())
}

export type NewQuestion = { text: string; nmId?: number; created?: number; suspicious?: boolean }

export function writeQuestion(world: World, seller: Seller, wish: NewQuestion): Question {
  const created = wish.created ?? world.clock.now()
  const question = questionOf(wish.text, { product: productFor(seller, wish.nmId), created, random: seller.random })
  question.isWarned = wish.suspicious ?? false

  const stored = { question, answers: [] }
  seller.questions.put(stored)
  world.changed()
  return questionAt(stored, world.clock.now())
}

export type NewMessage = {
  text?: string
  files?: NewFile[]
  chatID?: string
  clientName?: string
  nmId?: number
  /** The order that the new chat is about; some order when absent. */
  rid?: string
  sender?: 'client' | 'wb'
  source?: string
  at?: number
}

/** A buyer, or the marketplace itself, writes into a chat. Without a known chat a new one opens. */
export function writeMessage(world: World, seller: Seller, wish: NewMessage): { chatID: string; eventID: string } {
  const at = wish.at ?? world.clock.now()
  const { nmId } = productFor(seller, wish.nmId)
  const chat =
    seller.chats.find(wish.chatID ?? '') ??
    openChat(seller, wish.clientName ?? 'Алёна', cardOf(nmId, seller.random, wish.rid), wish.chatID)

  const sender = wish.sender ?? 'client'
  const source = wish.source ?? (sender === 'client' ? 'rusite' : undefined)
  const knobs = knobsOf(world, seller)
  const files = { nmId: chat.goodCard?.nmID ?? nmId, at, knobs, given: wish.files ?? [] }
  const message = withFiles(seller, wish.text, files)
  const event = say(seller, chat, { sender, at, message, ...(source ? { source } : {}) }, knobs)
  world.changed()
  return { chatID: chat.chatID, eventID: event.eventID }
}

/** A product of the shop, or a stand-in that carries the number somebody asked for. */
export function productFor({ random }: Seller, nmId?: number): Product {
  const known = nmId === undefined ? pick(random, products) : productWith(nmId)
  return known ?? { ...products[0], nmId: nmId ?? 0, imtId: nmId ?? 0, name: 'Товар', article: `ART-${nmId}` }
}
