type Answering = {
  channel: string
  status: string
  needsResponse: boolean
  wbSyncState: string
  lastReply: {
    kind: string
    state: string
    failure: string | null
    moderatedAt: string | null
    dismissedAt: string | null
  } | null
}

export type ReplyChip =
  | 'leavesSoon'
  | 'waitingToSend'
  | 'sending'
  | 'checking'
  | 'sent'
  | 'onReview'
  | 'rejected'
  | 'failed'
  | 'unconfirmed'
  | 'answeredElsewhere'

/** What became of the answer, in one chip of a row (ui 7.5.3). What is still on the device goes before what the server knows. */
export function replyChip(item: Answering, onDevice: 'waiting' | 'sending' | 'refused' | null): ReplyChip | null {
  if (onDevice !== null) return deviceChips[onDevice]
  if (item.lastReply === null) return null

  const chip = chips[item.lastReply.state] ?? null
  if (item.lastReply.state === 'QUEUED' && item.lastReply.failure === null) return 'leavesSoon'
  if (chip === 'sent' && item.wbSyncState === 'UNCONFIRMED') return 'unconfirmed'
  if (chip === 'sent' && item.wbSyncState !== 'PENDING') return null
  if (chip === 'sent' && item.lastReply.moderatedAt) return 'onReview'
  if (troubles.has(chip) && (item.lastReply.dismissedAt || isSettled(item, item.lastReply))) return null

  return chip
}

/** States of a reply that did not become an answer, as far as is known. */
export const lostStates: ReadonlySet<string> = new Set([
  'FAILED',
  'MODERATION_REJECTED',
  'REJECTED',
  'NEEDS_ATTENTION',
  'ANSWERED_ELSEWHERE',
])

type Answered = Pick<Answering, 'channel' | 'status' | 'needsResponse'>

/**
 * Whether the newest reply, which came to nothing, is dealt with: an answer given by other means settles an answer that failed. It does
 * not settle one that it overtook, a message that did not reach the buyer is not said by another one, and the words of an edit stand
 * nowhere else.
 */
export function isSettled(
  { channel, status, needsResponse }: Answered,
  { kind, state }: { kind: string; state: string },
): boolean {
  if (channel === 'CHAT' || kind === 'EDIT' || state === 'ANSWERED_ELSEWHERE') return false
  return kind === 'REJECTION' ? status === 'RESPONDED' : !needsResponse
}

const deviceChips = { waiting: 'waitingToSend', sending: 'sending', refused: 'failed' } as const

const chips: Record<string, ReplyChip> = {
  QUEUED: 'waitingToSend',
  SENDING: 'sending',
  RETRY_WAIT: 'waitingToSend',
  UNKNOWN: 'checking',
  NEEDS_ATTENTION: 'unconfirmed',
  ACCEPTED: 'sent',
  FAILED: 'failed',
  MODERATION_REJECTED: 'rejected',
  REJECTED: 'rejected',
  ANSWERED_ELSEWHERE: 'answeredElsewhere',
}

const troubles = new Set<ReplyChip | null>(['failed', 'rejected', 'unconfirmed', 'answeredElsewhere'])
