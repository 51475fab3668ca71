import type { InteractionExtra } from './extra.ts'

/** What a marketplace shows of the seller's answer to a review or question. */
export type IncomingAnswer = {
  text: string
  /** `shown` on the site, still `moderated`, or `rejected` (WB contract §6.1). */
  state: 'shown' | 'moderated' | 'rejected'
  /** Whether the marketplace would take an edit; null where it does not tell. */
  editable: boolean | null
  /** Null where the marketplace does not tell. */
  at: Date | null
}

/** A review or a question as a marketplace shows it, in our words (domain §4.3, §4.4). */
export type IncomingItem = {
  channel: 'review' | 'question'
  externalId: string
  occurredAt: Date | null
  /** The buyer's words, composed; null when there are none. */
  text: string | null
  rating: number | null
  /** What the buyer wrote into the field for complaints, raw; null for questions. */
  cons: string | null
  hasMedia: boolean
  customerName: string | null
  nmId: string | null
  productArticle: string | null
  productName: string | null
  answer: IncomingAnswer | null
  /** The marketplace holds the item as done, with an answer or without (WB contract §6.2). */
  processed: boolean
  /** A question hidden by the seller. */
  rejected: boolean
  /** What else was told, for detail and audit; no secrets. */
  extra: InteractionExtra
}

/** One message of a chat. */
export type IncomingMessage = {
  externalMessageId: string
  author: 'buyer' | 'seller' | 'system'
  text: string | null
  attachments: MessageAttachment[]
  sentAt: Date
  /** Where it was written: `rusite`, `seller-portal`, `seller-public-api` … */
  source: string | null
}

export type MessageAttachment = {
  kind: 'image' | 'file'
  downloadId: string | null
  url: string | null
  name: string | null
  size: number | null
  contentType: string | null
  /** What the marketplace said of the file when it was asked for; absent until then, and once it was there. */
  state?: FileState
}

/** `pending`: under moderation. `refused` by it for good. `gone`: the marketplace has it no more. */
export type FileState = 'pending' | 'refused' | 'gone'

/** News of one chat: what is known about it and messages that may be new (domain §4.5). */
export type IncomingChat = {
  channel: 'chat'
  externalId: string
  replySign: string | null
  /** Read from the list of chats just now. A sign from an old event only serves where there is none. */
  replySignIsCurrent: boolean
  customerName: string | null
  customerId: string | null
  nmId: string | null
  productName: string | null
  orderId: string | null
  messages: IncomingMessage[]
  extra: InteractionExtra
}

/**
 * Ids of all that waits for an answer and is no older than `from` (null: however old) and older than `to` (null: however new). Whatever
 * else is of that time does not wait any more. `isEnd`: the listing that began with the oldest ends here.
 */
export type Listed = { ids: ReadonlySet<string>; from: Date | null; to: Date | null; isEnd: boolean }
