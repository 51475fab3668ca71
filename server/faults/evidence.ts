import type { ReplyKind } from '#domain/reply.ts'

/** What is laid before the verdict: what people asked for, what the product says of it, and what the marketplace saw. */
export type Evidence = {
  intents: Intent[]
  replies: SaidReply[]
  /** Writes that reached the marketplace, in the order in which it answered them. */
  writes: Write[]
  /** Readings of single reviews and questions, in the same order. */
  looks: Look[]
  shown: ShownItem[]
  /** Answers that colleagues gave in the marketplace's own cabinet. */
  colleagues: ColleagueAnswer[]
  /** How many times as fast as the machine's the time ran at most while replies were called out. */
  scale: number
}

export type FaultChannel = 'review' | 'question' | 'chat'

/** Something that a person pressed «Отправить» for, however often the device had to ask. */
export type Intent = {
  key: string
  kind: ReplyKind
  item: string
  channel: FaultChannel
  text: string
  /** Ids of the replies that the product named for this key; more than one would be two. */
  replyIds: string[]
  /** Why the product took none: its own word. Null when it took one. */
  refusal: string | null
  /** The lost reply in whose place it was sent; null where it is the first with its words. */
  replaces: string | null
  /** The operator took it back, and the product agreed. */
  cancelled: boolean
}

/** A reply as the product keeps it. Times in milliseconds, of the product's clock. */
export type SaidReply = {
  key: string
  kind: ReplyKind
  item: string
  channel: FaultChannel
  text: string
  state: string
  failure: string | null
  detail: string | null
  createdAt: number
  sentAt: number | null
  confirmedAt: number | null
  /** When it was told that it has come to an end; null when it never was. */
  endedAt: number | null
  /** What the journal tells of it, oldest first. */
  events: { at: number; type: string; told: string }[]
}

/** One call that answered an item, edited its answer or rejected it. `at` and `order` are the marketplace's. */
export type Write = {
  order: number
  at: number
  channel: FaultChannel
  item: string | null
  text: string
  /** 0 when the caller got no answer. */
  status: number
  /** The buyer sees something else than before. */
  isApplied: boolean
}

export type Look = { order: number; at: number; item: string; status: number }

/** An item as the marketplace has it in the end. */
export type ShownItem = {
  item: string
  channel: FaultChannel
  /** The answer that the buyer sees; null for chats, and where there is none. */
  answer: string | null
  /** A question that was rejected: no buyer sees it. */
  isHidden: boolean
  /** Texts that changed an answer which stood. */
  edits: string[]
  /** Texts that programs wrote into the chat. */
  messages: string[]
}

export type ColleagueAnswer = { item: string; text: string; at: number }
