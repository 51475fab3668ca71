import { openChat, say } from './chat-events.ts'
import { pictured } from './chat-files.ts'
import { DAY, HOUR, inNanoseconds, MINUTE } from './clock.ts'
import { shopChats } from './data/chats.ts'
import { productBy } from './data/products.ts'
import { shopQuestions } from './data/questions.ts'
import { shopReviews } from './data/reviews.ts'
import type { ShopMessage } from './data/shop-types.ts'
import { cardOf } from './load-chats.ts'
import { questionOf } from './new-question.ts'
import { reviewOf } from './new-review.ts'
import { between, chance, pick, type Random } from './random.ts'
import { sourceOf } from './seed-chat.ts'
import type { Seller, StoredAnswer, StoredQuestion, StoredReview } from './seller.ts'

/** How much of everything a big shop has, and how far back it goes. */
export type Amount = {
  reviews: number
  questions: number
  chats: number
  days: number
  /** The share of reviews and questions that nobody has answered. */
  waiting: number
}

/** Fills a shop to the size of a big one: what buyers of the small shop wrote, again and again over the years. */
export function generate(seller: Seller, amount: Amount, now: number): void {
  const { random } = seller
  seller.reviews.putAll(moments(amount.reviews, amount, now, random).map((at) => someReview(random, at, amount, now)))
  seller.questions.putAll(
    moments(amount.questions, amount, now, random).map((at) => someQuestion(random, at, amount, now)),
  )
  sayAll(seller, amount, now)
}

// Sorted at once, so that everything behind it only ever adds at the end.
function moments(count: number, { days }: Amount, now: number, random: Random): number[] {
  const spread = days * DAY - MINUTE
  return Array.from({ length: count }, () => Math.round(now - MINUTE - chance(random) * spread)).sort(
    (one, other) => one - other,
  )
}

const writtenReviews = listOfSome(
  shopReviews.flatMap(({ product, reviews }) => reviews.map((given) => ({ product: productBy(product), given }))),
)
const writtenQuestions = listOfSome(shopQuestions)
const writtenChats = listOfSome(shopChats)
const names = listOfSome(writtenReviews.map(({ given }) => given.name))
const thanks = 'Спасибо за отзыв! Рады, что вы выбрали наш магазин.'

function someReview(random: Random, created: number, { waiting }: Amount, now: number): StoredReview {
  const { product, given } = pick(random, writtenReviews)
  const review = reviewOf({ ...given, name: pick(random, names) }, { product, created, random })
  const isSilent = !review.text && !review.pros && !review.cons && !review.photoLinks
  const isWaiting = isSilent || chance(random) < waiting
  review.wasViewed = !isWaiting
  return { review, answers: isWaiting ? [] : [answered('answer', given.reply ?? thanks, created, now, random)] }
}

function someQuestion(random: Random, created: number, { waiting }: Amount, now: number): StoredQuestion {
  const given = pick(random, writtenQuestions)
  const question = questionOf(given.text, { product: productBy(given.product), created, random })
  question.createdDate = inNanoseconds(created)
  question.isWarned = given.suspicious ?? false
  if (chance(random) < waiting) return { question, answers: [] }

  question.wasViewed = true
  const kind = given.refusal ? 'rejection' : 'answer'
  const words = given.refusal ?? given.reply ?? 'Здравствуйте! Да, всё верно.'
  return { question, answers: [answered(kind, words, created, now, random)] }
}

function answered(
  kind: 'answer' | 'rejection',
  text: string,
  created: number,
  now: number,
  random: Random,
): StoredAnswer {
  const sentAt = Math.round(Math.min(created + between(random, 0.5 * HOUR, 26 * HOUR), now))
  return { kind, text, sentAt, visibleAt: sentAt, decidedAt: sentAt, verdict: 'wbRu', locked: false }
}

type Line = { chatID: string; at: number; message: ShopMessage }

// All chats go into one stream, so what is said is brought into the order of time before it is told.
function sayAll(seller: Seller, amount: Amount, now: number): void {
  const lines = moments(amount.chats, amount, now, seller.random).flatMap((end) => someChat(seller, end))
  for (const { chatID, at, message } of lines.sort((one, other) => one.at - other.at)) {
    const chat = seller.chats.find(chatID)
    const nmId = chat?.goodCard?.nmID ?? 0
    const from = { sender: message.from, at, ...sourceOf(message.from, seller) }
    if (chat) say(seller, chat, { ...from, message: pictured(seller, nmId, message, at) })
  }
}

function someChat(seller: Seller, end: number): Line[] {
  const { product, messages } = pick(seller.random, writtenChats)
  const card = cardOf(productBy(product).nmId, seller.random)
  const { chatID } = openChat(seller, pick(seller.random, names), card)
  let at = end
  const backwards = messages.toReversed().map((message): Line => {
    const line = { chatID, at, message }
    at -= (message.after ?? 1) * MINUTE
    return line
  })
  return backwards.toReversed()
}

/** The small shop is written by hand and never empty; the type does not know that. */
function listOfSome<Item>(items: Item[]): [Item, ...Item[]] {
  const [first, ...others] = items
  if (first === undefined) throw new Error('The shop of the simulator has nothing to copy from')
  return [first, ...others]
}
