import { hasLeft, type Shown, sameText } from '#domain/reply.ts'
import { overButMayShow, type UnfinishedReply } from '#storage/replies.ts'

/**
 * Which of an item's replies a reading speaks of. Usually the one on its way. One that nobody could find in time and that shows
 * after all is meant before another that has not left yet, which the answer makes needless (WB contract §13.1). Pure.
 */
export function repliesMeant(
  shown: Shown,
  replies: readonly UnfinishedReply[],
): { reply: UnfinishedReply | null; overtaken: UnfinishedReply | null } {
  const current = replies.findLast((reply) => !isOver(reply)) ?? null
  const late = findLate(shown, replies)
  if (!late) return { reply: current, overtaken: null }
  if (current && hasLeft(current) && sameText(current.text, late.text)) return { reply: current, overtaken: null }
  return { reply: late, overtaken: current }
}

function findLate({ answer, rejected }: Shown, replies: readonly UnfinishedReply[]): UnfinishedReply | null {
  const over = replies.filter(isOver)
  // A question that is hidden shows no words: it is any rejection of ours.
  if (rejected) return over.findLast(({ kind }) => kind === 'rejection') ?? null
  if (!answer || answer.state === 'rejected') return null
  return over.findLast(({ text }) => sameText(text, answer.text)) ?? null
}

const isOver = ({ state }: UnfinishedReply) => (overButMayShow as readonly string[]).includes(state)
