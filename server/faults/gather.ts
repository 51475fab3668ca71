import { readConfig } from '#config.ts'
import type { ReplyKind } from '#domain/reply.ts'
import type { Db } from '#storage/db.ts'
import { openStorage } from '#storage/open.ts'
import type { Entry } from '../simulator/request-journal.ts'
import type { FaultChannel, Look, SaidReply, ShownItem, Write } from './evidence.ts'
import { groupBy } from './groups.ts'
import type { ShopState } from './marketplace.ts'

/** What the product says of its replies, read from its database once it is closed. */
export async function repliesIn(env: Record<string, string>): Promise<SaidReply[]> {
  const { db, close } = await openStorage(readConfig(env))
  try {
    return await readReplies(db)
  } finally {
    await close()
  }
}

async function readReplies({ prisma }: Db): Promise<SaidReply[]> {
  const journal = await eventsIn(prisma)
  const rows = await prisma.replyOutbox.findMany({
    include: { interaction: { select: { externalId: true } } },
    orderBy: { createdAt: 'asc' },
  })
  return rows.map((row) => ({
    events: journal.get(row.id) ?? [],
    key: row.idempotencyKey,
    item: row.interaction.externalId,
    // The columns hold the domain's words; nobody else writes them.
    kind: row.kind as ReplyKind,
    channel: row.channel as FaultChannel,
    text: row.text,
    state: row.state,
    failure: row.lastError,
    detail: row.errorDetail,
    createdAt: row.createdAt.getTime(),
    sentAt: row.sentAt?.getTime() ?? null,
    confirmedAt: row.confirmedAt?.getTime() ?? null,
    endedAt: journal.get(row.id)?.findLast(({ type }) => endings.includes(type))?.at ?? null,
  }))
}

const endings = ['reply_confirmed', 'reply_rejected', 'reply_failed', 'reply_cancelled']

/** What the journal tells of each reply, oldest first. */
async function eventsIn(prisma: Db['prisma']): Promise<Map<string, { at: number; type: string; told: string }[]>> {
  const events = await prisma.journalEvent.findMany({
    where: { type: { notIn: ['created'] } },
    orderBy: { seq: 'asc' },
    select: { type: true, details: true, createdAt: true },
  })
  const told = events.map(({ type, details, createdAt }) => {
    const { replyId, ...others } = Object(details)
    return { replyId: String(replyId), at: createdAt.getTime(), type, told: `${type} ${JSON.stringify(others)}` }
  })
  return groupBy(told, ({ replyId }) => replyId)
}

const channels: Record<string, FaultChannel> = {
  'POST /api/v1/feedbacks/answer': 'review',
  'PATCH /api/v1/feedbacks/answer': 'review',
  'PATCH /api/v1/questions': 'question',
  'POST /api/v1/seller/message': 'chat',
}

/** The calls that carried words, by the marketplace's own journal. */
export function writesIn(journal: Entry[]): Write[] {
  return journal.flatMap(({ at, method, path, status, effect, subject, text }, order) => {
    const channel = channels[`${method} ${path}`]
    if (!channel || text === null) return []
    return [{ order, at: Date.parse(at), channel, item: subject, text, status, isApplied: effect === 'applied' }]
  })
}

export function looksIn(journal: Entry[]): Look[] {
  return journal.flatMap(({ at, method, path, query, status }, order) => {
    const item = /^\/api\/v1\/(feedback|question)$/.test(path) ? new URLSearchParams(query).get('id') : null
    return method === 'GET' && item ? [{ order, at: Date.parse(at), item, status }] : []
  })
}

/** What the buyers of a shop see in the end. */
export function shownIn({ reviews, questions, chats }: ShopState): ShownItem[] {
  return [
    ...reviews.map(({ id, answer, edits }) => {
      const isSeen = answer !== null && !answer.state.startsWith('rejected')
      return { ...noWords, item: id, channel: 'review' as const, answer: isSeen ? answer.text : null, edits }
    }),
    ...questions.map(({ id, state, answer, edits }) => {
      const isHidden = state === 'none'
      const seen = isHidden ? null : (answer?.text ?? null)
      return { ...noWords, item: id, channel: 'question' as const, answer: seen, isHidden, edits }
    }),
    ...chats.map(({ chatID, events }) => ({
      ...noWords,
      item: chatID,
      channel: 'chat' as const,
      messages: events.flatMap(({ source, message }) =>
        source === 'seller-public-api' && message?.text ? [message.text] : [],
      ),
    })),
  ]
}

const noWords: Pick<ShownItem, 'answer' | 'isHidden' | 'edits' | 'messages'> = {
  answer: null,
  isHidden: false,
  edits: [],
  messages: [],
}
