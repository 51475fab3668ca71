import {
  CloseInteractionDocument,
  type CloseInteractionMutation,
  type CloseReason,
  ReopenInteractionDocument,
  type ReopenInteractionMutation,
} from '#generated/graphql.ts'
import { tellChanged } from './changed.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

export async function closeInteraction(
  interactionId: string,
  reason: CloseReason,
): Promise<Outcome<CloseInteractionMutation['closeInteraction']>> {
  const { data, error } = await client.value
    .mutation(CloseInteractionDocument, { input: { interactionId, reason } })
    .toPromise()

  const outcome = outcomeOf(data?.closeInteraction, error)
  if (outcome.kind === 'accepted') tellChanged(outcome.answer.interaction)
  return outcome
}

export async function reopenInteraction(
  interactionId: string,
): Promise<Outcome<ReopenInteractionMutation['reopenInteraction']>> {
  const { data, error } = await client.value
    .mutation(ReopenInteractionDocument, { input: { interactionId } })
    .toPromise()

  const outcome = outcomeOf(data?.reopenInteraction, error)
  if (outcome.kind === 'accepted') tellChanged(outcome.answer.interaction)
  return outcome
}
