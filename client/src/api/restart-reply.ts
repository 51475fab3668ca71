import { RestartReplyDocument, type RestartReplyMutation } from '#generated/graphql.ts'
import { tellChanged } from './changed.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/**
 * Sends a reply that was given up as it is: only one that surely did not reach the marketplace, and to a chat only if the buyer has
 * written nothing after it. It can be taken back as long as a new one; null: as the server has it.
 */
export async function restartReply(
  reply: { id: string; createdAt: string },
  undoSeconds: number | null,
): Promise<Outcome<RestartReplyMutation['restartReply']>> {
  const input = { replyId: reply.id, seenAt: reply.createdAt, undoSeconds }
  const { data, error } = await client.value.mutation(RestartReplyDocument, { input }).toPromise()

  const outcome = outcomeOf(data?.restartReply, error)
  if (outcome.kind === 'accepted') tellChanged(outcome.answer.interaction)
  return outcome
}
