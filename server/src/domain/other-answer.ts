import type { Message } from './conversation.ts'
import type { ReplyState } from './reply.ts'

type Said = { state: ReplyState; createdBy: string | null }

/**
 * The answer that another one was too late for: the newest that its writer has not given, as far as there is one. What has not arrived is
 * none. Null: nobody is known to have answered.
 */
export function otherAnswer<Reply extends Said>(
  conversation: readonly Message<Reply>[],
  writer: string | null,
): Message<Reply> | null {
  const answers = conversation.filter(({ author, reply }) => author === 'seller' && (!reply || hasArrived(reply)))
  return answers.findLast(({ reply }) => reply === null || reply.createdBy !== writer) ?? answers.at(-1) ?? null
}

function hasArrived({ state }: Said): boolean {
  return state === 'accepted' || state === 'confirmed'
}
