import type { ReplyState } from './reply.ts'
import { after } from './time.ts'

type Unfinished = { id: string; state: ReplyState; acceptedAt: Date | null }

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

/** A message stands in its chat up to 0.4 s after it was taken (WB contract §9.3). */
const echoMs = 500

/**
 * When the next message of a chat may be called: one that left sooner could come to stand before the last that was taken. Null: now, as far
 * as messages go that have not been seen in the chat.
 */
export function mayFollowAt(unfinished: readonly Unfinished[], now: Date): Date | null {
  const taken = unfinished.flatMap(({ state, acceptedAt }) => (state === 'accepted' && acceptedAt ? [acceptedAt] : []))
  const follows = taken.map((at) => after(at, echoMs)).filter((at) => at > now)
  return follows.sort((one, other) => other.getTime() - one.getTime())[0] ?? null
}

const isUnderway = ({ state }: Unfinished) => state === 'sending' || state === 'unknown'
