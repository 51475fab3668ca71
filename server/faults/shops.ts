import { setTimeout as pause } from 'node:timers/promises'
import { ask, type Doors, type Person, register, signIn } from './devices.ts'
import type { FaultChannel } from './evidence.ts'
import type { Marketplace } from './marketplace.ts'

/** A shop with its owner, a second device, and everything there is to answer. */
export type Shop = { name: string; sid: string; owner: Person; other: Person; items: Item[] }

/** Something to answer: how the marketplace calls it, and how the product does. `isPicked`: somebody has begun with it. */
export type Item = { external: string; id: string; channel: FaultChannel; isPicked: boolean }

export type ShopSize = Record<FaultChannel, number>

/** Opens a shop in both places, and waits until everything in it has come in. */
export async function openShop(
  { marketplace, doors }: { marketplace: Marketplace; doors: Doors },
  name: string,
  size: ShopSize,
): Promise<Shop> {
  const owner = await register(doors, name)
  const other = await signIn(doors, name)
  const { token, sid } = await marketplace.tells<{ token: string; sid: string }>('token', { name })
  await fill(marketplace, sid, size)
  await connect(doors, owner, token)

  const count = size.review + size.question + size.chat
  let items = await itemsOf(doors, owner)
  while (items.length < count) {
    await pause(300)
    items = await itemsOf(doors, owner)
  }
  return { name, sid, owner, other, items }
}

/** Gives the product a new key of the shop. */
export async function renewKey({ marketplace, doors }: { marketplace: Marketplace; doors: Doors }, shop: Shop) {
  const { token } = await marketplace.tells<{ token: string }>('token', { sid: shop.sid })
  await connect(doors, shop.owner, token)
}

async function fill(marketplace: Marketplace, sid: string, size: ShopSize): Promise<void> {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
  for (const number of numbers(size.review))
    await marketplace.tells('buyer/review', { sid, rating: 1 + (number % 5), text: `Отзыв номер ${number}` })
  for (const number of numbers(size.question))
    await marketplace.tells('buyer/question', { sid, text: `Вопрос номер ${number}?` })
  for (const number of numbers(size.chat))
    await marketplace.tells('buyer/chat', { sid, text: `Письмо номер ${number}` })
}

async function connect(doors: Doors, owner: Person, token: string): Promise<void> {
  type Connected = { connectMarketplace: { __typename: string } }
  for (let tries = 1; ; tries += 1) {
    const { connectMarketplace } = await ask<Connected>(doors, owner, connectMutation, { token })
    if (connectMarketplace.__typename === 'ConnectMarketplaceSuccess') return
    if (tries === 20) throw new Error(`A shop could not be connected: ${connectMarketplace.__typename}`)
    await pause(1000)
  }
}

type Page = {
  interactions: {
    edges: { node: { id: string; externalId: string; channel: string } }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
  }
}

async function itemsOf(doors: Doors, owner: Person): Promise<Item[]> {
  const items: Item[] = []
  for (let after: string | null = null, more = true; more; ) {
    const { interactions }: Page = await ask<Page>(doors, owner, itemsQuery, { after })
    items.push(...interactions.edges.map(({ node }) => itemOf(node)))
    after = interactions.pageInfo.endCursor
    more = interactions.pageInfo.hasNextPage
  }
  return items
}

function itemOf({ id, externalId, channel }: { id: string; externalId: string; channel: string }): Item {
  // The API's words are the product's in capitals.
  return { id, external: externalId, channel: channel.toLowerCase() as FaultChannel, isPicked: false }
}

const itemsQuery = `query ($after: String) {
  interactions(first: 100, after: $after) {
    edges { node { id externalId channel } }
    pageInfo { hasNextPage endCursor }
  }
}`
const connectMutation = 'mutation ($token: String!) { connectMarketplace(input: { token: $token }) { __typename } }'
