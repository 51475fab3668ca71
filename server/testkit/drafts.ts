import { ahead } from '#domain/draft.ts'
import { claimDrafts, writeDraft } from '#processing/write-draft.ts'
import { type Asker, read } from './ask.ts'
import { type GivenSeller, givenSeller } from './given.ts'
import type { TestApp } from './start-app.ts'

/** A seller whose drafts the model of the story writes. */
export async function writtenForByModel(app: TestApp): Promise<GivenSeller> {
  const seller = await givenSeller(app)
  await setsDrafts(app, seller, { llmProvider: 'custom', llmModel: 'test-model' })
  return seller
}

/** Says how the seller's drafts are written. Returns the answer. */
export async function setsDrafts(app: TestApp, asker: Asker, input: object): Promise<object> {
  const query = `mutation ($input: SetDraftSettingsInput!) {
    setDraftSettings(input: $input) {
      __typename ... on BadInput { field } ... on NotAllowed { needs }
      ... on SetDraftSettingsSuccess { seller { draftSettings { llmEnabled llmProvider llmModel keyMask } } }
    }
  }`
  return (await read<{ setDraftSettings: object }>(app, asker, query, { input })).setDraftSettings
}

/** Whoever's turn it is gets a draft: those that somebody waits for, or the others, at their pace. */
export async function writesAll(app: TestApp, line: 'askedDrafts' | 'draftsAhead' = 'askedDrafts'): Promise<void> {
  let turns = await claimDrafts(app.deps, line, 50)
  while (turns.length > 0) {
    for (const turn of turns) await writeDraft(app.deps, turn)
    if (line === 'draftsAhead') app.clock.advance(ahead.apartMs)
    turns = await claimDrafts(app.deps, line, 50)
  }
}
