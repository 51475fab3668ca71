import { createHash } from 'node:crypto'
import type { Call } from './call.ts'
import { inUtc, MINUTE } from './clock.ts'
import { dressed, listed } from './dress.ts'
import { Refused } from './errors.ts'
import type { Knobs } from './knobs.ts'
import type { Chat, ChatEvent } from './model.ts'
import { shuffled } from './random.ts'
import { json } from './replies.ts'
import type { Seller, StoredChat, StoredEvent } from './seller.ts'

/** All chats in one answer, in no promised order. */
export function listChats({ seller, now, knobs }: Call) {
  const shown = knobs.hideChats ? [] : seller.chats.chats().filter(({ hidden }) => !hidden)
  const chats = shown.map((chat) => dressed(withClient(chatAt(seller, chat, now), knobs), knobs))
  return json({ result: listed(chats, knobs), errors: null })
}

/** The one stream of all chats. The cursor is a time, so it may start anywhere and be used again. */
export function listEvents(call: Call) {
  const next = readNext(call.query.get('next'))
  const page = pageFrom(next, call)
  return json({ result: page.length > 0 ? fullPage(page, next, call) : emptyPage(next, call.knobs), errors: null })
}

const isVisible = ({ event, visibleAt }: StoredEvent, now: number) => event.addTimestamp <= now && visibleAt <= now

export function chatAt(seller: Seller, { chatID, replySign, clientName, goodCard }: StoredChat, now: number): Chat {
  const last = seller.chats.eventsOf(chatID).findLast((stored) => isVisible(stored, now))?.event
  return {
    chatID,
    replySign,
    clientName,
    ...(goodCard ? { goodCard } : {}),
    ...(last ? { lastMessage: { text: last.message?.text ?? '', addTimestamp: last.addTimestamp } } : {}),
  }
}

function readNext(value: string | null): number | null {
  if (value === null) return null
  if (!/^-?\d{1,16}$/.test(value)) throw new Refused('chat', 400, 'Invalid number')
  if (Number(value) <= 0) throw new Refused('chat', 400, 'Invalid value for "next"')
  return Number(value)
}

// With ties split, a page may end among events of one millisecond, and a plain loop never sees the rest of them.
function pageFrom(next: number | null, { seller, now, knobs }: Call): ChatEvent[] {
  const { nextInclusive, eventsPageSize, splitTies } = knobs
  const events = seller.chats.events()
  const page: ChatEvent[] = []
  let place = next === null ? 0 : seller.chats.firstAt(nextInclusive ? next : next + 1)
  for (; place < events.length; place += 1) {
    const stored = events[place]
    if (!stored || !isVisible(stored, now)) continue
    const isTied = stored.event.addTimestamp === page.at(-1)?.addTimestamp
    if (page.length >= eventsPageSize && (splitTies || !isTied)) break
    page.push(stored.event)
  }
  return page
}

function fullPage(page: ChatEvent[], asked: number | null, { seller, knobs, origin }: Call) {
  const newest = page.at(-1)?.addTimestamp ?? 0
  const oldest = page[0]?.addTimestamp ?? 0
  const repeated = knobs.duplicateEvents ? [...page, ...page.slice(-1)] : page
  const events = knobs.shuffleWithinPage ? shuffled({ ...seller.random }, repeated) : repeated
  const told = {
    ...nextIs(knobs.fullNext, newest, asked ?? oldest),
    newestEventTime: inUtc(newest),
    oldestEventTime: inUtc(oldest),
    totalEvents: events.length,
    events: events.map((event) => dressed(withClient(withLinks(event, origin), knobs), knobs)),
  }
  return dressed(told, { ...knobs, extraFields: false, nullLists: false })
}

function emptyPage(next: number | null, { emptyNext, emptyEvents, nullLists }: Knobs) {
  const nothing = emptyEvents === 'null' || nullLists ? null : []
  return {
    ...nextIs(emptyNext === 'repeat' ? 'newest' : emptyNext, next ?? 0, next ?? 0),
    totalEvents: 0,
    ...(emptyEvents === 'absent' ? {} : { events: nothing }),
  }
}

/** `next` as the contract means it, or in one of the ways in which it has gone wrong. */
function nextIs(way: Knobs['fullNext'], right: number, asked: number): { next?: number } {
  if (way === 'absent') return {}
  if (way === 'zero') return { next: 0 }
  return { next: way === 'backwards' ? Math.max(0, asked - MINUTE) : right }
}

/** Pictures of our own are kept without a host, and get the one the caller knows us by. */
function withLinks(event: ChatEvent, origin: string): ChatEvent {
  const { images, files } = event.message?.attachments ?? {}
  if (!images && !files) return event

  const absolute = <Item extends { url: string }>(item: Item) => ({ ...item, url: new URL(item.url, origin).href })
  const attachments = {
    ...event.message?.attachments,
    ...(files ? { files: files.map(absolute) } : {}),
    ...(images ? { images: images.map(absolute) } : {}),
  }
  return { ...event, message: { ...event.message, attachments } }
}

/** Before 2026 the buyer had a number. */
function withClient<Item extends { chatID: string; clientName?: string }>(item: Item, { clientID }: Knobs): Item {
  return clientID && item.clientName ? { ...item, clientID: clientNumber(item.chatID) } : item
}

const clientNumber = (chatID: string) => String(createHash('sha256').update(chatID).digest().readUInt32LE(0))
