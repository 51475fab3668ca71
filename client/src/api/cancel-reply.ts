import { CancelReplyDocument, type CancelReplyMutation } from '#generated/graphql.ts'
import { tellChanged } from './changed.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** Takes back a reply that has not left the server yet. */
export async function cancelReply(replyId: string): Promise<Outcome<CancelReplyMutation['cancelReply']>> {
  const { data, error } = await client.value.mutation(CancelReplyDocument, { input: { replyId } }).toPromise()

  const outcome = outcomeOf(data?.cancelReply, error)
  if (outcome.kind === 'accepted') tellChanged(outcome.answer.interaction)
  return outcome
}
