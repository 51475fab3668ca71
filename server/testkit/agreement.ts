import type { InteractionExtra } from '#domain/extra.ts'
import { composeReviewText } from '#domain/review-text.ts'
import type { Db } from '#storage/db.ts'
import type { Chat, ChatEvent, Question, Review } from '../simulator/model.ts'

/** Everything the simulator knows about a shop, as `GET /__sim/state` tells it. */
export type Truth = { reviews: Review[]; questions: Question[]; chats: (Chat & { events: ChatEvent[] })[] }

/** An item as both sides tell it, in the words of the one who compares. */
type Told = {
  text: string | null
  rating: number | null
  nmId: string | null
  occurredAt: number
  status: string
  answer: string | null
}

/**
 * In what database and marketplace do not agree about a seller: item by item, message by message; nothing when they do. The
 * marketplace's side is worked out here from its own words, so that a mistake of the product's reading shows. `removed` are the
 * items that the marketplace has taken away: they need no answer any more.
 */
export async function disagreements(
  db: Db,
  sellerId: string,
  truth: Truth,
  removed: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const stored = await storedItems(db, sellerId)
  const shown = shownItems(truth)
  const missing = [...shown.keys()].filter((key) => !stored.has(key)).map((key) => `${key} is missing`)
  const different = [...stored].flatMap(([key, item]) => differencesOf(key, item, shown.get(key), removed))
  return [
    ...missing,
    ...different,
    ...(await messageDifferences(db, sellerId, truth)),
    ...(await answerDifferences(db, sellerId, truth)),
    ...(await journalDifferences(db, sellerId)),
  ]
}

type Stored = Told & { isRemoved: boolean; needsResponse: boolean }

async function storedItems(db: Db, sellerId: string): Promise<Map<string, Stored>> {
  const rows = await db.prisma.interaction.findMany({ where: { sellerId } })
  return new Map(
    rows.map((row) => {
      const { text, rating, nmId, needsResponse, status, lastReplyText, lastReplySource, occurredAt } = row
      // A text of ours that is not shown stays at hand; it says nothing about the marketplace.
      const isSaidToBeShown = status === 'responded' || lastReplySource === 'wb_cabinet'
      const { removedAt } = (row.extra ?? {}) as InteractionExtra
      const isChat = row.channel === 'chat'
      const told = {
        text: isChat ? null : text,
        rating,
        nmId: isChat ? null : nmId,
        occurredAt: isChat ? 0 : Math.floor(occurredAt.getTime() / 1000),
        status,
        answer: isChat || !isSaidToBeShown ? null : lastReplyText,
      }
      return [`${row.channel} ${row.externalId}`, { ...told, needsResponse, isRemoved: removedAt !== undefined }]
    }),
  )
}

function shownItems({ reviews, questions, chats }: Truth): Map<string, Told> {
  return new Map([
    ...reviews.map((review) => [`review ${review.id}`, reviewTold(review)] as const),
    ...questions.map((question) => [`question ${question.id}`, questionTold(question)] as const),
    ...chats.map((chat) => [`chat ${chat.chatID}`, chatTold(chat)] as const),
  ])
}

function reviewTold(review: Review): Told {
  const { text, pros, cons, photoLinks, video, answer, productValuation, productDetails, createdDate } = review
  const words = composeReviewText({ text, pros, cons }) || null
  const standing = answer && !/^reject/.test(answer.state) ? answer : null
  const hasContent = words !== null || (photoLinks ?? []).length > 0 || video !== null
  const unanswered = hasContent && review.state !== 'wbRu' ? 'open' : 'closed'
  return {
    text: words,
    rating: productValuation,
    nmId: String(productDetails.nmId),
    occurredAt: secondsOf(createdDate),
    status: answer && !standing ? 'open' : standing ? 'responded' : unanswered,
    answer: standing?.text ?? null,
  }
}

function questionTold({ text, state, answer, productDetails, createdDate }: Question): Told {
  const isRejected = state === 'none'
  return {
    text,
    rating: null,
    nmId: String(productDetails.nmId),
    occurredAt: secondsOf(createdDate),
    status: isRejected ? 'closed' : answer ? 'responded' : 'open',
    answer: isRejected ? null : (answer?.text ?? null),
  }
}

/** Whose turn it is: the one who spoke last has done his part. WB's own words are nobody's. */
function chatTold({ events }: Truth['chats'][number]): Told {
  const last = inOrder(events).findLast(({ sender, message }) => sender !== 'wb' && saysSomething(message))
  return { ...nothing, status: last?.sender === 'seller' ? 'responded' : 'open' }
}

const nothing = { text: null, rating: null, nmId: null, occurredAt: 0, answer: null }

function saysSomething(message: ChatEvent['message']): boolean {
  const { files = [], images = [] } = message?.attachments ?? {}
  return Boolean(message?.text?.trim()) || files.length + images.length > 0
}

function differencesOf(key: string, stored: Stored, shown: Told | undefined, removed: ReadonlySet<string>): string[] {
  const { isRemoved, needsResponse, ...ours } = stored
  if (!shown) {
    if (!removed.has(key.split(' ')[1] ?? '')) return [`${key} is nowhere on the marketplace`]
    return needsResponse || !isRemoved ? [`${key} was taken away and still waits for an answer`] : []
  }
  // What was answered long ago and is silent since, we close by ourselves.
  const isQuiet = key.startsWith('chat ') && ours.status === 'closed' && shown.status === 'responded'
  const theirs = isQuiet ? { ...shown, status: 'closed' } : shown
  return (Object.keys(theirs) as (keyof Told)[])
    .filter((name) => ours[name] !== theirs[name])
    .map((name) => `${key}: ${name} is ${JSON.stringify(ours[name])}, not ${JSON.stringify(theirs[name])}`)
}

const authors = { client: 'buyer', seller: 'seller', wb: 'system' } as const

async function messageDifferences(db: Db, sellerId: string, { chats }: Truth): Promise<string[]> {
  const rows = await db.prisma.chatMessage.findMany({
    where: { thread: { sellerId } },
    include: { thread: { select: { chatExternalId: true } } },
  })
  const ours = rows.map((row) =>
    lineOf(row.thread.chatExternalId, {
      id: row.externalMessageId,
      author: row.author,
      at: row.sentAt.getTime(),
      text: row.text,
      files: Array.isArray(row.attachments) ? row.attachments.length : 0,
    }),
  )
  const theirs = chats.flatMap(({ chatID, events }) =>
    events.map(({ eventID, sender, addTimestamp, message }) =>
      lineOf(chatID, {
        id: eventID,
        author: authors[sender],
        at: addTimestamp,
        text: message?.text || null,
        files: (message?.attachments?.files ?? []).length + (message?.attachments?.images ?? []).length,
      }),
    ),
  )
  const [known, told] = [new Set(ours), new Set(theirs)]
  return [
    ...(ours.length === known.size ? [] : ['a message is stored twice']),
    ...theirs.filter((line) => !known.has(line)).map((line) => `message is missing: ${line}`),
    ...ours.filter((line) => !told.has(line)).map((line) => `nobody has written: ${line}`),
  ]
}

function lineOf(chatId: string, message: object): string {
  return `${chatId} ${JSON.stringify(message)}`
}

/** Each standing answer is in the history, and no answer of an item is there twice. */
async function answerDifferences(db: Db, sellerId: string, { reviews, questions }: Truth): Promise<string[]> {
  const rows = await db.prisma.responseHistory.findMany({
    where: { sellerId, channel: { not: 'chat' } },
    include: { interaction: { select: { externalId: true } } },
  })
  const kept = rows.map(({ text, interaction }) => `${interaction.externalId} ${text}`)
  const known = new Set(kept)
  const told = [
    ...reviews.map((review) => [review.id, reviewTold(review).answer] as const),
    ...questions.map((question) => [question.id, questionTold(question).answer] as const),
  ]
  return [
    ...(kept.length === known.size ? [] : ['an answer is in the history twice']),
    ...told
      .filter(([id, answer]) => answer !== null && !known.has(`${id} ${answer}`))
      .map(([id]) => `the answer to ${id} is not in the history`),
  ]
}

/** The journal has no gap, and an item came in once at most. */
async function journalDifferences(db: Db, sellerId: string): Promise<string[]> {
  const events = await db.prisma.journalEvent.findMany({
    where: { sellerId },
    orderBy: { seq: 'asc' },
    select: { seq: true, type: true, interactionId: true },
  })
  const gaps = events.filter(({ seq }, index) => seq !== index + 1)
  const came = events.filter(({ type }) => type === 'ingested').map(({ interactionId }) => interactionId)
  return [
    ...gaps.slice(0, 1).map(({ seq }) => `the journal has a gap before ${seq}`),
    ...(came.length === new Set(came).size ? [] : ['an item came in twice by the journal']),
  ]
}

function inOrder(events: ChatEvent[]): ChatEvent[] {
  return [...events].sort((one, other) => one.addTimestamp - other.addTimestamp)
}

function secondsOf(time: string): number {
  return Math.floor(Date.parse(time) / 1000)
}
