import type { Intent } from './interaction.ts'
import { advisedLengths, guardrailRules } from './phrases/guardrails.ts'
import { lengthLimits } from './reply.ts'
import { compile } from './text.ts'

/** What a rule is about (domain §10.1). A newer server may know more. */
export type GuardrailCategory =
  | 'ai_mention'
  | 'promise'
  | 'blame'
  | 'dismissive'
  | 'legal'
  | 'jargon'
  | 'contact'
  | 'review_incentive'
  | 'pii_request'
  | 'competitor'
  | 'unsolicited_return'
  | 'question_in_review'
  | 'duplicate'
  | 'length'
  | 'empty'

/** `block`: the reply is not sent; `warn`: advice; `off`: the channel does not know the rule. */
export type Strictness = 'block' | 'warn' | 'off'

/** One rule as data. A text breaks it where it holds a phrase or a shape; a rule without any is decided by other facts. */
export type GuardrailRule = {
  category: GuardrailCategory
  review: Strictness
  question: Strictness
  chat: Strictness
  /** Phrases in the notation of `compile`. */
  phrases?: string
  /** Regular expressions with the flags `giu`, looked for in the text without its invisible characters. */
  shapes?: readonly string[]
  /** The same with the flags `gu`: the case of the letters counts. */
  exactShapes?: readonly string[]
  /** The rule counts only in a text that holds one of these phrases as well. */
  together?: string
  /** The rule does not count where the buyer has spoken of it, or wants something of that kind. */
  unless?: { buyerSays: string; intents: readonly Intent[] }
  /** What to do instead, for people. */
  hint?: string
  /** What can stand in the place of the phrase, the best first. */
  wordings?: readonly string[]
}

/** How long a reply had better be. */
export type AdvisedLength = { least: number; most: number }

/** All in Unicode code points, blanks around a text not counted (domain §10.2, ADR 33). */
export type GuardrailLengths = { least: number; most: number; advised: AdvisedLength | null }

export type GuardrailChannel = 'review' | 'question' | 'chat'

/** Everything that decides what may be said, as data. */
export type GuardrailPolicy = {
  /** Says that two policies are the same; changes with the data. */
  version: string
  /** How the data are to be read: a program that knows only lower numbers cannot use them. */
  reading: number
  rules: readonly GuardrailRule[]
  lengths: Readonly<Record<GuardrailChannel, GuardrailLengths>>
}

/** How this program reads the data. Grows when the same data come to mean something else. */
export const guardrailReading = 3

/** The policy that comes with the program. */
export const bundledPolicy: GuardrailPolicy = policyOf(guardrailRules)

/**
 * The bundled policy with phrases added to categories, as settings hold them: `{"promise": "пришлём подарок, …"}`. What cannot
 * be read is left out and named in `unreadable`.
 */
export function policyWith(...additions: unknown[]): { policy: GuardrailPolicy; unreadable: string[] } {
  const entries = additions.flatMap((some) => (typeof some === 'object' && some !== null ? Object.entries(some) : []))
  const added = entries.map(([category, phrases]) => ({ category, rule: addedRule(category, phrases) }))
  const rules = added.flatMap(({ rule }) => (rule ? [rule] : []))

  return {
    policy: rules.length === 0 ? bundledPolicy : policyOf([...guardrailRules, ...rules]),
    unreadable: added.filter(({ rule }) => rule === null).map(({ category }) => category),
  }
}

/** The most that somebody adds to a category, and the longest phrase. */
export const addedLimits = { phrases: 100, length: 100 }

/** The phrases as they are kept: without blanks around, empty ones and repetitions. Null for those that no rule could be made of. */
export function addablePhrases(category: string, phrases: readonly string[]): string[] | null {
  const kept = [...new Set(phrases.map((phrase) => phrase.trim()).filter((phrase) => phrase !== ''))]
  if (kept.length > addedLimits.phrases || kept.some((phrase) => phrase.length > addedLimits.length)) return null
  return kept.every((phrase) => isPhrase(phrase) && addedRule(category, phrase) !== null) ? kept : null
}

/** Words in one row, each with a letter: of signs alone a rule could be made that forbids everything. */
function isPhrase(phrase: string): boolean {
  if (/[,\n!]/.test(phrase) || !/\p{L}{2}/u.test(phrase)) return false
  return phrase.split(/\s+/).every((word) => word === '…' || /[\p{L}\p{N}]/u.test(word))
}

/** As strict as the category is anyway, and subject to its conditions. */
function addedRule(category: string, phrases: unknown): GuardrailRule | null {
  const known = guardrailRules.find((rule) => rule.category === category && rule.phrases !== undefined)
  if (!known || typeof phrases !== 'string' || !isReadable(phrases)) return null
  const { shapes: _shapes, exactShapes: _exactShapes, wordings: _wordings, ...rest } = known
  return { ...rest, phrases }
}

function isReadable(phrases: string): boolean {
  try {
    return compile(phrases).byFirstLetter.size > 0
  } catch {
    return false
  }
}

function policyOf(rules: readonly GuardrailRule[]): GuardrailPolicy {
  const lengths = {
    review: { ...lengthLimits.review, advised: advisedLengths.review },
    question: { ...lengthLimits.question, advised: advisedLengths.question },
    chat: { ...lengthLimits.chat, advised: advisedLengths.chat },
  }
  const data = { reading: guardrailReading, rules, lengths }
  return { version: fingerprint(JSON.stringify(data)), ...data }
}

/** Tells texts apart, 53 bits of it; no protection against people who want two to look alike. */
export function fingerprint(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36).padStart(11, '0')
}
