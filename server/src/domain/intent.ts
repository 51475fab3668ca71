import type { QuestionIntent, ReviewIntent } from './interaction.ts'
import { questionIntentPhrases } from './phrases/question-intents.ts'
import { reviewIntentPhrases } from './phrases/review-intents.ts'
import { compile, matches, type Phrases, tokenize } from './text.ts'

type Rule<Intent> = { intent: Intent; phrases: Phrases }

const questionRules = questionIntentPhrases.map(compiled)
const reviewRules = reviewIntentPhrases.map(compiled)

export function questionIntentOf(text: string): QuestionIntent {
  return firstHit(questionRules, [text]) ?? 'general_question'
}

export function reviewIntentOf(text: string): ReviewIntent {
  return firstHit(reviewRules, [text]) ?? 'other'
}

/** Each message is read by itself, so that the end of one and the beginning of the next make no phrase. */
export function chatIntentOf(texts: readonly string[]): ReviewIntent {
  return firstHit(reviewRules, texts) ?? 'other'
}

function firstHit<Intent>(rules: readonly Rule<Intent>[], texts: readonly string[]): Intent | undefined {
  const tokenized = texts.map(tokenize)
  return rules.find(({ phrases }) => tokenized.some((tokens) => matches(phrases, tokens)))?.intent
}

function compiled<Intent>({ intent, phrases }: { intent: Intent; phrases: string }): Rule<Intent> {
  return { intent, phrases: compile(phrases) }
}
