import type { IncomingChat, IncomingItem, Listed } from '#domain/incoming.ts'
import type { Surprise } from '#domain/surprise.ts'
import type { SourceError } from './errors.ts'
import type { Lane } from './rate-budget.ts'

/** One page as a marketplace gave it, in our shape, and where to go on after it is stored. */
export type Page<Item> = {
  items: Item[]
  /** Records that could not be read, as the marketplace sent them: they are kept raw, and never spoil the page (WB contract §9.2). */
  unreadable: unknown[]
  /** Records that were read although they are of a kind nobody has told us of: they are kept raw as well (WB contract §9.2). */
  strange?: unknown[]
  /** Saved in the same transaction as the items. */
  cursor: unknown
  /** How many items there are in all, where the marketplace tells. */
  expected: number | null
  /** What this page, which names all that waits within a span of time, speaks for. */
  listed?: Listed
  /** The reading stops after this page although there is more: go on soon. */
  more?: boolean
  /** The pass ends here by its budget, and there is more news: begin the next one soon. */
  isBehind?: boolean
  /** How far the past is read, true together with this page. */
  backfill?: BackfillProgress
  /** Items from long ago, which nobody has to be told of one by one. */
  isPast?: boolean
  /** What the answer behind this page held that we do not know. */
  surprises?: Surprise[]
  /** A part of what the page is made of could not be read: the page is true without it. */
  trouble?: SourceError
  /** Only what we have never seen counts: what is known is known better from elsewhere. */
  onlyUnknown?: boolean
}

/** How much of a channel's past has been read, and how much there is where the marketplace tells. */
export type BackfillProgress = {
  done: number
  expected: number | null
  isOver: boolean
  /** Everything younger than this has been read; absent where the place tells no time. */
  reachedAt?: Date
}

/** Where a reply goes. */
export type ReplyTarget = {
  externalId: string
  replySign: string | null
  /** Called when the budget has given the request, right before it leaves. Where it throws, nothing leaves. */
  leaving?: () => Promise<void>
}

/** What the marketplace said of a reply that it took. Taken is not yet published. */
export type Receipt = {
  requestId: string | null
  sentAt: Date | null
  replySign: string | null
  /** What the marketplace says of files that it did not take although it took the message; absent where there were none. */
  fileErrors?: string[]
}

/** A file that goes with a reply. */
export type OutgoingFile = { name: string; type: string; bytes: Uint8Array }

/** What came of asking for a file. `refused` and `gone` are for good. */
export type Download =
  | { kind: 'file'; bytes: Buffer }
  | { kind: 'pending'; retryAt: Date }
  | { kind: 'refused' | 'gone' | 'too_large' }

/**
 * Our adapter to one channel of one source, opened for one seller. Calls throw only the three classes of `errors.ts`.
 */
export interface Connector {
  readonly channel: 'review' | 'question' | 'chat'
  /** Page by page from where the last run ended; null is the beginning. */
  pages(cursor: unknown): AsyncIterable<Page<IncomingItem | IncomingChat>>
  /** The past, page by page from where the last walk ended, by the same cursor. Nothing once it is read; absent where `pages` read it. */
  backfill?(cursor: unknown): AsyncIterable<Page<IncomingItem | IncomingChat>>
  /** Sends one reply, once. Files go with messages of chats only. */
  reply(target: ReplyTarget, text: string, files?: readonly OutgoingFile[]): Promise<Receipt>
  /** Changes the answer that stands there, once. Absent where nothing can be edited. */
  edit?(target: ReplyTarget, text: string): Promise<Receipt>
  /** Hides a question from the buyers, for good; the marketplace wants words with it. Absent where there are no questions. */
  reject?(target: ReplyTarget, text: string): Promise<Receipt>
  /** The item as the marketplace shows it now, for whoever stands in that lane; null when there is none. Chats cannot be read one by one: always null. */
  lookFor(target: ReplyTarget, lane: Lane): Promise<IncomingItem | null>
  /** A file of a chat, asked for by the marketplace's id of it. Absent where there are none. */
  download?(downloadId: string): Promise<Download>
  /** The current sign of a chat, read afresh; null when the marketplace does not list the chat. Always null for other channels. */
  replySign(target: ReplyTarget): Promise<string | null>
}
