type Answering = {
  channel: string
  needsResponse: boolean
  wbSyncState: string
  lastReply: {
    state: string
    failure: string | null
    dismissedAt: string | null
  } | null
}

export type ReplyChip =
  | 'leavesSoon'
  | 'waitingToSend'
  | 'sending'
  | 'checking'
  | 'sent'
  | 'rejected'
  | 'failed'
  | 'unconfirmed'

/** What became of the answer, in one chip of a row (ui 7.5.3). What is still on the device goes before what the server knows. */
export function replyChip(item: Answering, onDevice: 'waiting' | 'sending' | 'refused' | null): ReplyChip | null {
  if (onDevice !== null) return deviceChips[onDevice]
  if (item.lastReply === null) return null

  const chip = chips[item.lastReply.state] ?? null
  if (item.lastReply.state === 'QUEUED' && item.lastReply.failure === null) return 'leavesSoon'
  if (chip === 'sent' && item.wbSyncState === 'UNCONFIRMED') return 'unconfirmed'
  if (chip === 'sent' && item.wbSyncState !== 'PENDING') return null
  if (troubles.has(chip) && (item.lastReply.dismissedAt || isSettled(item))) return null

  return chip
}

/** An answer given by other means settles what had failed; a message that did not reach the buyer is not said by another one. */
function isSettled({ channel, needsResponse }: Answering): boolean {
  return channel !== 'CHAT' && !needsResponse
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
}

const troubles = new Set<ReplyChip | null>(['failed', 'rejected', 'unconfirmed'])
