import type { IncomingAnswer } from '#domain/incoming.ts'
import { sameText } from '#domain/reply.ts'
import type { UnfinishedReply } from '#storage/replies.ts'

/**
 * Which of an item's replies a reading speaks of. Usually the one on its way. One that nobody could find in time and that shows
 * after all is meant before another that has not left yet, which the answer makes needless (WB contract §13.1). Pure.
 */
export function repliesMeant(
  answer: IncomingAnswer | null,
  replies: readonly UnfinishedReply[],
): { reply: UnfinishedReply | null; overtaken: UnfinishedReply | null } {
  const current = replies.findLast(({ state }) => state !== 'needs_attention') ?? null
  const late = answer && answer.state !== 'rejected' ? findLate(answer.text, replies) : null
  if (!late) return { reply: current, overtaken: null }
  if (current && current.attempts > 0 && sameText(current.text, late.text)) return { reply: current, overtaken: null }
  return { reply: late, overtaken: current }
}

function findLate(text: string, replies: readonly UnfinishedReply[]): UnfinishedReply | null {
  return replies.findLast((reply) => reply.state === 'needs_attention' && sameText(reply.text, text)) ?? null
}
