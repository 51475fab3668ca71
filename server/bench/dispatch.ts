import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { nodeArgs } from '../commands/steps.ts'
import { makeDatabase } from '../testkit/database.ts'
import { type Spread, spread } from './live.ts'
import { type Running, startOurs } from './processes.ts'

/**
 * How long after a reply may leave the marketplace is called, in milliseconds: a message of a chat goes out at once, before an answer
 * to a review the item is looked at. By the clock of one machine: the promise to the operator, and the marketplace's own journal.
 */
export type DispatchResult = { replies: number; message: Spread; look: Spread }

type Item = { id: string; externalId: string; channel: 'REVIEW' | 'CHAT' }
type Entry = { at: string; method: string; path: string; query: string; text: string | null }

/** People press «Отправить» one after the other, as fast as the marketplace's limits let replies through without waiting. */
export async function measureDispatch(databaseServer: string | null, replies: number): Promise<DispatchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'agentiq-dispatch-'))
  const database = databaseServer ? await makeDatabase(databaseServer) : null
  const marketplace = await startMarketplace()
  const ours = await startOurs({
    DATA_DIR: folder,
    SECRET_KEY: randomUUID().repeat(2),
    WB_FEEDBACKS_URL: marketplace.url,
    WB_CHAT_URL: marketplace.url,
    UNDO_SECONDS: '1',
    ...(database ? { DATABASE_URL: database.url } : {}),
  })
  try {
    const asks = await registered(ours)
    const items = await openShop(marketplace, asks, replies)
    const due = new Map<string, number>()
    for (const [number, item] of items.entries()) {
      const text = `Ответ номер ${number}`
      due.set(text, await send(asks, item, text))
      await pause(betweenMs)
    }
    return { replies: items.length, ...(await lateness(marketplace, items, due)) }
  } finally {
    await ours.stop()
    marketplace.stop()
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

// One request each 350 ms is what WB lets through for long.
const betweenMs = 800

type Marketplace = { url: string; tells<Answer>(path: string, body: object): Promise<Answer>; stop(): void }

async function startMarketplace(): Promise<Marketplace> {
  const server = join(import.meta.dirname, '..')
  const child = fork(join(server, 'simulator/main.ts'), [], {
    cwd: server,
    env: { ...process.env, SIMULATOR_PORT: '0', SIMULATOR_SEED: 'empty', SIMULATOR_CONTROL: 'on' },
    execArgv: nodeArgs,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [{ ready }] = (await once(child, 'message')) as [{ ready: number }]
  const url = `http://127.0.0.1:${ready}`
  return {
    url,
    async tells(path, body) {
      const answer = await fetch(`${url}/__sim/${path}`, { method: 'POST', body: JSON.stringify(body) })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return await answer.json()
    },
    stop: () => void child.kill('SIGKILL'),
  }
}

type Asks = <Data>(query: string, variables: object) => Promise<Data>

/** Somebody who has just registered. */
async function registered({ url }: Running): Promise<Asks> {
  const headers = { 'content-type': 'application/json', origin: url, 'x-agentiq-client': 'bench' }
  const account = { name: 'Bench', email: 'bench@example.com', password: randomUUID() }
  const signUp = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers,
    body: JSON.stringify(account),
  })
  const cookie = signUp.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  return async (query, variables) => {
    const body = JSON.stringify({ query, variables })
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers: { ...headers, cookie }, body })
    const { data, errors } = (await answer.json()) as { data?: never; errors?: object[] }
    if (!data || errors) throw new Error(JSON.stringify(errors))
    return data
  }
}

/** Half of them reviews, half of them chats, all of them come in. */
async function openShop(marketplace: Marketplace, asks: Asks, count: number): Promise<Item[]> {
  const { token, sid } = await marketplace.tells<{ token: string; sid: string }>('token', {})
  await marketplace.tells('knobs', { sid, latencyMs: 0, latencyJitterMs: 0 })
  for (let number = 0; number < count / 2; number += 1) {
    await marketplace.tells('buyer/review', { sid, rating: 3, text: `Отзыв номер ${number}` })
    await marketplace.tells('buyer/chat', { sid, text: `Письмо номер ${number}` })
  }
  await asks(connectMutation, { token })
  for (const until = Date.now() + 120_000; Date.now() < until; await pause(500)) {
    const { interactions } = await asks<{ interactions: { edges: { node: Item }[] } }>(itemsQuery, {})
    if (interactions.edges.length >= count) return inTurns(interactions.edges.map(({ node }) => node))
  }
  throw new Error('The shop did not come in.')
}

/** A review after each chat, so that nobody waits for the pace of one method. */
function inTurns(items: Item[]): Item[] {
  const reviews = items.filter(({ channel }) => channel === 'REVIEW')
  return items.filter(({ channel }) => channel === 'CHAT').flatMap((chat, at) => [chat, ...reviews.slice(at, at + 1)])
}

/** When the reply may leave, by the answer to the one who pressed. */
async function send(asks: Asks, { id }: Item, text: string): Promise<number> {
  type Sent = { sendReply: { reply?: { cancellableUntil: string } } }
  const { sendReply } = await asks<Sent>(sendMutation, { input: { interactionId: id, text, key: randomUUID() } })
  if (!sendReply.reply) throw new Error(`A reply was refused: ${JSON.stringify(sendReply)}`)
  return Date.parse(sendReply.reply.cancellableUntil)
}

async function lateness({ url }: Marketplace, items: Item[], due: Map<string, number>) {
  for (const until = Date.now() + 60_000; ; await pause(500)) {
    const journal = (await (await fetch(`${url}/__sim/journal`)).json()) as Entry[]
    const written = journal.filter(({ text }) => text !== null && due.has(text))
    if (written.length < items.length && Date.now() < until) continue

    const late = (at: string, text: string) => Date.parse(at) - (due.get(text) ?? Number.NaN)
    const messages = written.filter(({ path }) => path === '/api/v1/seller/message')
    const looks = items.flatMap(({ channel, externalId }, number) => {
      const text = `Ответ номер ${number}`
      const look = journal.find(
        ({ at, path, query }) =>
          path === '/api/v1/feedback' && query.includes(externalId) && Date.parse(at) >= (due.get(text) ?? 0) - 5,
      )
      return channel === 'REVIEW' && look ? [late(look.at, text)] : []
    })
    return { message: spread(messages.map(({ at, text }) => late(at, text ?? ''))), look: spread(looks) }
  }
}

const connectMutation = 'mutation ($token: String!) { connectMarketplace(input: { token: $token }) { __typename } }'
const itemsQuery = '{ interactions(first: 100) { edges { node { id externalId channel } } } }'
const sendMutation = `mutation ($input: SendReplyInput!) {
  sendReply(input: $input) { __typename ... on SendReplySuccess { reply { cancellableUntil } } }
}`
