import { complaintPhrases, noDrawbacks } from './phrases/hidden-complaint.ts'
import type { ReviewContent } from './review-text.ts'
import { compile, matches, norm } from './text.ts'

const complaints = compile(complaintPhrases)
const nothingToNote = new Set(noDrawbacks.map(norm))

/** Four or five stars outside, a complaint inside. */
export function hasHiddenComplaint({ text, pros, cons }: ReviewContent, rating: number | null): boolean {
  if (rating === null || rating < 4) return false
  return namesDrawbacks(cons) || matches(complaints, text) || matches(complaints, pros)
}

function namesDrawbacks(cons: string): boolean {
  return !onlyPunctuation.test(cons) && !nothingToNote.has(norm(cons))
}

const onlyPunctuation = /^[\p{P}\p{Sm}\s]*$/u
