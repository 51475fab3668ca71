import type { NewEvent } from './events.ts'

/** Replies to reviews and questions, which one host of the marketplace takes, and those in chats, which the other takes. */
export type ReplyLine = (typeof replyLines)[number]
export const replyLines = ['feedbacks', 'chats'] as const

/** The lines in which something may leave sooner than was known, now that this has happened. */
export function linesWokenBy(events: readonly NewEvent[]): ReplyLine[] {
  const channels = events.filter(bringsForward).map(({ channel }) => channel)
  return replyLines.filter((line) => channels.some((channel) => lineOf(channel) === line))
}

/** A reply has been added, or its next try has been set. Whatever else becomes of one is the work of whoever holds it, who looks by itself. */
function bringsForward({ type, details }: NewEvent): boolean {
  return type === 'reply_queued' || (type === 'updated' && details?.reply === 'retry_wait')
}

function lineOf(channel: string | undefined): ReplyLine {
  return channel === 'chat' ? 'chats' : 'feedbacks'
}
