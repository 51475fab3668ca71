import { DismissReplyDocument, type DismissReplyMutation } from '#generated/graphql.ts'
import { tellChanged } from './changed.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** Puts a reply aside that came to nothing, so that nobody has to decide about it any more. */
export async function dismissReply(replyId: string): Promise<Outcome<DismissReplyMutation['dismissReply']>> {
  const { data, error } = await client.value.mutation(DismissReplyDocument, { input: { replyId } }).toPromise()

  const outcome = outcomeOf(data?.dismissReply, error)
  if (outcome.kind === 'accepted') tellChanged(outcome.answer.interaction)
  return outcome
}
