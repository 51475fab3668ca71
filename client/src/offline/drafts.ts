import { type Draft, database } from './database.ts'
import { tellOtherTabs } from './other-tabs.ts'

export type { Draft }

export async function readDraft(userId: string, interactionId: string): Promise<Draft | undefined> {
  return (await database()).get('drafts', [userId, interactionId])
}

export async function listDrafts(userId: string): Promise<Draft[]> {
  return (await (await database()).getAll('drafts')).filter((draft) => draft.userId === userId)
}

/** Nothing typed and nothing chosen is no draft. Where files are not spoken of, those that were chosen stay. */
export async function keepDraft(draft: Draft): Promise<void> {
  const { userId, interactionId } = draft
  const tx = (await database()).transaction('drafts', 'readwrite')
  const files = draft.files ?? (await tx.store.get([userId, interactionId]))?.files ?? []
  const isNothing = draft.text.trim() === '' && files.length === 0
  await Promise.all([isNothing ? tx.store.delete([userId, interactionId]) : tx.store.put({ ...draft, files }), tx.done])
  tellOtherTabs({ userId, interactionId, sent: null })
}
