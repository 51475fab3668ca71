import { DAY, HOUR, inNanoseconds, MINUTE } from './clock.ts'
import { shopChats } from './data/chats.ts'
import { productBy } from './data/products.ts'
import { shopQuestions } from './data/questions.ts'
import { shopReviews } from './data/reviews.ts'
import type { ShopQuestion, ShopReview } from './data/shop-types.ts'
import { questionOf } from './new-question.ts'
import { type Circumstances, reviewOf } from './new-review.ts'
import { between, type Random, shuffled, whole } from './random.ts'
import { seedChat } from './seed-chat.ts'
import type { Seller, StoredAnswer } from './seller.ts'

/**
 * Gives the seller the shop: what has been answered lies days and weeks back, what waits is minutes to a day and
 * a half old. An inbox full of month-old debts would look dead.
 */
export function seedShop(seller: Seller, now: number): void {
  seedReviews(seller, now)
  seedQuestions(seller, now)
  for (const chat of shopChats) seedChat(seller, chat, now)
}

type Written = { product: string; given: ShopReview }

function seedReviews(seller: Seller, now: number): void {
  const written: Written[] = shopReviews.flatMap(({ product, reviews }) => reviews.map((given) => ({ product, given })))
  const waiting = shuffled(
    seller.random,
    written.filter(({ given }) => isWaiting(given)),
  )
  const settled = written.filter(({ given }) => !isWaiting(given))

  waiting.forEach((one, place) => {
    addReview(seller, one, now - freshAge(place, waiting.length, seller.random), now)
  })
  for (const one of settled) addReview(seller, one, now - between(seller.random, 3 * DAY, 118 * DAY), now)
}

function addReview(seller: Seller, { product, given }: Written, wished: number, now: number): void {
  const { random } = seller
  // A buyer does not come back to a review within minutes.
  const created = given.later ? Math.min(wished, now - 31 * HOUR) : wished
  const circumstances: Circumstances = { product: productBy(product), created, random }
  const first = { review: reviewOf(given, circumstances), answers: answerTo(given, created, now, random) }
  first.review.wasViewed = !isWaiting(given)
  seller.reviews.put(first)
  if (!given.later) return

  const createdLater = given.later.reply
    ? created + between(random, DAY, 2 * DAY)
    : now - between(random, HOUR, 30 * HOUR)
  const again = { ...given.later, name: given.name, ...(given.colour ? { colour: given.colour } : {}) }
  const second = reviewOf(again, { ...circumstances, created: createdLater })
  second.parentFeedbackId = first.review.id
  first.review.childFeedbackId = second.id
  seller.reviews.put({ review: second, answers: answerTo(given.later, createdLater, now, random) })
}

function seedQuestions(seller: Seller, now: number): void {
  const waiting = shuffled(seller.random, shopQuestions.filter(isOpen))
  const settled = shopQuestions.filter((given) => !isOpen(given))

  waiting.forEach((given, place) => {
    addQuestion(seller, given, now - freshAge(place, waiting.length, seller.random), now)
  })
  for (const given of settled) addQuestion(seller, given, now - between(seller.random, 3 * DAY, 110 * DAY), now)
}

function addQuestion(seller: Seller, given: ShopQuestion, created: number, now: number): void {
  const { random } = seller
  const question = questionOf(given.text, { product: productBy(given.product), created, random })
  question.createdDate = inNanoseconds(created)
  question.isWarned = given.suspicious ?? false

  const reply = given.reply ?? given.refusal
  const answers = reply ? answerTo({ reply }, created, now, random) : []
  const kind = given.refusal ? 'rejection' : 'answer'
  question.wasViewed = answers.length > 0
  seller.questions.put({ question, answers: answers.map((answer) => ({ ...answer, kind })) })
}

function answerTo({ reply }: { reply?: string }, created: number, now: number, random: Random): StoredAnswer[] {
  if (!reply) return []
  const sentAt = Math.round(Math.min(created + between(random, 0.5 * HOUR, 26 * HOUR), now - HOUR))
  return [
    {
      kind: 'answer',
      text: reply,
      sentAt,
      visibleAt: sentAt,
      decidedAt: sentAt,
      verdict: 'wbRu',
      // Some answers were already corrected once.
      locked: whole(random, 1, 4) === 1,
    },
  ]
}

const isWaiting = ({ reply, text, pros, cons, photos }: ShopReview) => !reply && Boolean(text || pros || cons || photos)

const isOpen = ({ reply, refusal }: ShopQuestion) => !reply && !refusal

/**
 * The youngest came a few minutes ago, most within the hour, the oldest a day and a half ago: a shop that is looked after has few
 * debts, and what comes in shows among the first.
 */
function freshAge(place: number, count: number, random: Random): number {
  const share = count > 1 ? place / (count - 1) : 0
  const since = ages.findLast(({ from }) => share >= from) ?? ages[0]
  return 4 * MINUTE + since.base + (share - since.from) * since.slope + between(random, 0, 5 * MINUTE)
}

/** From which share of the waiting on, how old the first of them is, and how fast they grow older. */
const ages = [
  { from: 0, base: 0, slope: HOUR },
  { from: 0.7, base: 0.7 * HOUR, slope: 15 * HOUR },
  { from: 0.9, base: 3.7 * HOUR, slope: 320 * HOUR },
] as const
