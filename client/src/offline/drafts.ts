import { type Draft, database } from './database.ts'
import { tellOtherTabs } from './other-tabs.ts'

export type { Draft }

export async function readDraft(interactionId: string): Promise<Draft | undefined> {
  return (await database()).get('drafts', interactionId)
}

export async function listDrafts(): Promise<Draft[]> {
  return (await database()).getAll('drafts')
}

/** Nothing typed and nothing chosen is no draft. Where files are not spoken of, those that were chosen stay. */
export async function keepDraft(draft: Draft): Promise<void> {
  const tx = (await database()).transaction('drafts', 'readwrite')
  const files = draft.files ?? (await tx.store.get(draft.interactionId))?.files ?? []
  const isNothing = draft.text.trim() === '' && files.length === 0
  await Promise.all([isNothing ? tx.store.delete(draft.interactionId) : tx.store.put({ ...draft, files }), tx.done])
  tellOtherTabs({ interactionId: draft.interactionId, sent: null })
}
