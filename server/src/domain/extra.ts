/**
 * What else the marketplace told about an interaction, kept beside its columns for detail and audit; no secrets. A field that is
 * absent was not told. Every word may be one that we have never seen: the marketplace's lists are open.
 */
export type InteractionExtra = {
  /** The review's own text, without pros and cons. */
  body?: string | null
  pros?: string | null
  cons?: string | null
  /** Tags the buyer chose. */
  tags?: string[]
  photos?: Photo[]
  video?: Video | null
  /** Whether the size fits: `ok`, `smaller`, `bigger`. */
  matchingSize?: string | null
  color?: string | null
  size?: string | null
  brand?: string | null
  /** What kind of product it is. */
  category?: string | null
  supplierName?: string | null
  /** Number of the card that groups the product's variants. */
  imtId?: string | null
  /** `buyout`, `rejected`, `returned`, `notSpecified`. */
  orderStatus?: string | null
  lastOrderAt?: string | null
  /** Somebody has looked at it in the seller portal. */
  wasViewed?: boolean
  /** The review that this one supplements, and the one that supplements this one. */
  parentFeedbackId?: string | null
  childFeedbackId?: string | null
  /** WB holds the question suspicious. */
  isWarned?: boolean
  /** The state word of the review or question itself. */
  wbState?: string | null
  /** Why the seller hid the question. */
  rejectionText?: string | null
  answer?: ExtraAnswer | null
  /** The product card a chat began with. */
  goodCard?: GoodCard | null
  /** A chat's last message as the list of chats tells it; it does not say who wrote it. */
  lastMessage?: { text: string; at: string } | null
  /** The marketplace named no time, so the row stands at the moment we first saw it. */
  occurredAtUnknown?: true
  /** Since when the marketplace no longer finds the item by its id. */
  missingSince?: string | null
  /** When it was taken for removed (WB contract §6.4). */
  removedAt?: string
}

export type Photo = { fullSize: string; miniSize: string | null }
export type Video = { previewImage: string | null; link: string; durationSec: number | null }
type ExtraAnswer = { state: 'shown' | 'moderated' | 'rejected'; editable: boolean | null; at: string | null }
type GoodCard = { price: number | null; currency: string | null; size: string | null }
