import {
  DeclineChatDocument,
  type DeclineChatMutation,
  EscalateDocument,
  type EscalateInput,
  type EscalateMutation,
  WithdrawEscalationDocument,
  type WithdrawEscalationMutation,
} from '#generated/graphql.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** Lets a review or a question go on in a chat, or wait for the buyer's. */
export async function escalate(input: EscalateInput): Promise<Outcome<EscalateMutation['escalate']>> {
  const { data, error } = await client.value.mutation(EscalateDocument, { input }).toPromise()
  return outcomeOf(data?.escalate, error)
}

/** Says that a chat is of another buyer than the item which waits for one. */
export async function declineChat(
  interactionId: string,
  chatId: string,
): Promise<Outcome<DeclineChatMutation['declineChat']>> {
  const { data, error } = await client.value
    .mutation(DeclineChatDocument, { input: { interactionId, chatId } })
    .toPromise()
  return outcomeOf(data?.declineChat, error)
}

/** Takes that back. */
export async function withdrawEscalation(
  interactionId: string,
): Promise<Outcome<WithdrawEscalationMutation['withdrawEscalation']>> {
  const { data, error } = await client.value
    .mutation(WithdrawEscalationDocument, { input: { interactionId } })
    .toPromise()
  return outcomeOf(data?.withdrawEscalation, error)
}
