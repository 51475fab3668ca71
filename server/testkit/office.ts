import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, TestRunner } from 'vitest'
import { type App, createApp } from '#app.ts'
import { type Config, readConfig } from '#config.ts'
import { startSimulator } from '../simulator/start-simulator.ts'
import { read } from './ask.ts'
import { openTestStorage, withoutDrafts } from './database.ts'
import { givenSeller } from './given.ts'
import { journalOf } from './shop.ts'

/** The whole app with its worker, and WB beside it: time runs, and can be made to pass faster. */
export type Office = {
  app: App
  /** An operator with a shop of her own, connected the way everybody connects, with a key as she wishes. */
  opensShop(seed?: object, key?: object): Promise<Shop>
  /** How many seconds a reply can be taken back from now on. */
  waitsBeforeSending(seconds: number): void
  /** Lets this many seconds pass at once, and what is due be done. */
  passes(seconds: number): Promise<void>
  /** Leaves a reply as a process leaves it that was killed between the call and its answer. */
  killsWhileSending(replyId: string): Promise<void>
  close(): Promise<void>
}

export type Shop = {
  sid: string
  cookie: string
  /** Gives the app another key of the shop. */
  connects(key?: object): Promise<void>
  buyer(channel: 'review' | 'question' | 'chat', facts: object): Promise<{ id: string }>
  colleagueAnswers(id: string, text: string): Promise<void>
  /** The same in a chat. */
  colleagueWrites(chatID: string, text: string): Promise<void>
  fails(trouble: object): Promise<void>
  /** The seller withdraws the key; the app has learnt it when this ends. */
  losesKey(): Promise<void>
  /** How many chats the marketplace has of the shop. */
  chatsThere(): Promise<number>
  /** How many requests the marketplace has had for the shop. */
  requests(): Promise<number>
  /** Ends every trouble, whosever it is. */
  recovers(): Promise<void>
  /** Sets how the marketplace behaves to this shop. */
  meets(knobs: object): Promise<void>
  /** The newest reply to the item as the API tells it. */
  replyTo(interactionId: string): Promise<Receipt | null>
  /** Types of everything that happened to the shop's items, oldest first. */
  journal(): Promise<string[]>
  /** The item with these words, once it has come in. */
  item(words: string): Promise<Item>
  sends(interactionId: string, text: string, key?: string, replaces?: string | null): Promise<Sent>
  cancels(replyId: string): Promise<Sent>
  dismisses(replyId: string): Promise<Sent>
  edits(interactionId: string, text: string, key?: string, replaces?: string): Promise<Sent>
  rejects(interactionId: string, key?: string): Promise<Sent>
  closes(interactionId: string): Promise<Pick<Sent, '__typename' | 'reason'>>
  /** What may be known of the answer that stands there. */
  answerOf(interactionId: string): Promise<Answer>
  /** Waits until the newest reply to the item is in this state. */
  becomes(interactionId: string, state: string): Promise<void>
  messagesOf(interactionId: string): Promise<[string, string | null][]>
  /** How many items have come in. */
  count(): Promise<number>
  /** Waits until the first synchronisation of every channel has ended. */
  isReady(): Promise<void>
  /** Everything that came in, page by page. */
  all(): Promise<WholeItem[]>
  /** Texts that had an effect on the marketplace, by its own journal. */
  applied(): Promise<string[]>
}

export type Item = { id: string; displayStatus: string; needsResponse: boolean; priority: string; preview: string }
export type Sent = {
  __typename: string
  reason?: string
  block?: string
  code?: string
  violations?: {
    code: string
    severity: string
    phrase: string
    start: number
    end: number
    message: string
    hint: string | null
  }[]
  warnings?: { code: string }[]
  summary?: string
  policyVersion?: string
  reply?: { id: string; state: string }
  interaction?: { displayStatus: string }
}

export type Answer = {
  status: string
  closeReason: string | null
  needsResponse: boolean
  editBlocked: string | null
  editUsed: boolean
  answerEditableUntil: string | null
  wbSyncState: string
}

/** Starts it. Replies leave at once unless told otherwise. */
export async function openOffice(changes: Partial<Config> = {}): Promise<Office> {
  const simulator = await startSimulator({
    port: 0,
    seed: 'empty',
    readLagMs: 0,
    moderationMs: 0,
    knobs: { rateLimits: false, lateEventMs: 0 },
  })
  let ahead = 0
  const clock = { now: () => new Date(Date.now() + ahead) }
  const config: Config = {
    ...readConfig({ WB_FEEDBACKS_URL: simulator.url, WB_CHAT_URL: simulator.url, WB_CARDS_URL: 'off' }),
    port: 0,
    logLevel: 'silent',
    undoMs: 0,
    syncEveryMs: 1000,
    chatSyncEveryMs: 1000,
    ...changes,
  }
  const app = await createApp(config, { clock, storage: await withoutDrafts(await openTestStorage()) })

  async function tell<Answer>(path: string, body: object): Promise<Answer> {
    const response = await fetch(`${simulator.url}/__sim/${path}`, { method: 'POST', body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    return (await response.json()) as Answer
  }

  return {
    app,
    opensShop: async (seed, key) => await openShop(app, simulator.url, tell, { seed, key }),
    waitsBeforeSending(seconds) {
      config.undoMs = 1000 * seconds
    },
    async passes(seconds) {
      ahead += 1000 * seconds
      app.deps.wake()
      // Where several shops are looked at every second something is always going on: what was due by now has begun long before.
      await Promise.race([app.settled(), pause(1500)])
    },
    async killsWhileSending(replyId) {
      const id = Buffer.from(replyId, 'base64url').toString().split(':')[1] ?? ''
      const now = clock.now()
      await app.deps.db.prisma.replyOutbox.update({
        where: { id },
        data: {
          state: 'sending',
          attempts: 1,
          sentAt: now,
          dueAt: now,
          leaseUntil: new Date(now.getTime() - 1),
          leaseOwner: 'dead',
        },
      })
      app.deps.wake()
    },
    async close() {
      await app.close()
      await simulator.close()
    },
  }
}

type Opening = { seed: object | undefined; key: object | undefined }

type Tell = <Answer>(path: string, body: object) => Promise<Answer>

async function openShop(app: App, simulatorUrl: string, tell: Tell, { seed, key: firstKey }: Opening): Promise<Shop> {
  const sid = randomUUID()
  if (seed) await tell('seed', { sid, ...seed })
  const { cookie, sellerId } = await givenSeller(app)
  const asks = async <Data>(query: string, variables: Record<string, unknown>) =>
    await read<Data>(app, { cookie }, query, variables)
  async function connects(key: object = {}): Promise<void> {
    const { token } = await tell<{ token: string }>('token', { sid, ...key })
    await asks('mutation ($token: String!) { connectMarketplace(input: { token: $token }) { __typename } }', { token })
  }
  await connects(firstKey)
  // A shop that its story is over with is looked at no more: with each one that is, the time of the others passes slower.
  if (TestRunner.getCurrentTest()) {
    onTestFinished(async () => void (await app.deps.db.prisma.syncState.deleteMany({ where: { sellerId } })))
  }

  return {
    sid,
    cookie,
    connects,
    buyer: async (channel, facts) => await tell(`buyer/${channel}`, { sid, ...facts }),
    colleagueAnswers: async (id, text) => void (await tell('portal/answer', { sid, id, text })),
    colleagueWrites: async (chatID, text) => void (await tell('portal/message', { sid, chatID, text })),
    fails: async (trouble) => void (await tell('fail', { sid, ...trouble })),
    async losesKey() {
      await tell('revoke', { sid })
      const state = async () =>
        (await app.deps.db.prisma.marketplaceConnection.findUniqueOrThrow({ where: { sellerId } })).state
      await expect.poll(state, { timeout: 30_000, interval: 100 }).toBe('rejected')
    },
    chatsThere: async () =>
      ((await (await fetch(`${simulatorUrl}/__sim/state?sid=${sid}`)).json()) as { chats: unknown[] }).chats.length,
    requests: async () =>
      ((await (await fetch(`${simulatorUrl}/__sim/journal?sid=${sid}`)).json()) as unknown[]).length,
    recovers: async () => void (await fetch(`${simulatorUrl}/__sim/fail`, { method: 'DELETE' })),
    meets: async (knobs) => void (await tell('knobs', { sid, ...knobs })),
    replyTo: async (id) =>
      (await asks<{ interaction: { lastReply: Receipt | null } }>(receiptQuery, { id })).interaction.lastReply,
    journal: async () => await journalOf(app.deps.db, sellerId),

    async item(words) {
      let found: Item | undefined
      await expect
        .poll(
          async () => {
            const { interactions } = await asks<{ interactions: { edges: { node: Item }[] } }>(itemQuery, {
              search: words,
            })
            found = interactions.edges[0]?.node
            return found
          },
          { timeout: 15_000, interval: 100 },
        )
        .toBeDefined()
      if (!found) throw new Error(`Nothing with the words "${words}" came in.`)
      return found
    },

    sends: async (interactionId, text, key = randomUUID(), replaces = null) =>
      (await asks<{ sendReply: Sent }>(sendMutation, { input: { interactionId, text, key, replaces } })).sendReply,
    dismisses: async (replyId) =>
      (await asks<{ dismissReply: Sent }>(dismissMutation, { input: { replyId } })).dismissReply,
    edits: async (interactionId, text, key = randomUUID(), replaces) =>
      (await asks<{ editReply: Sent }>(editMutation, { input: { interactionId, text, key, replaces } })).editReply,
    rejects: async (interactionId, key = randomUUID()) =>
      (await asks<{ rejectQuestion: Sent }>(rejectMutation, { input: { interactionId, key } })).rejectQuestion,
    closes: async (interactionId) =>
      (await asks<{ closeInteraction: Sent }>(closeMutation, { input: { interactionId } })).closeInteraction,
    answerOf: async (id) => (await asks<{ interaction: Answer }>(answerQuery, { id })).interaction,
    cancels: async (replyId) => (await asks<{ cancelReply: Sent }>(cancelMutation, { input: { replyId } })).cancelReply,

    async becomes(interactionId, state) {
      const newest = async () =>
        (await asks<{ interaction: { lastReply: { state: string } | null } }>(stateQuery, { id: interactionId }))
          .interaction.lastReply?.state
      await expect.poll(newest, { timeout: 30_000, interval: 100 }).toBe(state)
    },

    async messagesOf(interactionId) {
      type Messages = { interaction: { messages: { author: string; text: string | null }[] } }
      const { interaction } = await asks<Messages>(messagesQuery, { id: interactionId })
      return interaction.messages.map(({ author, text }) => [author, text])
    },

    count: async () =>
      (await asks<{ interactions: { totalCount: number } }>('{ interactions(first: 1) { totalCount } }', {}))
        .interactions.totalCount,

    async isReady() {
      type Sellers = { sellers: { sync: { channels: { ready: boolean }[] } }[] }
      const waiting = async () =>
        (await asks<Sellers>('{ sellers { sync { channels { ready } } } }', {})).sellers[0]?.sync.channels.filter(
          ({ ready }) => !ready,
        )
      await expect.poll(waiting, { timeout: 60_000, interval: 200 }).toEqual([])
    },

    async all() {
      const items: WholeItem[] = []
      for (let after: string | null = null, more = true; more; ) {
        const { interactions }: WholePage = await asks<WholePage>(allQuery, { after })
        items.push(...interactions.edges.map(({ node }) => node))
        after = interactions.pageInfo.endCursor
        more = interactions.pageInfo.hasNextPage
      }
      return items
    },

    async applied() {
      const entries = (await (await fetch(`${simulatorUrl}/__sim/journal?sid=${sid}`)).json()) as JournalEntry[]
      const writes = entries.filter(({ method, effect }) => method !== 'GET' && effect === 'applied')
      return writes.map(({ text }) => text)
    },
  }
}

type JournalEntry = { method: string; effect: string; text: string }

/** An item with everything a story may want to compare. */
export type WholeItem = {
  externalId: string
  channel: string
  rating: number | null
  occurredAt: string
  status: string
  needsResponse: boolean
  source: string
  messages: { author: string; text: string | null }[]
}

type WholePage = {
  interactions: { edges: { node: WholeItem }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
}

const allQuery = `query ($after: String) {
  interactions(first: 50, after: $after) {
    edges { node { externalId channel rating occurredAt status needsResponse source messages { author text } } }
    pageInfo { hasNextPage endCursor }
  }
}`
/** What is told of a reply. */
export type Receipt = {
  state: string
  failure: string | null
  text: string
  attempts: number
  sentAt: string | null
  nextAt: string | null
  knownBy: string | null
  moderatedAt: string | null
  failedAt: string | null
}

const receiptQuery =
  'query ($id: ID!) { interaction(id: $id) { lastReply { state failure text attempts sentAt nextAt knownBy moderatedAt failedAt } } }'
const itemQuery = `query ($search: String!) {
  interactions(first: 1, filter: { search: $search }) { edges { node { id displayStatus needsResponse priority preview } } }
}`
const sendMutation = `mutation ($input: SendReplyInput!) {
  sendReply(input: $input) {
    __typename
    ... on Conflict { reason }
    ... on GuardrailBlocked {
      code violations { code severity phrase start end message hint } warnings { code } summary policyVersion
    }
    ... on SendReplySuccess { reply { id state } interaction { displayStatus } }
  }
}`
const cancelMutation = `mutation ($input: CancelReplyInput!) {
  cancelReply(input: $input) { __typename ... on CancelReplySuccess { reply { id state } } ... on Conflict { reason } }
}`
const editMutation = `mutation ($input: EditReplyInput!) {
  editReply(input: $input) {
    __typename
    ... on Conflict { reason }
    ... on EditBlocked { block: reason }
    ... on EditReplySuccess { reply { id state } interaction { displayStatus } }
  }
}`
const rejectMutation = `mutation ($input: RejectQuestionInput!) {
  rejectQuestion(input: $input) {
    __typename
    ... on Conflict { reason }
    ... on WritingBlocked { block: reason }
    ... on RejectQuestionSuccess { reply { id state } interaction { displayStatus } }
  }
}`
const answerQuery = `query ($id: ID!) {
  interaction(id: $id) { status closeReason needsResponse editBlocked editUsed answerEditableUntil wbSyncState }
}`
const closeMutation = `mutation ($input: CloseInteractionInput!) {
  closeInteraction(input: $input) { __typename ... on Conflict { reason } }
}`
const dismissMutation = `mutation ($input: DismissReplyInput!) {
  dismissReply(input: $input) { __typename ... on Conflict { reason } }
}`
const stateQuery = 'query ($id: ID!) { interaction(id: $id) { lastReply { state } } }'
const messagesQuery = 'query ($id: ID!) { interaction(id: $id) { messages { author text } } }'
