import { escalationReasonOf } from './escalation.ts'
import { hasHiddenComplaint } from './hidden-complaint.ts'
import { chatIntentOf, questionIntentOf, reviewIntentOf } from './intent.ts'
import {
  type EscalationReason,
  type Intent,
  type IntentMethod,
  type Priority,
  questionIntents,
  reviewIntents,
  type Sentiment,
  type Status,
  type WbSyncState,
} from './interaction.ts'
import type { Told } from './next-change.ts'
import {
  type Base,
  chatBase,
  type ModelUrgency,
  type Overrides,
  questionBase,
  raisedByInsistence,
  raisedByModel,
  reviewBase,
  type Standing,
} from './priority.ts'
import { splitReviewText } from './review-text.ts'
import { chatSentimentOf, reviewSentimentOf } from './sentiment.ts'
import { shouts } from './shouting.ts'
import { type ChatMessage, latestBuyerMessages, unansweredMessages } from './thread.ts'

/** What is known about every interaction when it is judged. */
type CommonSigns = {
  status: Status
  wbSyncState: WbSyncState
  /** When the buyer wrote; null if the marketplace did not say. A chat looks at its messages instead. */
  occurredAt: Date | null
  firstSeenAt: Date
  /** An intent set by the operator or found by the model is not classified again. */
  knownIntent?: { intent: Intent; method: IntentMethod } | null
  /** Set by the operator; stays until the answer. */
  manualPriority?: Priority | null
  overrides?: Overrides
  /** What the journal has told of the deadline. */
  told?: Told | null
  /** Problems after purchase with this product within seven days, this one among them. */
  similarProblems?: number
  /** When so few of them are left within the seven days that they are chance again; null where nobody knows, or they are now. */
  similarUntil?: Date | null
}

/** `text` is the composed one, with the labels of pros and cons. */
export type ReviewSigns = CommonSigns & { channel: 'review'; text: string | null; rating: number | null }
export type QuestionSigns = CommonSigns & { channel: 'question'; text: string | null }
export type ChatSigns = CommonSigns & {
  channel: 'chat'
  messages: readonly ChatMessage[]
  /** How a model read it the last time; null where none did. */
  model?: ModelReading | null
}

/** How a model read a chat when it wrote a draft: it holds for as long as the buyer's last message is the one it read (domain §6.4). */
export type ModelReading = { lastBuyerMessageId: string; urgency: ModelUrgency; sentiment: Sentiment }

export type Signs = ReviewSigns | QuestionSigns | ChatSigns

/** What a channel makes of its signs, before the clock comes into it. */
export type Reading = {
  intent: Intent
  intentMethod: IntentMethod
  sentiment: Sentiment
  escalationReason: EscalationReason | null
  base: Base
  /** The base after what this channel alone may raise. */
  standing: Standing
  risesWithAge: boolean
}

export function readingOf(signs: Signs, now: Date): Reading {
  switch (signs.channel) {
    case 'review':
      return readReview(signs, now)
    case 'question':
      return readQuestion(signs, now)
    case 'chat':
      return readChat(signs, now)
  }
}

/** Since when the buyer waits as far as the marketplace tells; a chat counts from the first unanswered message. */
export function anchorOf(signs: Signs): Date | null {
  if (signs.channel !== 'chat') return signs.occurredAt
  return unansweredMessages(signs.messages)[0]?.sentAt ?? null
}

function readReview(signs: ReviewSigns, now: Date): Reading {
  const { rating } = signs
  const text = signs.text ?? ''
  const read = intentFrom(signs, reviewIntents, () => reviewIntentOf(text))
  const hiddenComplaint = hasHiddenComplaint(splitReviewText(text), rating)
  const escalationReason = escalationOf(signs, [text], now)
  const base = reviewBase({ rating, hiddenComplaint, escalationReason, intent: read.intent }, signs.overrides)

  return {
    ...read,
    sentiment: reviewSentimentOf(rating, hiddenComplaint),
    escalationReason,
    base,
    standing: base,
    risesWithAge: hiddenComplaint || (rating !== null && rating <= 3),
  }
}

function readQuestion(signs: QuestionSigns, now: Date): Reading {
  const text = signs.text ?? ''
  const read = intentFrom(signs, questionIntents, () => questionIntentOf(text))
  const escalationReason = escalationOf(signs, [text], now)
  const base = questionBase({ escalationReason, intent: read.intent }, signs.overrides)

  return { ...read, sentiment: 'neutral', escalationReason, base, standing: base, risesWithAge: true }
}

function readChat(signs: ChatSigns, now: Date): Reading {
  const latest = latestBuyerMessages(signs.messages)
  const model = signs.model?.lastBuyerMessageId === latest.at(-1)?.id ? signs.model : null
  const texts = latest.map(({ text }) => text ?? '')
  const read = intentFrom(signs, reviewIntents, () => chatIntentOf(texts))
  const escalationReason = escalationOf(signs, texts, now)
  const base = chatBase({ escalationReason, intent: read.intent }, signs.overrides)

  const insistence = { again: unansweredMessages(signs.messages).length >= 3, shouts: shouts(texts.at(-1) ?? '') }
  const insists = base.priority !== 'low' && (insistence.again || insistence.shouts)

  return {
    ...read,
    sentiment: model?.sentiment ?? chatSentimentOf(read.intent, { insists }),
    escalationReason,
    base,
    standing: raisedByModel(raisedByInsistence(base, insistence), model?.urgency ?? null),
    risesWithAge: false,
  }
}

/** The rules speak only where nobody who knows better has spoken. */
function intentFrom<Name extends Intent>(
  { knownIntent }: CommonSigns,
  allowed: readonly Name[],
  byRules: () => Name,
): { intent: Name; intentMethod: IntentMethod } {
  if (knownIntent && knownIntent.method !== 'rule_based') {
    const intent = allowed.find((one) => one === knownIntent.intent)
    if (intent) return { intent, intentMethod: knownIntent.method }
  }
  return { intent: byRules(), intentMethod: 'rule_based' }
}

function escalationOf(signs: Signs, texts: readonly string[], now: Date): EscalationReason | null {
  const messages = signs.channel === 'chat' ? unansweredMessages(signs.messages).length : 1
  const since = anchorOf(signs) ?? signs.firstSeenAt
  const waiting = signs.status === 'open' ? { messages, since } : null
  return escalationReasonOf({ texts, waiting, similarProblems: signs.similarProblems ?? 0 }, now)
}
