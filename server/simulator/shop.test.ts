import { expect, test } from 'vitest'
import { DAY, MINUTE } from './clock.ts'
import { buyerReplies, buyerScript } from './data/buyer-script.ts'
import { products } from './data/products.ts'
import { questionAt } from './questions.ts'
import { randomFrom } from './random.ts'
import { reviewAt } from './reviews.ts'
import { seedSeller } from './seed-seller.ts'
import { emptySeller } from './seller.ts'

const NOW = Date.parse('2026-12-01T12:00:00Z')

const shop = emptySeller('shop', 'Лавка', randomFrom('shop'))
seedSeller(shop, { seed: 'shop' }, NOW)

const reviews = shop.reviews.all().map((stored) => reviewAt(stored, NOW))
const questions = shop.questions.all().map((stored) => questionAt(stored, NOW))
const rated = (stars: number) => reviews.filter(({ productValuation }) => productValuation === stars).length

test('the shop has at least twelve products, all of them reviewed and asked about', () => {
  expect(products.length).toBeGreaterThanOrEqual(12)
  const talkedAbout = (items: { productDetails: { nmId: number } }[]) =>
    new Set(items.map((one) => one.productDetails.nmId))
  expect(talkedAbout(reviews).size).toBe(products.length)
  expect(talkedAbout(questions).size).toBe(products.length)
})

test('the shop has at least 150 reviews, with all ratings in a believable skew', () => {
  expect(reviews.length).toBeGreaterThanOrEqual(150)
  for (const [stars, share] of [
    [5, 55],
    [4, 15],
    [3, 10],
    [2, 8],
    [1, 12],
  ] as const) {
    expect(Math.abs((rated(stars) / reviews.length) * 100 - share)).toBeLessThan(2)
  }
})

test('reviews come with everything reviews can have', () => {
  const having = (fits: (review: (typeof reviews)[number]) => unknown) => reviews.filter(fits).length

  expect(having(({ photoLinks }) => photoLinks)).toBeGreaterThanOrEqual(30)
  expect(having(({ pros }) => pros)).toBeGreaterThanOrEqual(20)
  expect(having(({ cons }) => cons)).toBeGreaterThanOrEqual(20)
  expect(having(({ bables }) => bables)).toBeGreaterThanOrEqual(20)
  expect(having(({ matchingSize }) => matchingSize)).toBeGreaterThanOrEqual(20)
  expect(having(({ parentFeedbackId }) => parentFeedbackId)).toBeGreaterThanOrEqual(4)
  expect(having(({ text, pros, cons, photoLinks }) => !text && !pros && !cons && !photoLinks)).toBeGreaterThanOrEqual(
    10,
  )
})

test('about a third of the reviews waits, and nothing waits longer than three days', () => {
  const waiting = reviews.filter(({ answer, text, pros, photoLinks }) => !answer && (text || pros || photoLinks))

  expect(waiting.length / reviews.length).toBeGreaterThan(0.28)
  expect(waiting.length / reviews.length).toBeLessThan(0.4)
  const ages = waiting.map(({ createdDate }) => NOW - Date.parse(createdDate))
  expect(Math.max(...ages)).toBeLessThan(3 * DAY)
  expect(Math.min(...ages)).toBeLessThan(15 * MINUTE)
})

test('no item comes from the future or from before four months ago', () => {
  const dates = [...reviews, ...questions].map(({ createdDate }) => Date.parse(createdDate))

  expect(Math.max(...dates)).toBeLessThan(NOW)
  expect(Math.min(...dates)).toBeGreaterThan(NOW - 121 * DAY)
  expect(Math.max(...shop.chats.events().map(({ event }) => event.addTimestamp))).toBeLessThan(NOW)
})

test('an answer never came before its review, nor a supplement before what it supplements', () => {
  for (const { review, answers } of shop.reviews.all()) {
    for (const { sentAt } of answers) expect(sentAt).toBeGreaterThan(Date.parse(review.createdDate))
    const parent = reviews.find(({ id }) => id === review.parentFeedbackId)
    if (parent) expect(review.createdDate > parent.createdDate).toBe(true)
  }
})

test('the shop has at least sixty questions: half answered, one suspicious, one turned down', () => {
  const answered = questions.filter(({ state }) => state === 'wbRu').length

  expect(questions.length).toBeGreaterThanOrEqual(60)
  expect(answered / questions.length).toBeGreaterThan(0.4)
  expect(answered / questions.length).toBeLessThan(0.6)
  expect(questions.some(({ isWarned }) => isWarned)).toBe(true)
  expect(questions.some(({ state }) => state === 'none')).toBe(true)
})

test('the shop has at least twenty chats with a past, long names, long words and pictures', () => {
  const of = (chatID: string) =>
    shop.chats
      .events()
      .filter(({ event }) => event.chatID === chatID)
      .map(({ event }) => event)
  const texts = shop.chats.events().map(({ event }) => event.message?.text ?? '')

  expect(shop.chats.size()).toBeGreaterThanOrEqual(20)
  expect(Math.max(...shop.chats.chats().map(({ chatID }) => of(chatID).length))).toBeGreaterThanOrEqual(8)
  expect(Math.max(...shop.chats.chats().map(({ clientName }) => clientName.length))).toBe(60)
  expect(Math.max(...texts.flatMap((text) => text.split(/\s/).map((word) => word.length)))).toBeGreaterThanOrEqual(200)
  expect(new Set(shop.chats.events().map(({ event }) => event.sender))).toEqual(new Set(['client', 'seller', 'wb']))
  expect(shop.chats.events().some(({ event }) => event.message?.attachments?.images)).toBe(true)
})

test('the buyer of the demo has more than sixty things to say, none of them twice', () => {
  const said = buyerScript.map((scene) =>
    scene.kind === 'review' ? (scene.review.text ?? scene.review.pros) : scene.text,
  )

  expect(said.length).toBeGreaterThanOrEqual(60)
  expect(new Set([...said, ...buyerReplies]).size).toBe(said.length + buyerReplies.length)
  expect(new Set(buyerScript.map(({ kind }) => kind))).toEqual(new Set(['review', 'question', 'chat']))
})
