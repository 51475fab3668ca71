import { withoutGreeting } from './draft-greeting.ts'
import type { Sentiment } from './interaction.ts'
import type { ModelUrgency } from './priority.ts'

/** What a model said of an item, read strictly (domain §9.1). */
export type ModelDraft = {
  intent: string
  sentiment: Sentiment
  urgency: ModelUrgency
  categories: string[]
  /** Without a greeting. */
  recommendation: string
  reason: string
  needsEscalation: boolean
  escalationReason: string | null
}

/** Null for anything but one whole object with a text in Russian. */
export function readModelAnswer(answer: string): ModelDraft | null {
  const said = objectIn(answer)
  if (!said) return null
  const { intent, sentiment, urgency, categories, recommendation, recommendation_reason: reason } = said
  const { needs_escalation: needsEscalation, escalation_reason: escalationReason = null } = said

  const isRead =
    isWord(intent) &&
    isOneOf(sentiments, sentiment) &&
    isOneOf(urgencies, urgency) &&
    isListOfWords(categories) &&
    typeof recommendation === 'string' &&
    isWord(reason) &&
    typeof needsEscalation === 'boolean' &&
    (escalationReason === null || typeof escalationReason === 'string')
  if (!isRead) return null

  const text = withoutGreeting(recommendation.toWellFormed().replaceAll('\u0000', ''))
  if (text === '' || !isRussian(text)) return null
  const told = { reason: shortened(reason), escalationReason: escalationReason && shortened(escalationReason) }
  return { intent, sentiment, urgency, categories, recommendation: text, needsEscalation, ...told }
}

/**
 * A text that is longer than is advised, cut after its last whole sentence; null where that would leave no more than half of it.
 * `most` in code points (domain §10.2).
 */
export function cutAtSentence(text: string, most: number): string | null {
  const letters = [...text]
  if (letters.length <= most) return text
  const within = letters.slice(0, most).join('')
  const end = Math.max(...[...within.matchAll(/[.!?…](?=\s|$)/gu)].map(({ index }) => index + 1), 0)
  const cut = within.slice(0, end)
  return [...cut].length > letters.length / 2 ? cut : null
}

/** At least seven letters of ten are Cyrillic (domain §9.7). */
export function isRussian(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? []
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu) ?? []
  return letters.length > 0 && cyrillic.length >= letters.length * 0.7
}

const sentiments = ['positive', 'neutral', 'negative'] as const
const urgencies = ['low', 'normal', 'high', 'critical'] as const

function objectIn(answer: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(answer)
    return parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed) ? { ...parsed } : null
  } catch {
    return null
  }
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function isOneOf<Word extends string>(words: readonly Word[], value: unknown): value is Word {
  return words.some((word) => word === value)
}

function isListOfWords(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= 50 && value.every((each) => typeof each === 'string')
}

function shortened(text: string): string {
  return [...text.toWellFormed().replaceAll('\u0000', '').trim()].slice(0, 300).join('')
}
