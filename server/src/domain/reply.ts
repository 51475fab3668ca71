import type { IncomingAnswer } from './incoming.ts'
import { after, between, DAY, HOUR, MINUTE, SECOND } from './time.ts'

/** States of a reply (domain §11.3). */
export type ReplyState =
  | 'queued'
  | 'sending'
  | 'retry_wait'
  | 'unknown'
  | 'needs_attention'
  | 'accepted'
  | 'confirmed'
  | 'failed'
  | 'moderation_rejected'
  | 'rejected'
  | 'cancelled'
  | 'answered_elsewhere'

/** While a reply is in one of these, a review or question takes no other (domain §11.2). */
export const unfinished: readonly ReplyState[] = ['queued', 'sending', 'retry_wait', 'unknown', 'accepted']

/** The marketplace has not taken it, as far as is known, and may yet: it waits for its call, is in it, or nobody knows. */
export const untaken: readonly ReplyState[] = unfinished.filter((state) => state !== 'accepted')

/** Whether it is in one of those. */
export function isUntaken(state: ReplyState): boolean {
  return untaken.includes(state)
}

/** Whether it will be said, or is being said, unless somebody takes it back. */
export function isAboutToLeave(state: ReplyState): boolean {
  return isUntaken(state) && state !== 'unknown'
}

/** Whether a call with it has been made. Of one that has not, nothing that the marketplace shows can speak. Looks are no calls. */
export function hasLeft({ sentAt }: { sentAt: Date | null }): boolean {
  return sentAt !== null
}

/** How a reply ends that is not among the answers the buyer sees, as far as is known. */
export const lostStates: readonly ReplyState[] = [
  'failed',
  'moderation_rejected',
  'rejected',
  'needs_attention',
  'answered_elsewhere',
]

/** Whether an operator may put the reply aside: it did not reach the buyer, or nobody knows and she has decided. */
export function cameToNothing(state: ReplyState): boolean {
  return lostStates.includes(state)
}

type GivenUp = { kind: ReplyKind; state: ReplyState; lastError: string | null }

/**
 * Whether a reply that was given up may go again as it is: an answer that surely was not executed, for a reason that may be over by
 * now. What the marketplace refused for its words, or for what stands there already, would be refused again.
 */
export function mayRestart({ kind, state, lastError }: GivenUp): boolean {
  return kind === 'answer' && state === 'failed' && lastError !== null && passing.has(lastError)
}

const passing: ReadonlySet<string> = new Set([
  'rate',
  'network',
  'auth',
  'scope',
  'stale_sign',
  'marketplace',
  'internal',
])

/** What a reply does: gives the answer, changes it the only time that is allowed, or hides a question (domain §11.6, §2.4). */
export type ReplyKind = 'answer' | 'edit' | 'rejection'

export type ReplyChannel = 'review' | 'question' | 'chat'

/** Characters a channel takes, in Unicode code points (domain §2.1, §10.2). */
export const lengthLimits: Record<ReplyChannel, { least: number; most: number }> = {
  review: { least: 2, most: 5000 },
  question: { least: 2, most: 5000 },
  chat: { least: 1, most: 1000 },
}

/** When a reply that left is looked for, counted from the call (domain §11.5; WB contract §13.1). */
const looks = [2 * SECOND, 10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 3 * HOUR]

// Ten minutes of clean reading without the message mean that it was probably not sent (WB contract §13.4).
const looksForUnknownMessage = [2 * SECOND, 10 * SECOND, MINUTE, 5 * MINUTE, 10 * MINUTE]

type Called = { createdAt: Date; sentAt: Date | null; resentAt: Date | null }

/** When the last call was made with it that may have reached the marketplace: looks are counted from there (WB contract §13.1). */
export function lastCallAt({ createdAt, sentAt, resentAt }: Called): Date {
  return resentAt ?? sentAt ?? createdAt
}

type LookedFor = { channel: ReplyChannel; state: ReplyState }

/** How long the new text of an edit may be with the moderators. */
export const editPatience = 3 * DAY

/** When to look for the reply after a look that was made at `lookedAt`; null when it was the last that makes sense. */
export function nextLookAt(reply: LookedFor, leftAt: Date, lookedAt: Date): Date | null {
  return (
    looksFor(reply)
      .map((delay) => after(leftAt, delay))
      .find((at) => at > lookedAt) ?? null
  )
}

/** By when looks that succeed will have told. */
export function lastLookAt(reply: LookedFor, leftAt: Date): Date {
  return after(leftAt, patienceFor(reply))
}

/** A look that failed has shown nothing. It is made again, the later the longer the reply is out, not before `retryAt`. */
export function lookAgainAt(leftAt: Date, now: Date, retryAt: Date | null): Date {
  const pause = Math.min(Math.max(between(leftAt, now), 10 * SECOND), 30 * MINUTE)
  const own = after(now, pause)
  return retryAt && retryAt > own ? retryAt : own
}

/** How long the chats must have been read, without a gap, until a message that is not among them counts as missing. */
export function patienceFor(reply: LookedFor): number {
  return Math.max(...looksFor(reply))
}

/** When the chats will have been read from `since` on for the whole patience, at their usual pace. */
export function cleanReadingEndsAt({ since, nextRunAt, pause, patience }: ReadingAhead): Date {
  const missing = between(nextRunAt, after(since, patience))
  return after(nextRunAt, Math.max(0, Math.ceil(missing / pause)) * pause)
}

type ReadingAhead = { since: Date; nextRunAt: Date; pause: number; patience: number }

function looksFor({ channel, state }: LookedFor): number[] {
  return channel === 'chat' && state === 'unknown' ? looksForUnknownMessage : looks
}

type Unanswered = { channel: ReplyChannel; kind: ReplyKind; state: ReplyState; resentAt: Date | null }

/**
 * Whether a reply whose fate is unknown may be sent the only other time that the program does by itself: an answer to a review that a
 * fresh look does not show five minutes after the call, as long as anybody waits for it. A review takes one answer, so at worst the same words arrive twice in one
 * place; a question would spend its edit and a buyer read a message twice (domain §11.5; WB contract §13.2).
 */
export function mayResend({ channel, kind, state, resentAt }: Unanswered, leftAt: Date, now: Date): boolean {
  if (channel !== 'review' || kind !== 'answer' || state !== 'unknown' || resentAt !== null) return false
  const waited = between(leftAt, now)
  return waited >= 5 * MINUTE && waited <= 3 * HOUR
}

/**
 * When a call that was surely not executed is repeated (domain §11.4); null when it is given up. Attempts are those in a row that nobody
 * had hurried: whoever is there to press sees that it fails, and the pauses begin anew behind her.
 */
export function nextAttemptAt(now: Date, attempts: number, retryAt: Date | null): Date | null {
  if (attempts > maxRetries) return null
  const own = after(now, firstPause * 2 ** (attempts - 1))
  return retryAt && retryAt > now ? retryAt : own
}

/**
 * When a reply is worked on again over which our program broke down so many times in a row; null when it is given up. One that may be with
 * the marketplace is never given up by that: it is looked for, ever more rarely.
 */
export function nextAfterFault(now: Date, state: ReplyState, faults: number): Date | null {
  const mayHaveLeft = state !== 'queued' && state !== 'retry_wait'
  if (!mayHaveLeft && faults >= mostFaults) return null
  return after(now, Math.min(faults * MINUTE, longestAfterFault))
}

/**
 * Whether a look made before a call that was not executed still stands for the next call. A poor key has one request in twelve
 * minutes, so if it looked before each call it would never come to call: it has one look for the whole try (WB contract §3.1).
 */
export function lookStands(lookedAt: Date, now: Date, { isPoor }: { isPoor: boolean }): boolean {
  return between(lookedAt, now) <= (isPoor ? 3 * HOUR : 10 * SECOND)
}

const maxRetries = 5
const firstPause = 10 * SECOND
const mostFaults = 5
const longestAfterFault = 30 * MINUTE

/** What the marketplace's answer says about a reply of ours. */
export type Fate = 'shown' | 'moderated' | 'rejected' | 'another' | 'nothing'

/** What was sent, and the answer that stood there right before, as far as it is known. */
export type Sent = { kind: ReplyKind; text: string; before: Pick<IncomingAnswer, 'text' | 'state'> | null }

/** What the marketplace shows of the item: its answer, and whether a question is hidden. */
export type Shown = { answer: IncomingAnswer | null; rejected: boolean }

/** Compares what was sent with what a marketplace shows (WB contract §13, §13.2, §13.3). */
export function fateOf(sent: Sent, { answer, rejected }: Shown): Fate {
  if (sent.kind === 'rejection' && rejected) return 'shown'
  if (!answer || isRefusedBefore(sent, answer)) return 'nothing'
  if (sent.kind !== 'rejection' && sameText(sent.text, answer.text)) return answer.state
  if (sent.kind === 'edit' && isFormer(sent, answer)) return answer.editable === false ? 'moderated' : 'nothing'
  return answer.state === 'rejected' ? 'nothing' : 'another'
}

/** The answer that moderation had refused before the call is still shown: of the same words sent again that says nothing. */
export function isRefusedBefore({ before }: Pick<Sent, 'before'>, answer: IncomingAnswer | null): boolean {
  return before?.state === 'rejected' && answer?.state === 'rejected' && sameText(before.text, answer.text)
}

/**
 * Whether a refusal that is shown now may still be the one from before the call, although the marketplace has shown something else since:
 * lists lag behind by seconds and disagree with each other (WB contract §6.2). A refusal of ours stays, so it is seen later too.
 */
export function mayBeOldRefusal(seenOtherwiseAt: Date | null, now: Date): boolean {
  return seenOtherwiseAt === null || between(seenOtherwiseAt, now) < 2 * MINUTE
}

/** An edit is moderated behind the answer it changes: that one stays, and can no longer be edited (WB contract §6.6). */
function isFormer({ before }: Sent, { text }: IncomingAnswer): boolean {
  return before !== null && sameText(before.text, text)
}

/** Whether a marketplace's copy is our text: composed Unicode, one kind of line break, no blanks around (WB contract §5). */
export function sameText(ours: string, theirs: string): boolean {
  return comparable(ours) === comparable(theirs)
}

function comparable(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
}
