import type { CloseReason, ReplySource, Status, WbSyncState } from './interaction.ts'
import { between, MINUTE } from './time.ts'

/** The answer as WB shows it. Buyers see it neither while it is `moderated` nor after it was `rejected`. */
export type ShownAnswer = { text: string; state: 'shown' | 'moderated' | 'rejected' }

type ShownReview = {
  answer: ShownAnswer | null
  /** Composed of text, pros and cons; null if all are empty. */
  text: string | null
  hasMedia: boolean
  /** WB holds it as done, which does not mean answered. */
  processed: boolean
}

/** `rejected`: WB has hidden the question. */
type ShownQuestion = { answer: ShownAnswer | null; rejected: boolean }

export type State = {
  status: Status
  needsResponse: boolean
  closeReason: CloseReason | null
  wbSyncState: WbSyncState
}

export type KnownReply = { text: string; at: Date; source: ReplySource; windowMinutes: number }

/** What we knew before this reading. */
export type KnownState = {
  status: Status
  closeReason: CloseReason | null
  wbSyncState: WbSyncState
  lastReply: KnownReply | null
  /** A reply of ours has not been taken by WB yet: it waits for its call, or nobody knows what became of it. */
  hasReplyUnderway: boolean
  /** The refusal that WB shows is of an answer from before our reply. */
  isRefusalOld: boolean
  /** A rejection of ours has left, and may have been given up since: WB may carry it out at any time. */
  hasRejectionLeft: boolean
  /** The buyer's words, the rating or the answer differ from what we knew. */
  hasChanged: boolean
}

/** `known` is null for a review seen for the first time. The first line that fits decides. */
export function decideReviewState(shown: ShownReview, known: KnownState | null, now: Date): State {
  if (isClosedByHand(known)) return asItWas(known)
  if (shown.answer) return stateByAnswer(shown.answer, known, now)
  if (isAwaitingWb(known, now)) return responded('pending')
  if (!hasContent(shown)) return closed('no_text', known)
  if (shown.processed) return closed('wb_archived', known)
  return open(unanswered(known))
}

/** `known` is null for a question seen for the first time. The first line that fits decides. */
export function decideQuestionState(shown: ShownQuestion, known: KnownState | null, now: Date): State {
  if (isClosedByHand(known)) return asItWas(known)
  if (shown.answer) return stateByAnswer(shown.answer, known, now)
  if (shown.rejected) return { ...closed('rejected', known), wbSyncState: rejectionState(known) }
  if (isAwaitingWb(known, now)) return responded('pending')
  return open(unanswered(known))
}

function hasContent({ text, hasMedia }: ShownReview): boolean {
  return hasMedia || Boolean(text?.trim())
}

function stateByAnswer(answer: ShownAnswer, known: KnownState | null, now: Date): State {
  switch (answer.state) {
    case 'shown':
      return responded('confirmed')
    case 'moderated':
      return responded('pending')
    case 'rejected':
      // After a refusal WB goes on showing the refused text for a while, although we have already answered anew.
      return known?.isRefusalOld && isAwaitingWb(known, now) ? responded('pending') : open('rejected')
  }
}

/**
 * Nothing is to be expected of WB while our reply has not been taken. From then on there is the reply-pending window (domain §2.6), in
 * which WB may still be hiding what we sent. Both its ends belong to it.
 */
function isAwaitingWb(known: KnownState | null, now: Date): boolean {
  if (known?.hasReplyUnderway) return true
  if (known?.status !== 'responded' || known.wbSyncState !== 'pending') return false
  if (!known.lastReply || known.lastReply.source === 'wb_cabinet') return false

  const waited = between(known.lastReply.at, now)
  return waited >= 0 && waited <= known.lastReply.windowMinutes * MINUTE
}

function isClosedByHand(known: KnownState | null): known is KnownState {
  return known?.status === 'closed' && isByHand(known.closeReason) && !known.hasChanged
}

function asItWas({ status, closeReason, wbSyncState }: KnownState): State {
  return { status, needsResponse: status === 'open', closeReason, wbSyncState }
}

function isByHand(reason: CloseReason | null): boolean {
  return reason === 'manual' || reason === 'spam'
}

/** How our last reply looks once WB shows no answer and nothing is left to wait for. */
function unanswered(known: KnownState | null): WbSyncState {
  if (!known) return 'none'
  if (known.wbSyncState !== 'pending' && known.wbSyncState !== 'confirmed') return known.wbSyncState
  return known.lastReply?.source === 'wb_cabinet' ? 'none' : 'unconfirmed'
}

/** How our last reply looks once WB hides the question: the rejection that we asked for is carried out (domain §2.2). */
function rejectionState(known: KnownState | null): WbSyncState {
  const isCarriedOut = known?.closeReason === 'rejected' && known.wbSyncState === 'confirmed'
  return known?.hasRejectionLeft || isCarriedOut ? 'confirmed' : unanswered(known)
}

function open(wbSyncState: WbSyncState): State {
  return { status: 'open', needsResponse: true, closeReason: null, wbSyncState }
}

function responded(wbSyncState: WbSyncState): State {
  return { status: 'responded', needsResponse: false, closeReason: null, wbSyncState }
}

function closed(closeReason: CloseReason, known: KnownState | null): State {
  return { status: 'closed', needsResponse: false, closeReason, wbSyncState: unanswered(known) }
}
