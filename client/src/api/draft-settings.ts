import {
  DraftSettingsDocument,
  SetDraftSettingsDocument,
  type SetDraftSettingsInput,
  type SetDraftSettingsMutation,
} from '#generated/graphql.ts'
import { client } from './client.ts'
import { askFreshly } from './freshly.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** Changes how drafts are written; whoever follows the settings hears of it. */
export async function setDraftSettings(
  input: SetDraftSettingsInput,
): Promise<Outcome<SetDraftSettingsMutation['setDraftSettings']>> {
  const { data, error } = await client.value.mutation(SetDraftSettingsDocument, { input }).toPromise()
  return outcomeOf(data?.setDraftSettings, error)
}

/** Asks how drafts are written; whoever follows it hears of the answer. */
export async function readDraftSettings(sellerId: string): Promise<void> {
  await askFreshly(DraftSettingsDocument, { sellerId })
}
