import type { ReplyState } from './reply.ts'
import { between, SECOND } from './time.ts'

/**
 * Whether a message of the seller's came the way ours go. It may be one of ours even if no reply of ours could be found in it: the marketplace
 * may have changed its words. Others come this way too, from other programs with a key of the shop (WB contract §13.4).
 */
export function mayBeOurs({ source }: { source: string | null }): boolean {
  return source === null || source === 'seller-public-api'
}

/** A message of ours that has not been seen in its chat yet. */
type Awaited = {
  state: ReplyState
  /** When the marketplace added it to the chat, by its own clock, as it said in its answer to the call; null where it did not. */
  addedAt: Date | null
}

/**
 * Of replies with the same words, oldest first, the one whose message came back. The marketplace's own time tells within five seconds.
 * Else what it said it took has a message for certain, what is being sent will have one, and of the others nobody knows. Among equals the
 * one whose time does not speak against it, then the oldest (WB contract §13.4).
 */
export function likeliest<Reply extends Awaited>(replies: readonly Reply[], sentAt: Date): Reply | undefined {
  const near = nearest(replies, sentAt)
  if (near) return near
  const byCertainty = mayComeBack.map((state) => replies.filter((reply) => reply.state === state))
  return byCertainty.flatMap((equal) => [...equal.filter(({ addedAt }) => addedAt === null), ...equal]).at(0)
}

function nearest<Reply extends Awaited>(replies: readonly Reply[], sentAt: Date): Reply | undefined {
  const distance = ({ addedAt }: Reply) => (addedAt ? Math.abs(between(addedAt, sentAt)) : Number.POSITIVE_INFINITY)
  return replies
    .filter((reply) => distance(reply) <= clocksDiffer)
    .toSorted((one, other) => distance(one) - distance(other))[0]
}

const clocksDiffer = 5 * SECOND

/** What may stand in its chat unseen; the surest first. What the marketplace turned away and what has not been called out cannot. */
export const mayComeBack: readonly ReplyState[] = ['accepted', 'sending', 'unknown', 'needs_attention']
