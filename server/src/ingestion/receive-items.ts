import { uuidv7 } from 'uuidv7'
import type { NewEvent } from '#domain/events.ts'
import type { IncomingItem } from '#domain/incoming.ts'
import type { OwnTarget } from '#domain/sla-targets.ts'
import type { Tx } from '#storage/db.ts'
import {
  areSeen,
  createInteractions,
  differences,
  type InteractionRow,
  lockKnown,
  type StoredInteraction,
  updateInteraction,
} from '#storage/interactions.ts'
import { repliesToFollow, type UnfinishedReply } from '#storage/replies.ts'
import { keepSeenAnswers, type SeenAnswer } from '#storage/responses.ts'
import { followAnswers } from '#storage/shown-replies.ts'
import { ingested, mayRelink, type Received, updated } from './changes.ts'
import { isOurs, itemRow, standingAnswer } from './item-row.ts'
import { repliesMeant } from './replies-meant.ts'

/** Whose items, and with what they are read. Of the past no new item is told by itself. */
export type Receiver = {
  sellerId: string
  windowMinutes: number
  /** The seller's own figures of urgency. */
  targets: readonly OwnTarget[]
  now: Date
  isPast: boolean
}

type Case = {
  item: IncomingItem
  id: string
  known: StoredInteraction | null
  /** The reply of ours that this reading speaks of. */
  reply: UnfinishedReply | null
  /** One that has become needless by it. */
  overtaken: UnfinishedReply | null
  row: InteractionRow
}

/** Reviews or questions of one channel: decides about each, writes what differs, settles our replies by what is shown. */
export async function receiveItemsIn(tx: Tx, receiver: Receiver, items: IncomingItem[]): Promise<Received> {
  const [first] = items
  if (!first) return { created: 0, known: 0, events: [], touched: [] }
  const { sellerId, now } = receiver
  const { channel } = first

  const newest = [...new Map(items.map((item) => [item.externalId, item])).values()]
  const known = await lockKnown(
    tx,
    sellerId,
    channel,
    newest.map(({ externalId }) => externalId),
  )
  const replies = await repliesToFollow(
    tx,
    [...known.values()].map(({ id }) => id),
  )
  const cases = newest.map((item) => caseOf(item, known.get(item.externalId) ?? null, replies, receiver))

  const settled = await followAnswers(tx, answersSeen(cases), now)
  const made = await createMissing(tx, receiver, cases)
  const changes = await updateKnown(tx, cases, now)
  await keepSeenAnswers(tx, { sellerId, channel }, foreignAnswers(cases, made), now)
  return {
    created: made.created.size,
    known: known.size,
    events: [...made.events, ...changes.events, ...settled],
    // What came long ago is found from the side of what comes after it.
    touched: [...(receiver.isPast ? [] : made.created), ...changes.touched],
  }
}

function caseOf(
  item: IncomingItem,
  known: StoredInteraction | null,
  replies: UnfinishedReply[],
  receiver: Receiver,
): Case {
  const ofItem = replies.filter(({ interactionId }) => interactionId === known?.id)
  const { reply, overtaken } = repliesMeant(item, ofItem)
  const row = itemRow(item, known, { ...receiver, reply })
  return { item, id: known?.id ?? uuidv7(), known, reply, overtaken, row }
}

function answersSeen(cases: Case[]) {
  return cases.flatMap(({ reply, overtaken, item }) =>
    [reply, overtaken].flatMap((each) => (each ? [{ reply: each, shown: item }] : [])),
  )
}

async function createMissing(tx: Tx, { sellerId, now, isPast }: Receiver, cases: Case[]) {
  const fresh = cases.filter(({ known }) => !known)
  const [first] = fresh
  if (!first) return { created: new Set<string>(), events: [] }

  const { channel } = first.item
  const rows = fresh.map(({ id, item: { externalId }, row }) => ({ id, externalId, row }))
  const created = await createInteractions(tx, { sellerId, channel }, rows, now)
  if (isPast) return { created, events: [] }
  return { created, events: fresh.filter(({ id }) => created.has(id)).map(({ id, row }) => ingested(id, channel, row)) }
}

async function updateKnown(tx: Tx, cases: Case[], now: Date): Promise<Pick<Received, 'events' | 'touched'>> {
  const events: NewEvent[] = []
  const touched: string[] = []
  for (const { known, row } of cases) {
    const changed = known ? differences(known, row) : []
    if (!known || changed.length === 0) continue
    await updateInteraction(tx, known, row, changed, now)
    if (areSeen(changed)) events.push(...updated(known, row, changed))
    if (mayRelink(changed)) touched.push(known.id)
  }
  return { events, touched }
}

/** Answers that we did not give, where they were not known before. */
function foreignAnswers(cases: Case[], { created }: { created: Set<string> }): SeenAnswer[] {
  return cases.flatMap(({ item, id, known, reply, row }) => {
    const answer = standingAnswer(item)
    const isNews = known ? isOther(known, row) : created.has(id)
    if (!answer || !isNews || (known && isOurs(answer, known, reply))) return []
    const { nmId, intent } = row
    const { text, at: sentAt, state } = answer
    return [{ interactionId: id, nmId, intent, text, sentAt, externalRef: null, isShown: state === 'shown' }]
  })
}

/** Somebody else's answer may have the very words that wait here. */
function isOther(known: StoredInteraction, { lastReplyText, lastReplySource }: InteractionRow): boolean {
  return known.lastReplyText !== lastReplyText || known.lastReplySource !== lastReplySource
}
