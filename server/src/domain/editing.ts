import type { Channel, Status } from './interaction.ts'

export type EditBlock =
  | 'not_editable_channel'
  | 'no_answer'
  | 'in_flight'
  | 'already_edited'
  | 'too_late'
  | 'forbidden'
  | 'removed'
  | 'read_only_key'
  | 'key_rejected'
  | 'no_feedbacks_access'
  | 'no_key'

type EditingSigns = {
  channel: Channel
  status: Status
  /** An answer of the seller stands there. */
  hasAnswer: boolean
  /** The marketplace no longer shows the item. */
  isRemoved: boolean
  /** A reply of ours has not come to an end. */
  hasUnfinishedReply: boolean
  editUsed: boolean
  /** Until when the marketplace takes an edit; null when it does not. */
  answerEditableUntil: Date | null
  /** The seller's key; null when there is none. */
  key: { accepted: boolean; readOnly: boolean; opensFeedbacks: boolean } | null
}

/** Why the answer cannot be edited; null when it can. The first line that fits decides (domain §11.6). */
export function editBlockOf(signs: EditingSigns, now: Date): EditBlock | null {
  const { channel, status, hasAnswer, isRemoved, hasUnfinishedReply, editUsed, answerEditableUntil, key } = signs
  if (channel === 'chat') return 'not_editable_channel'
  if (isRemoved) return 'removed'
  if (hasUnfinishedReply) return 'in_flight'
  if (status !== 'responded' || !hasAnswer) return 'no_answer'
  if (editUsed) return 'already_edited'
  if (!answerEditableUntil) return 'forbidden'
  if (now > answerEditableUntil) return 'too_late'
  if (!key) return 'no_key'
  if (!key.accepted) return 'key_rejected'
  if (!key.opensFeedbacks) return 'no_feedbacks_access'
  return key.readOnly ? 'read_only_key' : null
}
