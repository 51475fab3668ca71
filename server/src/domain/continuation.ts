import type { NewEvent } from './events.ts'
import type { Link } from './link.ts'
import { policyOf } from './link-policy.ts'
import { after, DAY } from './time.ts'

/** A chat in which a review or a question may go on, the likeliest first. */
export type ChatCandidate = {
  chatId: string
  /** What speaks for it; null when all that does is that its buyer wrote about the product after we began to wait. */
  link: { type: Link['type']; confidence: number; isLegacyOnly: boolean } | null
}

/** What an operator says of the candidates: this one, none of them, or nothing yet. */
export type ChatChoice = { kind: 'chat'; chatId: string } | { kind: 'none' } | { kind: 'open' }

/**
 * Where a review or a question goes on. `choose`: only a person can tell which chat it is. `unknown`: the chat that was named is no
 * candidate.
 */
export type Continuation =
  | { kind: 'continue'; chatId: string }
  | { kind: 'choose' }
  | { kind: 'wait'; until: Date }
  | { kind: 'unknown' }

/** So long a chat about the product is waited for (domain §12.1). */
const patience = 14 * DAY

/** Until when a chat is waited for of which the first word was said then. */
export function waitsUntil(since: Date): Date {
  return after(since, patience)
}

/** Only the buyer can open a chat, so nothing here makes one (domain §12.1). */
export function continuationOf(candidates: readonly ChatCandidate[], choice: ChatChoice, now: Date): Continuation {
  if (choice.kind === 'chat') {
    const isCandidate = candidates.some(({ chatId }) => chatId === choice.chatId)
    return isCandidate ? { kind: 'continue', chatId: choice.chatId } : { kind: 'unknown' }
  }
  if (choice.kind === 'open') {
    const sure = candidates.find(isSure)
    if (sure) return { kind: 'continue', chatId: sure.chatId }
    if (candidates.length > 0) return { kind: 'choose' }
  }
  return { kind: 'wait', until: waitsUntil(now) }
}

/** An identifier says so, and surely enough that nobody has to be asked (domain §7.5). */
export function isSure({ link }: ChatCandidate): boolean {
  return link !== null && policyOf(link).isAutoAllowed
}

/** What the journal tells of both sides of a tie. */
export function continuedEvents(
  { interactionId, chatId }: { interactionId: string; chatId: string },
  actor = 'system',
): NewEvent[] {
  const state = 'continued'
  return [
    { type: 'escalated', interactionId, actor, details: { state, chatId } },
    { type: 'escalated', interactionId: chatId, channel: 'chat', actor, details: { state, itemId: interactionId } },
  ]
}

/** What the journal tells of both sides of a tie that was wrong: the item waits for its chat again. */
export function partedEvents(
  { interactionId, chatId, until }: { interactionId: string; chatId: string; until: Date },
  actor: string,
): NewEvent[] {
  const waits = { state: 'waiting', until: until.toISOString() }
  return [
    { type: 'escalated', interactionId, actor, details: waits },
    { type: 'escalated', interactionId: chatId, channel: 'chat', actor, details: { state: 'withdrawn' } },
  ]
}

/** How it stands. `expired`: no buyer wrote about the product in time. */
export type EscalationState = 'continued' | 'waiting' | 'expired'

export function escalationStateOf(
  { chatId, waitsUntil }: { chatId: string | null; waitsUntil: Date | null },
  now: Date,
): EscalationState {
  if (chatId !== null) return 'continued'
  return isAwaited(waitsUntil, now) ? 'waiting' : 'expired'
}

/** Whether a chat is still waited for. */
export function isAwaited(until: Date | null, now: Date): boolean {
  return until !== null && now <= until
}
