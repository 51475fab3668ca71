import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Product } from './product.ts'

/** Somebody with an account and a shop who works with the running product from outside, over HTTP. */
export type Partner = {
  /** The data of any operation. */
  asks<Data>(query: string, variables?: object): Promise<Data>
  buyer(channel: 'review' | 'question' | 'chat', facts: object): Promise<void>
  connects(): Promise<void>
  /** The same account through another process. */
  through(product: Product): Partner
  shopSize(): Promise<{ reviews: number; questions: number; chats: number }>
  count(): Promise<number>
  /** The open items. */
  open(): Promise<{ id: string }[]>
  /** The open items, once there are so many. */
  waitsFor(count: number): Promise<{ id: string }[]>
  /** Sends a reply; its id. */
  sends(interactionId: string, text: string, key?: string): Promise<string>
  /** How the marketplace answered the shop's requests, and to what, by its own journal. */
  requests(): Promise<{ path: string; status: number }[]>
  /** Texts that had an effect on the marketplace, by its own journal. */
  applied(): Promise<string[]>
  appliedAtLeast(count: number): Promise<void>
  /** State of the newest reply to each item that has one. */
  states(): Promise<string[]>
  /** Waits until the replies to so many items have come to an end, good or bad. */
  allSettled(count: number): Promise<void>
  /** What the states must be when exactly these texts reached the buyers. */
  expectedStates(sent: string[]): Promise<string[]>
}

const settled = ['CONFIRMED', 'FAILED', 'NEEDS_ATTENTION', 'ANSWERED_ELSEWHERE', 'REJECTED', 'UNKNOWN']

/** Makes an account and a shop, and connects them. */
export async function partnerOf(
  product: Product,
  { seed = 'empty', connected = true, key = {} } = {},
): Promise<Partner> {
  const sid = randomUUID()
  const tell = async (path: string, body: object) =>
    await post(`${product.simulatorUrl}/__sim/${path}`, { sid, ...body }, {})
  const { token } = (await tell('token', key)) as { token: string }
  await tell('seed', { seed })
  const headers = await signUp(product)
  const partner = speakTo(product, { sid, headers, token, simulatorUrl: product.simulatorUrl })
  if (connected) await partner.connects()
  return partner
}

type Account = { sid: string; headers: Record<string, string>; token: string; simulatorUrl: string }
type Row = { id: string; lastReply: { state: string; text: string } | null }

function speakTo(product: Product, account: Account): Partner {
  const { sid, simulatorUrl } = account
  const ask = async <Data>(query: string, variables: object = {}): Promise<Data> => {
    const { data, errors } = (await post(
      `${product.url}/graphql`,
      { query, variables },
      account.headers,
    )) as Answer<Data>
    if (!data || errors) throw new Error(JSON.stringify(errors))
    return data
  }
  const rows = async (filter: object): Promise<Row[]> =>
    (await ask<Rows>(rowsQuery, { filter })).interactions.edges.map(({ node }) => node)
  const answered = async () => (await rows({})).flatMap(({ lastReply }) => lastReply ?? [])

  const partner: Partner = {
    asks: ask,
    buyer: async (channel, facts) => void (await post(`${simulatorUrl}/__sim/buyer/${channel}`, { sid, ...facts }, {})),
    connects: async () => void (await ask(connectMutation, { token: account.token })),
    through: (other) => speakTo(other, account),

    async shopSize() {
      const state = (await (await fetch(`${simulatorUrl}/__sim/state?sid=${sid}`)).json()) as Record<string, unknown[]>
      return { reviews: sizeOf(state.reviews), questions: sizeOf(state.questions), chats: sizeOf(state.chats) }
    },
    count: async () =>
      (await ask<{ interactions: { totalCount: number } }>('{ interactions(first: 1) { totalCount } }')).interactions
        .totalCount,

    open: async () => await rows({ needsResponse: true }),

    async waitsFor(count) {
      const open = async () => (await rows({ needsResponse: true })).length
      await expect.poll(open, { timeout: 30_000, interval: 200 }).toBe(count)
      return await rows({ needsResponse: true })
    },
    async sends(interactionId, text, key = randomUUID()) {
      type SendReply = { sendReply: { __typename: string; reply?: { id: string } } }
      const { sendReply } = await ask<SendReply>(sendMutation, { input: { interactionId, text, key } })
      if (!sendReply.reply) throw new Error(`The reply was refused: ${sendReply.__typename}`)
      return sendReply.reply.id
    },

    requests: async () => (await (await fetch(`${simulatorUrl}/__sim/journal?sid=${sid}`)).json()) as JournalEntry[],

    async applied() {
      const entries = (await (await fetch(`${simulatorUrl}/__sim/journal?sid=${sid}`)).json()) as JournalEntry[]
      return entries.filter(({ method, effect }) => method !== 'GET' && effect === 'applied').map(({ text }) => text)
    },
    appliedAtLeast: async (count) =>
      await expect
        .poll(async () => (await partner.applied()).length, { timeout: 30_000, interval: 20 })
        .toBeGreaterThanOrEqual(count),

    states: async () => (await answered()).map(({ state }) => state),
    async allSettled(count) {
      const ended = async () => (await answered()).filter(({ state }) => settled.includes(state)).length
      await expect.poll(ended, { timeout: 90_000, interval: 300 }).toBe(count)
      // What reached the buyer is found again within the first looks.
      const lost = async () => {
        const sent = await partner.applied()
        return (await answered()).filter(({ text, state }) => sent.includes(text) && state !== 'CONFIRMED').length
      }
      await expect.poll(lost, { timeout: 60_000, interval: 300 }).toBe(0)
    },
    async expectedStates(sent) {
      return (await answered()).map(({ text, state }) => (sent.includes(text) ? 'CONFIRMED' : state))
    },
  }
  return partner
}

type Answer<Data> = { data?: Data; errors?: object[] }
type Rows = { interactions: { edges: { node: Row }[] } }
type JournalEntry = { method: string; path: string; status: number; effect: string; text: string }

const sizeOf = (list: unknown[] | undefined) => list?.length ?? 0

async function signUp({ url }: Product): Promise<Record<string, string>> {
  const body = {
    email: `${randomUUID()}@example.com`,
    password: 'correct horse battery',
    name: 'Анна',
    company: 'Магазин',
  }
  const answer = await send(`${url}/api/auth/sign-up/email`, body, { origin: url })
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0])
  return { cookie: cookie.join('; '), 'x-agentiq-client': 'test' }
}

async function post(url: string, body: object, headers: Record<string, string>): Promise<unknown> {
  const answer = await send(url, body, headers)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return await answer.json()
}

async function send(url: string, body: object, headers: Record<string, string>): Promise<Response> {
  return await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

const rowsQuery = `query ($filter: InteractionFilter) {
  interactions(first: 100, filter: $filter) { edges { node { id lastReply { state text } } } }
}`
const sendMutation = `mutation ($input: SendReplyInput!) {
  sendReply(input: $input) { __typename ... on SendReplySuccess { reply { id } } }
}`
const connectMutation = `mutation ($token: String!) { connectMarketplace(input: { token: $token }) { __typename } }`
