import type { Shown } from '#domain/reply.ts'
import { knownBefore, type PreImage, preImageIn, type UnfinishedReply } from '#storage/replies.ts'
import type { StoredTarget } from '#storage/reply-targets.ts'

/** What a look at a review or question right before a call has shown. */
export type LookBefore = { lookedAt: Date; shown: Shown }

/**
 * What is known before a call (WB contract §13). A reply that has to wait for its turn keeps what it has seen, so that it does not look
 * again and again; a chat is not looked at by itself.
 */
export function preImageOf(
  { newestMessageAt }: Pick<StoredTarget, 'newestMessageAt'>,
  reply: UnfinishedReply,
  look: LookBefore | null,
): PreImage {
  return {
    newestMessageAt: newestMessageAt?.toISOString() ?? null,
    pressedOverAt: knownBefore(reply, 'pressedOverAt')?.toISOString() ?? null,
    ...(look ? seenIn(look) : seenBefore(reply)),
  }
}

type Seen = Omit<PreImage, 'newestMessageAt' | 'pressedOverAt'>

function seenIn({ lookedAt, shown: { answer, rejected } }: LookBefore): Seen {
  const kept = answer && { text: answer.text, state: answer.state, editable: answer.editable }
  return { lookedAt: lookedAt.toISOString(), answer: kept, seenOtherwiseAt: null, isHidden: rejected }
}

function seenBefore(reply: UnfinishedReply): Seen {
  const { answer = null, seenOtherwiseAt = null, isHidden = false } = preImageIn(reply)
  return { lookedAt: knownBefore(reply, 'lookedAt')?.toISOString() ?? null, answer, seenOtherwiseAt, isHidden }
}
