import { type ChatBook, createChatBook } from './chat-book.ts'
import type { Knobs } from './knobs.ts'
import type { ChatEvent, Claim, GoodCard, Pin, Question, Review } from './model.ts'
import { questionKind } from './questions.ts'
import type { Random } from './random.ts'
import { reviewKind } from './reviews.ts'
import { createShelf, type Shelf } from './shelf.ts'

/**
 * One thing a seller said under a review or a question. Nothing changes it afterwards: what reads show of it
 * follows from the clock alone, so moving the clock moves lag and moderation too.
 */
export type StoredAnswer = {
  kind: 'answer' | 'edit' | 'rejection'
  text: string
  sentAt: number
  visibleAt: number
  decidedAt: number
  verdict: string
  /** Came with a loaded answer that could not be edited any more. */
  locked: boolean
}

export type StoredReview = { review: Omit<Review, 'answer' | 'state'>; answers: StoredAnswer[] }

export type StoredQuestion = { question: Omit<Question, 'answer' | 'state'>; answers: StoredAnswer[] }

export type StoredChat = {
  chatID: string
  clientName: string
  goodCard: GoodCard | null
  replySign: string
  hidden?: boolean
}

export type StoredEvent = { event: ChatEvent; visibleAt: number }

/** A file in a chat. Without bytes of its own it is drawn when somebody asks for it. */
export type StoredFile = {
  type: string
  base64: string | null
  nmId: number
  readyAt: number
  refused: boolean
  gone?: boolean
}

export type StoredPin = Pin

export type StoredClaim = { claim: Claim; made: number; archived: boolean }

/** A token of the seller that WB has given out or seen, and what has become of it. */
export type StoredToken = { id: string; life: 'valid' | 'revoked' | 'authorDeleted' }

/** Everything WB knows about one seller. */
export type Seller = {
  sid: string
  name: string
  random: Random
  reviews: Shelf<StoredReview>
  questions: Shelf<StoredQuestion>
  chats: ChatBook
  files: Record<string, StoredFile>
  tokens: StoredToken[]
  pins: StoredPin[]
  claims: StoredClaim[]
  knobs: Partial<Knobs>
}

/** The same as plain data, so that it can be kept in a file. */
export type KeptSeller = Omit<Seller, 'reviews' | 'questions' | 'chats'> & {
  reviews: StoredReview[]
  questions: StoredQuestion[]
  chats: StoredChat[]
  events: StoredEvent[]
}

export function emptySeller(sid: string, name: string, random: Random): Seller {
  const items = { reviews: [], questions: [], chats: [], events: [], files: {}, pins: [], claims: [] }
  return sellerFrom({ sid, name, random, ...items, tokens: [], knobs: {} })
}

export function sellerFrom({ reviews, questions, chats, events, ...rest }: KeptSeller): Seller {
  return {
    ...rest,
    // A file of an earlier version knows none of these.
    tokens: rest.tokens ?? [],
    pins: rest.pins ?? [],
    claims: rest.claims ?? [],
    reviews: createShelf(reviewKind, reviews),
    questions: createShelf(questionKind, questions),
    chats: createChatBook(chats, events),
  }
}

export function keptFrom({ reviews, questions, chats, ...rest }: Seller): KeptSeller {
  return {
    ...rest,
    reviews: reviews.all(),
    questions: questions.all(),
    chats: chats.chats(),
    events: [...chats.events()],
  }
}
