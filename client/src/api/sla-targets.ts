import {
  ResetSlaTargetsDocument,
  type ResetSlaTargetsMutation,
  type SellerSlaTargetsFragment,
  SetSlaTargetDocument,
  type SetSlaTargetInput,
  type SetSlaTargetMutation,
} from '#generated/graphql.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

export type SlaTarget = SellerSlaTargetsFragment['slaTargets'][number]

/** Sets what a topic of a channel starts from; what is null is as usual. */
export async function setSlaTarget(input: SetSlaTargetInput): Promise<Outcome<SetSlaTargetMutation['setSlaTarget']>> {
  const { data, error } = await client.value.mutation(SetSlaTargetDocument, { input }).toPromise()
  return outcomeOf(data?.setSlaTarget, error)
}

/** Everything is as usual again. */
export async function resetSlaTargets(sellerId: string): Promise<Outcome<ResetSlaTargetsMutation['resetSlaTargets']>> {
  const { data, error } = await client.value.mutation(ResetSlaTargetsDocument, { input: { sellerId } }).toPromise()
  return outcomeOf(data?.resetSlaTargets, error)
}
