import type { WritingBlock } from './errors.ts'
import type { Channel, CloseReason, Status } from './interaction.ts'

/** What decides whether an answer can be written. */
type WritingSigns = {
  channel: Channel
  status: Status
  closeReason: CloseReason | null
  /** The marketplace no longer shows the item (WB contract §6.4). */
  isRemoved: boolean
  /** A reply of ours to this review or question has not come to an end. */
  hasUnfinishedReply: boolean
  /** The seller's key; null when there is none. */
  key: { accepted: boolean; readOnly: boolean; opensFeedbacks: boolean; opensChats: boolean } | null
}

/** Why no answer can be written; null when one can. The first line that fits decides (domain §11.2, §11.6; ui §7.6.7). */
export function writingBlockOf(signs: WritingSigns): WritingBlock | null {
  const { channel, status, closeReason, isRemoved, hasUnfinishedReply, key } = signs
  if (isRemoved) return 'removed'
  // A question is closed as rejected from the moment its rejection is taken: buyers see it until WB has hidden it.
  if (channel !== 'chat' && hasUnfinishedReply) return 'in_flight'
  if (closeReason === 'rejected') return 'rejected_question'
  if (channel !== 'chat' && status === 'responded') return 'already_answered'
  if (!key) return 'no_key'
  if (!key.accepted) return 'key_rejected'
  if (channel === 'chat' && !key.opensChats) return 'no_chat_access'
  if (channel !== 'chat' && !key.opensFeedbacks) return 'no_feedbacks_access'
  return key.readOnly ? 'read_only_key' : null
}
