import type { EscalationReason } from './interaction.ts'
import { hasPersonalData } from './personal-data.ts'
import { escalationPhrases } from './phrases/escalation.ts'
import { compile, matches, tokenize } from './text.ts'
import { between, HOUR } from './time.ts'

type EscalationSigns = {
  /** The buyer's words; several messages of a chat stay apart. */
  texts: readonly string[]
  /** The buyer's messages without an answer; null if nothing waits for one. */
  waiting: { messages: number; since: Date } | null
  /** Problems after purchase with this product within seven days, this one among them. */
  similarProblems: number
}

/** Why a person must look. What the buyer says counts forever, that he waits only until the answer. */
export function escalationReasonOf(signs: EscalationSigns, now: Date): EscalationReason | null {
  return stopReasonIn(signs.texts) ?? flagReasonOf(signs, now)
}

/** A buyer who waits for longer is marked, whatever he wants. */
export const patienceOfBuyersMs = 72 * HOUR

/** So many buyers with trouble about one product within so many days are no chance any more. */
export const massDefect = { least: 3, days: 7 }

/** How grave it is that so many buyers have a problem with one product. */
export function massDefectSeverity(similarProblems: number): 'high' | 'medium' | null {
  if (similarProblems > 10) return 'high'
  return similarProblems >= massDefect.least ? 'medium' : null
}

const stopRules = escalationPhrases.map(({ reason, phrases }) => ({ reason, phrases: compile(phrases) }))

function stopReasonIn(texts: readonly string[]): EscalationReason | null {
  const tokenized = texts.map(tokenize)
  const rule = stopRules.find(({ phrases }) => tokenized.some((tokens) => matches(phrases, tokens)))
  if (rule) return rule.reason
  return texts.some(hasPersonalData) ? 'personal_data' : null
}

function flagReasonOf({ waiting, similarProblems }: EscalationSigns, now: Date): EscalationReason | null {
  if (waiting && (waiting.messages >= 3 || between(waiting.since, now) > patienceOfBuyersMs)) return 'repeat'
  return massDefectSeverity(similarProblems) ? 'mass_defect' : null
}
