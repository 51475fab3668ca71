import type { MessageAttachment } from './incoming.ts'
import type { Channel, ReplySource, Status } from './interaction.ts'
import { isUndecided } from './lost-reply.ts'
import { cameToNothing, type ReplyKind, type ReplyState } from './reply.ts'
import { attachmentsFrom, type ReplyFile } from './reply-file.ts'

/** One line of a conversation as people read it. `key` finds it again: the same words keep their key when a reply turns into an answer. */
export type Message<Reply> = {
  key: string
  author: 'buyer' | 'seller' | 'system'
  text: string | null
  attachments: ShownAttachment[]
  sentAt: Date | null
  /** The reply of ours that this is. */
  reply: Reply | null
  /** Who answered; null for messages that are not the seller's. */
  source: ReplySource | null
}

/** An attachment as people see it; `fileId` asks this server for the file, ours or a message's; null where only the marketplace's address is known. */
export type ShownAttachment = MessageAttachment & { fileId: string | null }

type Reply = {
  id: string
  text: string
  kind: ReplyKind
  state: ReplyState
  createdBy: string | null
  createdAt: Date
  sentAt: Date | null
  dismissedAt: Date | null
  files: ReplyFile[]
}
type Response = { id: string; text: string; source: ReplySource; externalRef: string | null; sentAt: Date | null }
type ChatMessage = {
  id: string
  author: 'buyer' | 'seller' | 'system'
  text: string | null
  attachments: MessageAttachment[]
  isAuto: boolean
  sentAt: Date
  replyId: string | null
}

/**
 * A review or a question: what the buyer wrote, what the seller answered, replies on their way, and those that came to nothing and
 * that nobody has decided about. What has been decided is no part of it, even if the marketplace had taken it once.
 */
export function publicConversation<Known extends Reply>(
  asked: { id: string; channel: Channel; status: Status; text: string | null; occurredAt: Date },
  responses: readonly Response[],
  replies: readonly Known[],
): Message<Known>[] {
  const undecided = (reply: Known) => isUndecided(reply, asked, replies)
  const answers = responses
    .map((response) => answerOf(response, find(replies, response.externalRef)))
    .filter(({ reply }) => reply === null || !isDecided(reply, undecided))
  const shown = new Set(answers.map(({ key }) => key))
  const question: Message<Known> = {
    key: `interaction:${asked.id}`,
    author: 'buyer',
    text: asked.text,
    attachments: [],
    sentAt: asked.occurredAt,
    reply: null,
    source: null,
  }
  const rest = replies.filter((reply) => onItsWay.has(reply.state) || undecided(reply))
  return [question, ...answers, ...notShownYet(rest, shown)]
}

/**
 * A chat: its messages, and replies of ours that have not come back as messages yet. One that did not reach the buyer stays where it
 * was written, whatever was said since, until an operator puts it aside: nobody else would ever show its words again.
 */
export function chatConversation<Known extends Reply>(
  messages: readonly ChatMessage[],
  replies: readonly Known[],
): Message<Known>[] {
  const said = messages.map((message) => chatMessageOf(message, find(replies, message.replyId)))
  const shown = new Set(said.map(({ key }) => key))
  const lost = replies.filter(isLost).map(messageOfReply)
  const rest = replies.filter(({ state, dismissedAt }) => onItsWay.has(state) || isUnsure(state, dismissedAt))
  return [...inOrder(said, lost), ...notShownYet(rest, shown)]
}

/** It did not reach the buyer, and that is dealt with. One that another answer overtook stays beside that until it is put aside. */
function isDecided<Known extends Reply>(reply: Known, undecided: (reply: Known) => boolean): boolean {
  if (!cameToNothing(reply.state)) return false
  return reply.state === 'answered_elsewhere' ? reply.dismissedAt !== null : !undecided(reply)
}

/**
 * What was said keeps its order; each lost message stands before the first that was said after it. Between two of ours our own clock
 * decides, because the marketplace's may differ from it by minutes.
 */
function inOrder<Known extends Reply>(said: Message<Known>[], lost: Message<Known>[]): Message<Known>[] {
  const line = [...said]
  for (const message of lost.sort(byTime)) {
    const next = line.findIndex((other) => isLater(other, message))
    line.splice(next < 0 ? line.length : next, 0, message)
  }
  return line
}

function isLater<Known extends Reply>(one: Message<Known>, other: Message<Known>): boolean {
  if (one.reply && other.reply) return one.reply.createdAt > other.reply.createdAt
  return one.sentAt !== null && other.sentAt !== null && one.sentAt > other.sentAt
}

function answerOf<Known extends Reply>({ id, text, source, sentAt }: Response, reply: Known | null): Message<Known> {
  return {
    key: reply ? keyOf(reply) : `response:${id}`,
    author: 'seller',
    text,
    attachments: [],
    sentAt,
    reply,
    source,
  }
}

function chatMessageOf<Known extends Reply>(
  { id, author, text, attachments, isAuto, sentAt }: ChatMessage,
  reply: Known | null,
): Message<Known> {
  const source = author === 'seller' ? sourceOf(isAuto, reply) : null
  return {
    key: reply ? keyOf(reply) : `chat:${id}`,
    author,
    text,
    attachments: attachments.map((one, index) => ({ ...one, fileId: one.downloadId ? `${id}.${index}` : null })),
    sentAt,
    reply,
    source,
  }
}

function sourceOf(isAuto: boolean, reply: Reply | null): ReplySource {
  if (isAuto) return 'auto_response'
  return reply ? 'agentiq' : 'wb_cabinet'
}

/** Oldest first. */
function notShownYet<Known extends Reply>(replies: readonly Known[], shown: ReadonlySet<string>): Message<Known>[] {
  return replies
    .filter((reply) => !shown.has(keyOf(reply)))
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
    .map(messageOfReply)
}

function messageOfReply<Known extends Reply>(reply: Known): Message<Known> {
  return {
    key: keyOf(reply),
    author: 'seller',
    text: reply.text === '' ? null : reply.text,
    attachments: attachmentsOf(reply),
    sentAt: reply.sentAt ?? reply.createdAt,
    reply,
    source: reply.createdBy === null ? 'auto_response' : 'agentiq',
  }
}

/** What goes to the buyer with it, or went: not the files that were lost on the way. */
function attachmentsOf({ files }: Reply): ShownAttachment[] {
  const going = files.filter(({ lost }) => !lost)
  return attachmentsFrom(going).map((one, at) => ({ ...one, fileId: `reply.${going[at]?.id}` }))
}

function byTime(one: { sentAt: Date | null }, other: { sentAt: Date | null }): number {
  return (one.sentAt?.getTime() ?? 0) - (other.sentAt?.getTime() ?? 0)
}

function isLost({ state, dismissedAt }: Reply): boolean {
  return dismissedAt === null && lost.has(state)
}

const lost: ReadonlySet<ReplyState> = new Set(['failed', 'moderation_rejected', 'rejected', 'answered_elsewhere'])

/** Nobody knows whether the buyer has it, and nobody has decided. */
function isUnsure(state: ReplyState, dismissedAt: Date | null): boolean {
  return state === 'needs_attention' && dismissedAt === null
}

const onItsWay: ReadonlySet<ReplyState> = new Set([
  'queued',
  'sending',
  'retry_wait',
  'unknown',
  'accepted',
  'confirmed',
])

function find<Known extends Reply>(replies: readonly Known[], id: string | null): Known | null {
  return id === null ? null : (replies.find((reply) => reply.id === id) ?? null)
}

function keyOf({ id }: Reply): string {
  return `reply:${id}`
}
