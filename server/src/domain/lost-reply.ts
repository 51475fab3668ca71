import type { Channel, Status } from './interaction.ts'
import { lostStates, type ReplyKind, type ReplyState, unfinished } from './reply.ts'

type Known = { id: string; kind: ReplyKind; state: ReplyState; createdAt: Date; dismissedAt: Date | null }

/** What it answers. */
type Item = { channel: Channel; status: Status }

/**
 * Whether an operator still has to decide about a reply that came to nothing, as far as is known. An answer given by other means
 * settles an answer that failed. It settles no message of a chat, no edit, and nothing that lost to that very answer: their words are
 * nowhere else, and nobody has been told. Those wait until they are put aside; in public also until a newer reply is on its way or has arrived.
 */
export function isUndecided(reply: Known, item: Item, replies: readonly Known[]): boolean {
  if (reply.dismissedAt !== null || !undecided.has(reply.state)) return false
  if (item.channel === 'chat') return true
  if (replies.some((other) => isNewer(other, reply) && lives.has(other.state))) return false
  if (reply.state === 'answered_elsewhere') return true

  switch (reply.kind) {
    case 'answer':
      return item.status === 'open'
    case 'edit':
      return true
    case 'rejection':
      return item.status !== 'responded'
  }
}

function isNewer(one: Known, other: Known): boolean {
  const apart = one.createdAt.getTime() - other.createdAt.getTime()
  return apart > 0 || (apart === 0 && one.id > other.id)
}

const undecided: ReadonlySet<ReplyState> = new Set(lostStates)

const lives: ReadonlySet<ReplyState> = new Set([...unfinished, 'confirmed'])
