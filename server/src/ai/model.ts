import type { FallbackReason } from '#domain/draft.ts'
import type { PromptMessage } from '#domain/draft-prompt.ts'

/** A question to a language model. */
export type ModelQuestion = {
  /** Where its API begins, `https://api.deepseek.com/v1`. */
  baseUrl: string
  /** Empty where none is needed. */
  key: string
  model: string
  messages: readonly PromptMessage[]
  maxTokens: number
  /** How long it may take altogether. */
  patienceMs: number
  /** How freely it may answer: 0 for what has one right answer. Default 0.3 (domain §9.5). */
  temperature?: number
  /** Nobody wants the answer any more: the request is given up at once. */
  signal?: AbortSignal | undefined
}

/** Why there is no answer, in one word for people and some more for support; neither key nor prompt is among them. */
export type ModelTrouble = {
  kind: 'trouble'
  reason: Extract<
    FallbackReason,
    'timeout' | 'rate_limited' | 'unavailable' | 'key_refused' | 'refused' | 'network' | 'unreadable'
  >
  detail: string
}

/** Asks a model for an object in JSON, and never fails: trouble is an answer too. */
export type AskModel = (question: ModelQuestion) => Promise<{ kind: 'answered'; text: string } | ModelTrouble>
