import type { Deps } from '#deps.ts'
import type { NewEvent } from '#domain/events.ts'
import type { IncomingChat, IncomingItem } from '#domain/incoming.ts'
import { channels } from '#domain/interaction.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { askForLinks } from '#storage/link-work.ts'
import { receivingRules } from '#storage/sla-targets.ts'
import type { Received } from './changes.ts'
import { receiveChatsIn } from './receive-chats.ts'
import { type Receiver, receiveItemsIn } from './receive-items.ts'

type Incoming = IncomingItem | IncomingChat

/** Whose items, and whether they are from long ago, so that nobody has to be told of each new one. */
export type Inflow = { sellerId: string; isPast?: boolean }

/** What a page brings beside its items: written in the same transaction, before its events. */
type Beside = (tx: Tx, received: Received, now: Date) => Promise<NewEvent[]>

/** Takes in items that were read one by one, for instance to find an answer of ours. One transaction. */
export async function receiveItems(
  deps: Pick<Deps, 'db' | 'clock'>,
  sellerId: string,
  items: IncomingItem[],
): Promise<void> {
  await receive(deps, { sellerId }, items, async () => [])
}

/**
 * Takes in one page: what changed, its judgement, its events and whatever has to be true together with them, in one transaction.
 * Reading a page twice changes nothing.
 */
export async function receive(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { sellerId, isPast = false }: Inflow,
  items: Incoming[],
  beside: Beside,
): Promise<Received> {
  return await inTransaction(db, async (tx) => {
    const now = clock.now()
    const received = await receiveIn(tx, { ...(await receiverFor(tx, sellerId, now)), isPast }, items)
    await askForLinks(tx, sellerId, received.touched, now)
    const events = [...received.events, ...(await beside(tx, received, now))]
    if (events.length > 0) await recordEvents(tx, sellerId, now, events)
    return received
  })
}

async function receiverFor(tx: Tx, sellerId: string, now: Date): Promise<Omit<Receiver, 'isPast'>> {
  return { sellerId, ...(await receivingRules(tx, sellerId)), now }
}

async function receiveIn(tx: Tx, receiver: Receiver, items: Incoming[]): Promise<Received> {
  const total: Received = { created: 0, known: 0, events: [], touched: [] }
  for (const channel of channels) {
    const received = await receiveChannel(
      tx,
      receiver,
      items.filter((item) => item.channel === channel),
    )
    total.created += received.created
    total.known += received.known
    total.events.push(...received.events)
    total.touched.push(...received.touched)
  }
  return total
}

async function receiveChannel(tx: Tx, receiver: Receiver, items: Incoming[]): Promise<Received> {
  const chats = items.filter((item) => item.channel === 'chat')
  if (chats.length > 0) return await receiveChatsIn(tx, receiver, chats)
  return await receiveItemsIn(
    tx,
    receiver,
    items.filter((item) => item.channel !== 'chat'),
  )
}
