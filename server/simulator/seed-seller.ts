import { type Amount, generate } from './generate.ts'
import { loadChat } from './load-chats.ts'
import { toStoredQuestion, toStoredReview } from './load-reviews.ts'
import { seedShop } from './seed-shop.ts'
import { emptySeller, type Seller } from './seller.ts'

export const seedNames = ['shop', 'empty'] as const

export type SeedName = (typeof seedNames)[number]

export type Seed = {
  seed?: SeedName
  feedbacks?: unknown[]
  questions?: unknown[]
  chats?: unknown[]
  generate?: Amount
}

/** With a seed the seller starts anew; lists beside it, or alone, are added to what there is. */
export function seedSeller(
  seller: Seller,
  { seed, feedbacks = [], questions = [], chats = [], generate: amount }: Seed,
  now: number,
): void {
  if (seed) forgetAll(seller)
  if (seed === 'shop') seedShop(seller, now)

  seller.reviews.putAll(feedbacks.map((feedback) => toStoredReview(feedback, seller.random, now)))
  seller.questions.putAll(questions.map((question) => toStoredQuestion(question, now)))
  for (const chat of chats) loadChat(seller, chat, now)
  if (amount) generate(seller, amount, now)
}

function forgetAll(seller: Seller): void {
  const { sid, name, random } = seller
  const { reviews, questions, chats, files, pins, claims } = emptySeller(sid, name, random)
  Object.assign(seller, { reviews, questions, chats, files, pins, claims })
}
