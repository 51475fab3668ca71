import { type Draft, database } from './database.ts'
import { tellOtherTabs } from './other-tabs.ts'

export type { Draft }

export async function readDraft(interactionId: string): Promise<Draft | undefined> {
  return (await database()).get('drafts', interactionId)
}

export async function listDrafts(): Promise<Draft[]> {
  return (await database()).getAll('drafts')
}

/** Nothing typed and nothing chosen is no draft. */
export async function keepDraft(draft: Draft): Promise<void> {
  const db = await database()
  const isNothing = draft.text.trim() === '' && (draft.files ?? []).length === 0
  await (isNothing ? db.delete('drafts', draft.interactionId) : db.put('drafts', draft))
  tellOtherTabs({ interactionId: draft.interactionId, sent: null })
}
