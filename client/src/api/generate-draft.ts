import {
  CancelDraftDocument,
  type CancelDraftMutation,
  DraftWhyDocument,
  type DraftWhyQuery,
  GenerateDraftDocument,
  type GenerateDraftMutation,
  ShowDraftDocument,
} from '#generated/graphql.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** Asks for a draft; the feed tells when it is there. `force`: another one, even if nothing has changed. */
export async function generateDraft(
  interactionId: string,
  { force }: { force: boolean },
): Promise<Outcome<GenerateDraftMutation['generateDraft']>> {
  const { data, error } = await client.value
    .mutation(GenerateDraftDocument, { input: { interactionId, force } })
    .toPromise()
  return outcomeOf(data?.generateDraft, error)
}

/** Waits for it no longer. */
export async function cancelDraft(interactionId: string): Promise<Outcome<CancelDraftMutation['cancelDraft']>> {
  const { data, error } = await client.value.mutation(CancelDraftDocument, { input: { interactionId } }).toPromise()
  return outcomeOf(data?.cancelDraft, error)
}

/** Says that the operator has it before her. If that does not get through, nothing is lost but a figure. */
export async function showDraft(draftId: string): Promise<void> {
  await client.value.mutation(ShowDraftDocument, { input: { draftId } }).toPromise()
}

export type DraftWhy = NonNullable<NonNullable<DraftWhyQuery['interaction']>['draft']>

/** What the draft of an item is based on; null when that cannot be found out now. */
export async function readDraftWhy(interactionId: string): Promise<DraftWhy | null> {
  const { data } = await client.value.query(DraftWhyDocument, { id: interactionId }).toPromise()
  return data?.interaction?.draft ?? null
}
