import type { OutboxItem } from '#domain/outbox-item.ts'
import { isSettled, lostStates } from '#domain/reply-chip.ts'
import type { InteractionDetailFragment, ReplyFieldsFragment, ThreadMessageFragment } from '#generated/graphql.ts'

/** What the conversation shows, top to bottom. */
export type Block =
  | { kind: 'day'; key: string; at: Date }
  | { kind: 'review'; key: string }
  | { kind: 'system'; key: string; text: string }
  | { kind: 'message'; key: string; message: ThreadMessageFragment; named: boolean; isFormer: boolean }
  /** A reply of ours that did not become a message: it failed, or WB did not want it. */
  | { kind: 'reply'; key: string; reply: ReplyFieldsFragment }
  /** A reply that the server does not have yet. */
  | { kind: 'unsent'; key: string; item: OutboxItem }

export function threadOf(interaction: InteractionDetailFragment, unsent: readonly OutboxItem[]): Block[] {
  const blocks: Block[] = []
  let day = ''
  let author = ''

  for (const message of spoken(interaction)) {
    const at = message.sentAt === null ? null : new Date(message.sentAt)
    if (at && at.toDateString() !== day) {
      day = at.toDateString()
      blocks.push({ kind: 'day', key: `day-${day}`, at })
    }
    if (message.author === 'SYSTEM') blocks.push({ kind: 'system', key: message.id, text: message.text ?? '' })
    else if (isReviewItself(interaction, message, blocks)) blocks.push({ kind: 'review', key: message.id })
    else
      blocks.push({
        kind: 'message',
        key: message.id,
        message,
        named: message.author !== author,
        isFormer: isFormer(interaction, message),
      })
    author = message.author
  }

  if (interaction.channel === 'REVIEW' && !blocks.some(({ kind }) => kind === 'review')) {
    blocks.unshift({ kind: 'review', key: 'review' })
  }
  const lost = lostReply(interaction)
  if (lost) blocks.push({ kind: 'reply', key: lost.id, reply: lost })

  const known = new Set(interaction.messages.flatMap(({ reply }) => (reply ? [reply.key] : [])))
  for (const item of unsent) if (!known.has(item.key)) blocks.push({ kind: 'unsent', key: item.key, item })

  return blocks
}

/** Whether this is a reply of ours that the buyer does not see, or not yet. */
export function isUnpublished(block: Block | undefined): boolean {
  if (block?.kind !== 'message') return block?.kind === 'reply' || block?.kind === 'unsent'
  const { reply } = block.message
  return reply !== null && !reply.dismissedAt && reply.state !== 'ACCEPTED' && reply.state !== 'CONFIRMED'
}

/** A message without words and files is not shown (domain 2.5), nor is a reply that was taken back. */
const spoken = ({ messages, channel }: InteractionDetailFragment) =>
  messages.filter(({ text, attachments, author, reply }) => {
    if (reply?.state === 'CANCELLED') return false
    return text || attachments.length > 0 || (channel === 'REVIEW' && author === 'BUYER')
  })

function isReviewItself(
  { channel }: InteractionDetailFragment,
  { author }: ThreadMessageFragment,
  before: Block[],
): boolean {
  return channel === 'REVIEW' && author === 'BUYER' && !before.some(({ kind }) => kind === 'review')
}

/** The answer to a review or question that stands there; null when there is none. */
export function standingAnswer({ messages }: Pick<InteractionDetailFragment, 'messages'>): string | null {
  return messages.findLast(isStanding)?.text ?? null
}

function isStanding({ author, reply }: ThreadMessageFragment): boolean {
  if (author !== 'SELLER' || reply?.kind === 'REJECTION') return false
  return reply === null || reply.state === 'CONFIRMED' || reply.state === 'ACCEPTED'
}

/** An answer that was edited since: the buyer does not see it any more. */
function isFormer({ channel, messages }: InteractionDetailFragment, message: ThreadMessageFragment): boolean {
  if (channel === 'CHAT' || !isStanding(message)) return false
  const published = messages.findLast((each) => isStanding(each) && each.reply?.state !== 'ACCEPTED')
  return published !== undefined && published !== message && messages.indexOf(published) > messages.indexOf(message)
}

/**
 * The last reply to a review or question, when it came to nothing and the messages do not show it: the live feed tells of it before
 * they are read again.
 */
function lostReply({
  channel,
  lastReply,
  messages,
  status,
  needsResponse,
}: InteractionDetailFragment): ReplyFieldsFragment | null {
  if (!lastReply || lastReply.dismissedAt) return null
  if (!lostStates.has(lastReply.state) || isSettled({ channel, status, needsResponse }, lastReply)) return null

  // Files go with messages of chats only.
  const isMessage = messages.some(({ reply }) => reply?.id === lastReply.id)
  return isMessage ? null : { ...lastReply, files: [], lostFileCount: 0 }
}
