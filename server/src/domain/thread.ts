import type { ChatStatus, CloseReason, Status } from './interaction.ts'
import { between, DAY } from './time.ts'

type Attachment = { kind: 'image' | 'file'; name: string | null }

export type ChatMessage = {
  id: string
  author: 'buyer' | 'seller' | 'system'
  text: string | null
  attachments: readonly Attachment[]
  /** Sent by our auto-reply. */
  isAuto: boolean
  status: 'pending' | 'sending' | 'sent' | 'failed' | 'moderation_rejected'
  sentAt: Date
}

/** How a chat was closed, and the last message known by then: what the buyer adds to it reopens the chat. */
export type Closing = { reason: CloseReason; lastMessageAt: Date | null }

export type ThreadState = {
  chatStatus: ChatStatus
  status: Status
  needsResponse: boolean
  closeReason: CloseReason | null
  unreadCount: number
  /** The buyer's first unanswered message: the deadline counts from it. */
  anchor: Date | null
  lastMessageAt: Date | null
}

/** Whose turn it is, always from all messages and never by adding up. */
export function threadStateOf(messages: readonly ChatMessage[], closing: Closing | null): ThreadState {
  const spoken = spokenMessages(messages)
  const waiting = unansweredMessages(spoken)
  const isClosed = closing !== null && !isReopened(spoken, closing)
  const chatStatus = isClosed ? 'closed' : chatStatusOf(spoken)
  const status = statusOf[chatStatus]

  return {
    chatStatus,
    status,
    needsResponse: status === 'open',
    closeReason: isClosed ? closing.reason : null,
    unreadCount: waiting.length,
    anchor: waiting[0]?.sentAt ?? null,
    lastMessageAt: spoken.at(-1)?.sentAt ?? null,
  }
}

const statusOf: Record<ChatStatus, Status> = {
  waiting: 'open',
  client_replied: 'open',
  responded: 'responded',
  auto_response: 'responded',
  closed: 'closed',
}

/** An answered chat in which nothing was said for more than ten days. One that waits for us is never closed by age. */
export function isInactive(thread: { status: Status; lastMessageAt: Date | null }, now: Date): boolean {
  if (thread.status !== 'responded' || !thread.lastMessageAt) return false
  return between(thread.lastMessageAt, now) > patienceWithSilence
}

/** So long an answered chat stays in the inbox without a word. */
export const patienceWithSilence = 10 * DAY

/** What the buyer and the seller really said to each other, in order. */
export function spokenMessages(messages: readonly ChatMessage[]): ChatMessage[] {
  return messages.filter(isSpoken).sort(bySending)
}

/** The buyer's messages since the seller's last one. */
export function unansweredMessages(messages: readonly ChatMessage[]): ChatMessage[] {
  const spoken = spokenMessages(messages)
  return spoken.slice(spoken.findLastIndex(isFromSeller) + 1)
}

/** The buyer's latest words: those without an answer, or if all are answered, those answered last. */
export function latestBuyerMessages(messages: readonly ChatMessage[]): ChatMessage[] {
  const spoken = spokenMessages(messages)
  const upToBuyer = spoken.slice(0, spoken.findLastIndex((message) => !isFromSeller(message)) + 1)
  return upToBuyer.slice(upToBuyer.findLastIndex(isFromSeller) + 1)
}

function chatStatusOf(spoken: readonly ChatMessage[]): ChatStatus {
  const last = spoken.at(-1)
  if (!last) return 'waiting'
  if (isFromSeller(last)) return last.isAuto ? 'auto_response' : 'responded'
  return spoken.some(isFromSeller) ? 'client_replied' : 'waiting'
}

function isReopened(spoken: readonly ChatMessage[], { lastMessageAt }: Closing): boolean {
  return spoken.some((message) => !isFromSeller(message) && (!lastMessageAt || message.sentAt > lastMessageAt))
}

// The marketplace's own messages are nobody's turn, and what never reached the buyer is no answer.
function isSpoken({ author, text, attachments, status }: ChatMessage): boolean {
  if (author === 'system') return false
  if (status === 'failed' || status === 'moderation_rejected') return false
  return Boolean(text?.trim()) || attachments.length > 0
}

function isFromSeller({ author }: ChatMessage): boolean {
  return author === 'seller'
}

/** Ids of messages grow with their arrival, which decides between messages of the same instant. */
function bySending(one: ChatMessage, other: ChatMessage): number {
  return between(other.sentAt, one.sentAt) || (one.id < other.id ? -1 : 1)
}
