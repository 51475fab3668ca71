import type { Clock } from '#clock.ts'
import type { IncomingChat } from '#domain/incoming.ts'
import type { Surprise } from '#domain/surprise.ts'
import { after, DAY, SECOND } from '#domain/time.ts'
import type { Log } from '#log.ts'
import type { Connector, Download, OutgoingFile, Page, Receipt, ReplyTarget } from '#sources/connector.ts'
import { isAboutKey, OutcomeUnknown, RefusedBySource, SourceError } from '#sources/errors.ts'
import type { Lane } from '#sources/rate-budget.ts'
import { type ChatEvent, isStrange, newsOf, toEvent, toListedChat } from './chat-news.ts'
import { type ChatCursor, type EventPage, type Move, moveAfter, readChatCursor, startOf } from './chat-position.ts'
import type { WbClient } from './client.ts'
import { expectedChat, expectedEvent } from './expected-shapes.ts'
import { countOf, fieldsOf, instantOf, listOf, numberOf, readEach, textOf } from './payload.ts'
import { surprisesIn } from './surprises.ts'
import { unwrapped } from './wrapper.ts'

type ChatDeps = { client: WbClient; clock: Clock; log: Log; mostFileBytes: number }

/** Chats of WB (WB contract §9). */
export function openChats(deps: ChatDeps, { isPoor }: { isPoor: boolean }): Connector {
  return {
    channel: 'chat',
    pages: (cursor) => chatPages(deps, cursor, isPoor),
    reply: (target, text, files = []) => sendMessage(deps.client, target, { text, files }),
    lookFor: async () => null,
    download: (downloadId) => downloadFile(deps, downloadId),
    replySign: async ({ externalId }) =>
      (await listChats(deps.client, 'write')).chats.get(externalId)?.replySign ?? null,
  }
}

/**
 * News of chats: first what the stream of events says, page by page, and when it is at its end the chats it did not mention. A poor
 * key may read a page of events an hour, and oldest first: there the list comes first, which knows today's chats (WB contract §9.1).
 */
async function* chatPages(deps: ChatDeps, stored: unknown, isPoor: boolean): AsyncGenerator<Page<IncomingChat>> {
  const now = deps.clock.now().getTime()
  const first = readChatCursor(stored)
  const { chats: unmentioned, surprises: inList, trouble } = await listIfPossible(deps.client)
  const expected = first.newest === null && unmentioned.size > 0 ? unmentioned.size : null
  const listed = new Map(unmentioned)
  let { position, cursor } = startOf(first, { now, isPoor })
  if (isPoor) {
    yield* inPortions([...unmentioned.values()], first, expected)
    unmentioned.clear()
  }

  for (let asked = 1; ; asked += 1) {
    const page = await readEvents(deps.client, position, now)
    const move = moveAfter(position, page, { largest: cursor.largest, now })
    if (move.isStuck) deps.log.warn({ position, size: page.size }, 'chat events of one millisecond fill a whole page')
    // A poor key's next request is an hour away: unless there surely is more, the poll is over, and the next one a new sweep.
    position = isPoor && page.size < cursor.largest ? null : move.position
    cursor = stepped(cursor, page, { ...move, position })

    const items = newsOf(page.events, listed)
    for (const { externalId } of items) unmentioned.delete(externalId)
    const isStopped = position !== null && asked === mostPages
    const { unreadable, strange } = page
    const told = asked === 1 && trouble ? { trouble } : {}
    const surprises = asked === 1 ? [...page.surprises, ...inList] : page.surprises
    yield { items, unreadable, strange, surprises, cursor, expected, more: isStopped, ...told }

    if (isStopped) return
    if (position === null) break
  }
  yield* inPortions([...unmentioned.values()], cursor, expected)
}

// The reading stops here and goes on with the next run, so that no run lasts for ever.
const mostPages = 20
const portion = 100

function stepped(cursor: ChatCursor, page: EventPage, { position, newest }: Move): ChatCursor {
  return {
    ...cursor,
    newest: newest === null ? cursor.newest : Math.max(newest, cursor.newest ?? 0),
    resume: position,
    largest: Math.max(cursor.largest, page.size),
  }
}

function* inPortions(
  chats: IncomingChat[],
  cursor: ChatCursor,
  expected: number | null,
): Generator<Page<IncomingChat>> {
  for (let from = 0; from < chats.length; from += portion) {
    yield { items: chats.slice(from, from + portion), unreadable: [], cursor, expected }
  }
}

/**
 * The list has a budget and troubles of its own: without it the events are still read, and the signs known so far serve. That the key
 * is not taken is said by both.
 */
async function listIfPossible(client: WbClient): Promise<ListOfChats & { trouble: SourceError | null }> {
  try {
    return { ...(await listChats(client, 'unanswered')), trouble: null }
  } catch (error) {
    if (!(error instanceof SourceError) || isAboutKey(error)) throw error
    return { chats: new Map(), surprises: [], trouble: error }
  }
}

type ListOfChats = { chats: Map<string, IncomingChat>; surprises: Surprise[] }

async function listChats(client: WbClient, lane: Lane): Promise<ListOfChats> {
  const body = await client.read({ host: 'chat', group: 'chats', lane, path: '/api/v1/seller/chats' })
  const given = listOf(fieldsOf(body)?.result)
  const { items } = readEach(given, toListedChat)
  return { chats: new Map(items.map((chat) => [chat.externalId, chat])), surprises: surprisesIn(given, expectedChat) }
}

type Events = EventPage &
  Required<Pick<Page<IncomingChat>, 'unreadable' | 'strange' | 'surprises'>> & { events: ChatEvent[] }

async function readEvents(client: WbClient, position: number | null, now: number): Promise<Events> {
  const query = position === null ? {} : { next: position }
  const body = await client.read({
    host: 'chat',
    group: 'events',
    lane: 'unanswered',
    path: '/api/v1/seller/events',
    query,
  })
  const result = unwrapped(body, 'result')
  const given = listOf(result.events)
  const { items: events, unreadable } = readEach(given, toEvent)
  const plausible = events.map(({ at }) => at).filter((at) => at <= now + DAY)
  return {
    events,
    unreadable,
    strange: given.filter((event) => isStrange(event) && !unreadable.includes(event)),
    surprises: surprisesIn(given, expectedEvent),
    size: events.length + unreadable.length,
    next: numberOf(result.next),
    newest: plausible.length > 0 ? Math.max(...plausible) : null,
  }
}

/** A file of a message. 400 and 451 are WB's last word on it (WB contract §9.4). */
async function downloadFile({ client, clock, mostFileBytes }: ChatDeps, downloadId: string): Promise<Download> {
  const path = `/api/v1/seller/download/${encodeURIComponent(downloadId)}`
  try {
    const answer = await client.fetchFile({ host: 'chat', group: 'download', path }, mostFileBytes)
    if (!answer) return { kind: 'too_large' }
    if (answer.status === 202) return { kind: 'pending', retryAt: after(clock.now(), pauseIn(answer.body)) }
    if (answer.status === 200 && answer.bytes.length > 0) return { kind: 'file', bytes: answer.bytes }
    throw new OutcomeUnknown(`WB answered ${answer.status} to ${path} without a file`)
  } catch (error) {
    if (error instanceof RefusedBySource && error.status === 451) return { kind: 'refused' }
    if (error instanceof RefusedBySource && error.status === 400) return { kind: 'gone' }
    throw error
  }
}

function pauseIn(body: unknown): number {
  const seconds = countOf(fieldsOf(body)?.retrySeconds) ?? 30
  return Math.min(Math.max(seconds, 1), 3600) * SECOND
}

type WbMessage = { text: string; files: readonly OutgoingFile[] }

/** A message goes as a form, also when it is only words. Repeating it would show it twice (WB contract §9.3). */
async function sendMessage(
  client: WbClient,
  { replySign, leaving }: ReplyTarget,
  message: WbMessage,
): Promise<Receipt> {
  if (!replySign) throw new RefusedBySource('stale_sign', 400, 'The chat has no sign to write with yet')
  const path = '/api/v1/seller/message'
  const { status, body, requestId } = await client.write({
    host: 'chat',
    group: 'message',
    method: 'POST',
    path,
    body: formOf(replySign, message),
    bytes: message.files.reduce((sum, { bytes }) => sum + bytes.length, 0),
    leaving,
  })
  const result = fieldsOf(fieldsOf(body)?.result)
  if (!result) throw new OutcomeUnknown(`WB answered ${status} to ${path}, but not that it took the message`, requestId)

  const fileErrors = message.files.length > 0 ? errorsIn(body) : []
  // What was all it had to carry, and was not taken, is no message: nothing is with the buyer.
  if (message.text === '' && message.files.length > 0 && fileErrors.length >= message.files.length)
    throw new RefusedBySource('files', status, `WB took none of the files: ${fileErrors.join('; ')}`, requestId)
  return { requestId, sentAt: instantOf(result.addTime), replySign: textOf(result.sign), fileErrors }
}

function formOf(replySign: string, { text, files }: WbMessage): FormData {
  const form = new FormData()
  form.set('replySign', replySign)
  if (text !== '') form.set('message', text)
  for (const { name, type, bytes } of files) form.append('file', new Blob([Buffer.from(bytes)], { type }), name)
  return form
}

/** A success with errors is a message that lacks files: each error speaks of one. */
function errorsIn(body: unknown): string[] {
  return listOf(fieldsOf(body)?.errors).map((error) => textOf(error) ?? 'unnamed')
}
