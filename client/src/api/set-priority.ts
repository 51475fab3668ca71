import { type Priority, SetPriorityDocument, type SetPriorityMutation } from '#generated/graphql.ts'
import { tellChanged } from './changed.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** Sets a priority by hand; null gives the item back to the rules. */
export async function setPriority(
  interactionId: string,
  priority: Priority | null,
): Promise<Outcome<SetPriorityMutation['setPriority']>> {
  const { data, error } = await client.value
    .mutation(SetPriorityDocument, { input: { interactionId, priority } })
    .toPromise()

  const outcome = outcomeOf(data?.setPriority, error)
  if (outcome.kind === 'accepted') tellChanged(outcome.answer.interaction)
  return outcome
}
