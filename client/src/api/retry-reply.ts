import { RetryReplyDocument, type RetryReplyMutation } from '#generated/graphql.ts'
import { tellChanged } from './changed.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** Has the next try of a reply made at once that waits for the network. */
export async function retryReply(replyId: string): Promise<Outcome<RetryReplyMutation['retryReply']>> {
  const { data, error } = await client.value.mutation(RetryReplyDocument, { input: { replyId } }).toPromise()

  const outcome = outcomeOf(data?.retryReply, error)
  if (outcome.kind === 'accepted') tellChanged(outcome.answer.interaction)
  return outcome
}
