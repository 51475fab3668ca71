import type { IncomingAnswer } from '#domain/incoming.ts'
import { hasLeft, sameText } from '#domain/reply.ts'
import { overButMayShow, type UnfinishedReply } from '#storage/replies.ts'

/**
 * Which of an item's replies a reading speaks of. Usually the one on its way. One that nobody could find in time and that shows
 * after all is meant before another that has not left yet, which the answer makes needless (WB contract §13.1). Pure.
 */
export function repliesMeant(
  answer: IncomingAnswer | null,
  replies: readonly UnfinishedReply[],
): { reply: UnfinishedReply | null; overtaken: UnfinishedReply | null } {
  const current = replies.findLast((reply) => !isOver(reply)) ?? null
  const late = answer && answer.state !== 'rejected' ? findLate(answer.text, replies) : null
  if (!late) return { reply: current, overtaken: null }
  if (current && hasLeft(current) && sameText(current.text, late.text)) return { reply: current, overtaken: null }
  return { reply: late, overtaken: current }
}

function findLate(text: string, replies: readonly UnfinishedReply[]): UnfinishedReply | null {
  return replies.findLast((reply) => isOver(reply) && sameText(reply.text, text)) ?? null
}

const isOver = ({ state }: UnfinishedReply) => (overButMayShow as readonly string[]).includes(state)
