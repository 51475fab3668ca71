import { moodOf } from './draft-facts.ts'
import { greeted } from './draft-greeting.ts'
import { hasHiddenComplaint } from './hidden-complaint.ts'
import type { Channel, Intent, ReviewIntent } from './interaction.ts'
import { chatFallback, chatFallbacks, praiseTexts, questionFallbacks, reviewFallbacks } from './phrases/drafts.ts'
import { splitReviewText } from './review-text.ts'

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

function withoutName({ channel, text, rating, intent }: Item): string {
  switch (channel) {
    case 'review':
      return reviewFallbacks[moodOf(rating, hasComplaintInside(text, rating))]
    case 'question':
      return intent === 'sizing_fit' ? questionFallbacks.sizing : questionFallbacks.any
    case 'chat':
      // Intents of other channels have no text of their own here.
      return chatFallbacks[intent as ReviewIntent] ?? chatFallback
  }
}

export function hasComplaintInside(text: string | null, rating: number | null): boolean {
  return hasHiddenComplaint(splitReviewText(text ?? ''), rating)
}

/** A short word of praise under four or five stars, and nothing else: no model is asked about it (domain §9.5). */
export function isSimplePraise({ channel, text, rating, intent }: Item): boolean {
  if (channel !== 'review' || rating === null || rating < 4 || intent !== 'thanks') return false
  return [...(text ?? '')].length <= 100 && !hasComplaintInside(text, rating)
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
