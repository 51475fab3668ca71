import { lostStates } from './reply-chip.ts'

/** Who gave an answer, and when, as far as either is known. */
export type GivenAnswer = { inCabinet: boolean; name: string | null; at: string | null }

type Given = {
  source: string | null
  sentAt: string | null
  reply: { author: { id: string; name: string } | null } | null
}

type Said = Given & { author: string; reply: (Given['reply'] & { state: string }) | null }

export function givenAnswer({ source, sentAt, reply }: Given): GivenAnswer {
  return { inCabinet: source === 'WB_CABINET', name: reply?.author?.name ?? null, at: sentAt }
}

/**
 * The answer that a reply of this person was too late for: the newest of somebody else that has not come to nothing, or else of her own.
 * Null: there is none.
 */
export function newestAnswer(messages: readonly Said[], writerId: string | null): GivenAnswer | null {
  const answers = messages.filter(({ author, reply }) => author === 'SELLER' && !(reply && lostStates.has(reply.state)))
  const answer = answers.findLast(({ reply }) => !reply || reply.author?.id !== writerId) ?? answers.at(-1)
  return answer ? givenAnswer(answer) : null
}
