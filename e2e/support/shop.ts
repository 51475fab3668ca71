import { randomUUID } from 'node:crypto'
import type { Product } from '@agentiq/server/testkit/product.ts'

/** A shop in the simulator and the account of its operator. */
export type Shop = {
  appUrl: string
  email: string
  password: string
  /** The key as the WB cabinet would show it. */
  token: string
  /** Another key of the shop, or of a stranger's. */
  key(wish: KeyWish): Promise<string>
  /** WB takes none of the shop's keys any more. */
  revokesKeys(): Promise<void>
  /** WB answers so on everything under the path from now on. */
  hasTrouble(path: string, trouble: { status: number; retrySeconds?: number; times?: number }): Promise<void>
  /** Every trouble is over, whosever it was. */
  recovers(): Promise<void>
  /** WB behaves so to the shop from now on. */
  meets(knobs: object): Promise<void>
  /** The shop is as an old one looks; what it has is told. */
  hasHistory(): Promise<{ reviews: number; questions: number; chats: number }>
  /** What stands on WB under the reviews with this text. */
  answersTo(text: string): Promise<string[]>
  /** Texts that reached buyers in chats, by the simulator's own journal. */
  sentMessages(): Promise<string[]>
  buyer: {
    /** A review, or an addition to a known one; gives back its id on WB. */
    review(facts: {
      rating: number
      text: string
      userName?: string
      pros?: string
      photos?: number
      parentFeedbackId?: string
      nmId?: number
    }): Promise<string>
    question(facts: { text: string; nmId?: number }): Promise<void>
    /** A message, in a new chat or in a known one; gives back the chat's id. */
    chat(facts: { text: string; clientName?: string; chatID?: string; nmId?: number }): Promise<string>
  }
  /** Somebody else of the shop, at work in the portal of WB. */
  colleague: {
    /** Answers the review with this text. */
    answers(review: string, text: string): Promise<void>
    writes(chatID: string, text: string): Promise<void>
  }
}

type KeyWish = { acc?: number; test?: boolean; categories?: number[]; expiresInDays?: number; ofStranger?: boolean }

/** Makes a shop without any history. */
export async function openShop({ url, simulatorUrl }: Product): Promise<Shop> {
  const sid = randomUUID()
  const tell = async (path: string, body: object) => await post(`${simulatorUrl}/__sim/${path}`, { sid, ...body })
  const { token } = (await tell('token', {})) as { token: string }
  await tell('seed', { seed: 'empty' })
  const state = async () => (await (await fetch(`${simulatorUrl}/__sim/state?sid=${sid}`)).json()) as State

  return {
    appUrl: url,
    email: `operator-${sid.slice(0, 8)}@example.com`,
    password: 'correct horse battery',
    token,
    async key({ ofStranger = false, ...wish }) {
      const body = ofStranger ? { ...wish, sid: randomUUID() } : wish
      return ((await tell('token', body)) as { token: string }).token
    },
    revokesKeys: async () => void (await tell('revoke', {})),
    hasTrouble: async (path, trouble) => void (await tell('fail', { path, times: 1000, ...trouble })),
    recovers: async () => void (await fetch(`${simulatorUrl}/__sim/fail`, { method: 'DELETE' })),
    meets: async (knobs) => void (await tell('knobs', knobs)),
    async hasHistory() {
      await tell('seed', { seed: 'shop' })
      const { reviews, questions, chats } = await state()
      return { reviews: reviews.length, questions: questions.length, chats: chats.length }
    },
    async answersTo(text) {
      const { reviews } = await state()
      return reviews.flatMap((review) => (review.text === text && review.answer ? [review.answer.text] : []))
    },
    async sentMessages() {
      const entries = (await (await fetch(`${simulatorUrl}/__sim/journal?sid=${sid}`)).json()) as JournalEntry[]
      return entries
        .filter(({ path, effect }) => path === '/api/v1/seller/message' && effect === 'applied')
        .map(({ text }) => text)
    },
    buyer: {
      review: async (facts) => ((await tell('buyer/review', facts)) as { id: string }).id,
      question: async (facts) => void (await tell('buyer/question', facts)),
      chat: async (facts) => ((await tell('buyer/chat', facts)) as { chatID: string }).chatID,
    },
    colleague: {
      async answers(review, text) {
        const { reviews } = await state()
        await tell('portal/answer', { id: reviews.find((one) => one.text === review)?.id, text })
      },
      writes: async (chatID, text) => void (await tell('portal/message', { chatID, text })),
    },
  }
}

type State = {
  reviews: { id: string; text: string; answer: { text: string } | null }[]
  questions: unknown[]
  chats: unknown[]
}
type JournalEntry = { path: string; effect: string; text: string }

async function post(url: string, body: object): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return await answer.json().catch(() => null)
}
