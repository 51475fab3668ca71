import { moodOf } from './draft-facts.ts'
import { greeted, withoutGreeting } from './draft-greeting.ts'
import { hasHiddenComplaint } from './hidden-complaint.ts'
import type { Channel, Intent, QuestionIntent, ReviewIntent } from './interaction.ts'
import {
  awaitsOrder,
  awaitsStock,
  chatFallback,
  chatFallbacks,
  filedFallback,
  fitsThings,
  greetedFallback,
  hasFiled,
  ofWearer,
  praiseTexts,
  questionFallbacks,
  questionFallbacksByIntent,
  reviewFallbacks,
  sizeComplaintFallback,
  sizeComplaints,
  thingMeasures,
  toldMeasures,
  upsetFallbacks,
} from './phrases/drafts.ts'
import { buyersWordsIn, splitReviewText } from './review-text.ts'
import { compile, matches } from './text.ts'

type Item = {
  channel: Channel
  text: string | null
  rating: number | null
  intent: Intent | null
  customerName: string | null
}

/** What is proposed when no model writes: always something, and always something that may be sent (domain §9.5). */
export function fallbackText(item: Item): string {
  return greeted(withoutName(item), item.customerName)
}

function withoutName(item: Item): string {
  switch (item.channel) {
    case 'review':
      return reviewFallback(item)
    case 'question':
      return questionFallback(item)
    case 'chat':
      return chatFallbackFor(item)
  }
}

// Intents of other channels have no text of their own in any of these tables.

function reviewFallback(item: Item): string {
  const { text, rating, intent } = item
  const mood = moodOf(rating, hasComplaintInside(text, rating))
  if (mood !== 'upset') return reviewFallbacks[mood]
  const topic = isAboutSize(item) ? 'sizing_fit' : intent
  return upsetFallbacks[topic as ReviewIntent] ?? reviewFallbacks.upset
}

function questionFallback({ text, intent }: Item): string {
  if (intent === 'sizing_fit') return sizeFallback(text ?? '')
  return questionFallbacksByIntent[intent as QuestionIntent] ?? questionFallbacks.any
}

function sizeFallback(text: string): string {
  const isAboutThings = sizesOfThings.test(text) || matches(things, text)
  if (isAboutThings && !matches(wearer, text)) return questionFallbacks.fitsThing
  if (measures.test(text)) return questionFallbacks.measured
  return questionFallbacksByIntent.sizing_fit ?? questionFallbacks.any
}

function chatFallbackFor(item: Item): string {
  if (isAboutSize(item)) return sizeComplaintFallback
  if (isGreetingAlone(item)) return greetedFallback
  if (returns.has(item.intent) && matches(filed, item.text ?? '')) return filedFallback
  if (item.intent === 'sizing_fit') return sizeFallback(item.text ?? '')
  if (isAskingForStock(item)) return chatFallbacks.availability ?? chatFallback
  return chatFallbacks[item.intent as ReviewIntent] ?? chatFallback
}

const measures = new RegExp(toldMeasures, 'iu')
const sizesOfThings = new RegExp(thingMeasures, 'iu')
const things = compile(fitsThings)
const wearer = compile(ofWearer)
const sizes = compile(sizeComplaints)
const stock = compile(awaitsStock)
const order = compile(awaitsOrder)
const filed = compile(hasFiled)
const stockIntents: ReadonlySet<Intent | null> = new Set<Intent>(['delivery_status', 'availability', 'other'])
const returns: ReadonlySet<Intent | null> = new Set<Intent>(['defect_not_working', 'wrong_item', 'refund_exchange'])

function isGreetingAlone({ intent, text }: Item): boolean {
  return intent === 'other' && (text ?? '').trim() !== '' && withoutGreeting(text ?? '') === ''
}

function isAskingForStock({ intent, text }: Item): boolean {
  return stockIntents.has(intent) && matches(stock, text ?? '') && !matches(order, text ?? '')
}

function isAboutSize({ intent, text }: Item): boolean {
  return intent === 'quality_complaint' && matches(sizes, text ?? '')
}

export function hasComplaintInside(text: string | null, rating: number | null): boolean {
  return hasHiddenComplaint(splitReviewText(text ?? ''), rating)
}

/** A short word of praise under four or five stars, and nothing else: no model is asked about it (domain §9.5). */
export function isSimplePraise({ channel, text, rating, intent }: Item): boolean {
  if (channel !== 'review' || rating === null || rating < 4 || intent !== 'thanks') return false
  return [...buyersWordsIn(text ?? '')].length <= 100 && !hasComplaintInside(text, rating)
}

/**
 * An answer to simple praise that none of the seller's last answers of this kind has, newest first; if all have been used, the one
 * that was used longest ago. `chance` from 0 up to but not including 1 decides between several.
 */
export function praiseText({ customerName }: Item, lastTexts: readonly string[], chance: number): string {
  const age = (praise: string) => lastTexts.findIndex((text) => text.endsWith(praise))
  const unused = praiseTexts.filter((praise) => age(praise) === -1)
  const oldest = [...praiseTexts].sort((one, other) => age(other) - age(one))
  const chosen = unused[Math.floor(chance * unused.length)] ?? oldest[0] ?? ''
  return greeted(chosen, customerName)
}

/** How many of the last answers to simple praise are not repeated. */
export const praiseMemory = 10
