import { RestartReplyDocument, type RestartReplyMutation } from '#generated/graphql.ts'
import { tellChanged } from './changed.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** Sends a reply that was given up as it is: only one that surely did not reach the marketplace. */
export async function restartReply(replyId: string): Promise<Outcome<RestartReplyMutation['restartReply']>> {
  const { data, error } = await client.value.mutation(RestartReplyDocument, { input: { replyId } }).toPromise()

  const outcome = outcomeOf(data?.restartReply, error)
  if (outcome.kind === 'accepted') tellChanged(outcome.answer.interaction)
  return outcome
}
