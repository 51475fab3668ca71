import { randomUUID } from 'node:crypto'
import { chance, type Random, randomFrom } from '../simulator/random.ts'
import { ask } from '../testkit/ask.ts'
import { type BusyShop, busyShop } from '../testkit/busy-shop.ts'
import type { Simulation } from '../testkit/shop.ts'
import { type Kind, keyOf, type Turn, turnsOf } from './plan.ts'
import type { Product } from './product.ts'
import type { Written } from './verdict.ts'

/** A seller of the soak: a shop in the simulator, and an operator who works in the product. */
export type Seller = {
  name: string
  kind: Kind
  sid: string
  sellerId: string
  product: Product
  shop: BusyShop
  /** What happens to the key, in order; what has happened is taken off. */
  turns: Turn[]
  written: Written[]
  /** Gives the product a new key. False: it could not try the key just now. */
  connects(key: object): Promise<boolean>
  /** Answers something that waits: mostly as it should be, sometimes twice at once, sometimes taking it back. */
  replies(): Promise<void>
}

type Place = { simulator: Pick<Simulation, 'act'>; seed: number; hours: number }

/** A seller with a past, whose key the product has taken. */
export async function openSeller(product: Product, kind: Kind, number: number, place: Place): Promise<Seller> {
  const { simulator, seed, hours } = place
  const random = randomFrom('soak', seed, number)
  const sid = randomUUID()
  const name = `${number} ${kind}`
  await simulator.act('POST seed', { sid, seed: 'empty', generate: pastOf(kind) })
  const { sellerId, id, cookie } = await product.asks('opensShop')
  const written: Written[] = []
  const shop = busyShop(simulator, sid, seed)

  const asks = async <Data>(query: string, variables: object): Promise<Data> => {
    const { data, errors } = await ask<Data>(product, { cookie }, query, { ...variables })
    if (!data || errors.length > 0) throw new Error(`${name}: ${JSON.stringify(errors)}`)
    return data
  }

  async function connects(key: object): Promise<boolean> {
    const { token } = await simulator.act<{ token: string }>('POST token', { sid, ...key })
    const { connectMarketplace } = await asks<Connected>(connectMutation, { sellerId: id, token })
    const { __typename } = connectMarketplace
    if (__typename === 'ConnectMarketplaceSuccess') return true
    if (__typename === 'MarketplaceUnreachable' || __typename === 'TooSoon' || __typename === 'KeyRefused') return false
    throw new Error(`${name}: the key was answered with ${__typename}`)
  }

  if (!(await connects(keyOf(kind, hours)))) throw new Error(`${name}: the first key was not taken`)

  return {
    name,
    kind,
    sid,
    sellerId,
    product,
    shop,
    turns: turnsOf(kind),
    written,
    connects,
    async replies() {
      const { interactions } = await asks<Waiting>(waitingQuery, {})
      const waiting = interactions.edges.map(({ node }) => node)
      const item = waiting[Math.floor(chance(random) * waiting.length)]
      if (item) await answerItem({ asks, random, shop, sid, written, number }, item)
    },
  }
}

/** A poor key comes to five requests an hour: its past is short, so that there is an end to come to. */
function pastOf(kind: Kind): object {
  return kind === 'base' ? { reviews: 20, questions: 8, chats: 3 } : { reviews: 120, questions: 40, chats: 12 }
}

type Item = { id: string; externalId: string; channel: string }
type Desk = {
  asks: <Data>(query: string, variables: object) => Promise<Data>
  random: Random
  shop: BusyShop
  sid: string
  written: Written[]
  number: number
}

async function answerItem({ asks, random, shop, sid, written, number }: Desk, item: Item): Promise<void> {
  const channel = item.channel.toLowerCase() as Written['channel']
  const text = `Ответ ${written.length + 1} магазина ${number}`
  const input = { interactionId: item.id, text, key: randomUUID() }
  shop.leaves(item.externalId)

  const isPressedTwice = chance(random) < 0.2
  const presses = isPressedTwice ? [input, input] : [input]
  const sent = await Promise.all(presses.map(async (press) => await asks<Sent>(sendMutation, { input: press })))
  const [id, ...others] = sent.map(({ sendReply }) => sendReply.reply?.id)
  if (others.some((other) => other !== id)) throw new Error(`One key became two replies: ${id}, ${others.join()}`)
  if (id === undefined) return
  const uuid = Buffer.from(id, 'base64url').toString().split(':')[1] ?? id
  written.push({ id: uuid, sid, channel, text })
  if (chance(random) < 0.1) await asks(cancelMutation, { input: { replyId: id } })
}

type Connected = { connectMarketplace: { __typename: string } }
type Waiting = { interactions: { edges: { node: Item }[] } }
type Sent = { sendReply: { __typename: string; reply?: { id: string } } }

const connectMutation = `mutation ($sellerId: ID!, $token: String!) {
  connectMarketplace(input: { sellerId: $sellerId, token: $token }) { __typename }
}`
const waitingQuery = `{
  interactions(first: 50, filter: { needsResponse: true }) { edges { node { id externalId channel } } }
}`
const sendMutation = `mutation ($input: SendReplyInput!) {
  sendReply(input: $input) { __typename ... on SendReplySuccess { reply { id } } }
}`
const cancelMutation = `mutation ($input: CancelReplyInput!) { cancelReply(input: $input) { __typename } }`
