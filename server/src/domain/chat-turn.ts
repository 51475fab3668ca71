import type { ReplyState } from './reply.ts'

type Unfinished = { id: string; state: ReplyState }

/**
 * What a message of a chat waits for: messages leave one after the other, in the order in which they were written. One that is started
 * again is older than what has left meanwhile, and waits until its fate is known (WB contract §13.4). `unfinished`: those of the chat,
 * oldest first. Null: it is its turn.
 */
export function goesBefore<Reply extends Unfinished>(unfinished: readonly Reply[], id: string): Reply | null {
  const open = unfinished.filter(({ state }) => state !== 'accepted')
  const place = open.findIndex((reply) => reply.id === id)
  const older = place > 0 ? open[0] : undefined
  return older ?? open.find((reply) => reply.id !== id && isUnderway(reply)) ?? null
}

const isUnderway = ({ state }: Unfinished) => state === 'sending' || state === 'unknown'
