import type { ReviewIntent, Sentiment } from './interaction.ts'

export function reviewSentimentOf(rating: number | null, hiddenComplaint: boolean): Sentiment {
  if (rating === null || rating === 3 || hiddenComplaint) return 'neutral'
  return rating < 3 ? 'negative' : 'positive'
}

const upsetting: ReadonlySet<ReviewIntent> = new Set<ReviewIntent>([
  'defect_not_working',
  'wrong_item',
  'quality_complaint',
  'delivery_delay',
])

/** `insists`: the buyer writes again and again, or shouts. */
export function chatSentimentOf(intent: ReviewIntent, { insists }: { insists: boolean }): Sentiment {
  if (upsetting.has(intent) || insists) return 'negative'
  return intent === 'thanks' ? 'positive' : 'neutral'
}
