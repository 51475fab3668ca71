import type { Db } from './db.ts'

/** What somebody of the team has noted about an item. */
export type NoteRow = {
  id: string
  interactionId: string
  text: string
  createdBy: string | null
  createdAt: Date
}

/** What was noted about these interactions, the newest first. */
export async function notesOf(db: Db, sellerIds: string[], interactionIds: string[]): Promise<Map<string, NoteRow[]>> {
  const notes = new Map<string, NoteRow[]>(interactionIds.map((id) => [id, []]))
  const rows = await db.query<NoteRow>(notesStatement, [sellerIds, interactionIds])
  for (const row of rows) notes.get(row.interactionId)?.push(row)
  return notes
}

/** These notes, as far as they belong to these sellers. */
export async function notesByIds(db: Db, sellerIds: string[], ids: string[]): Promise<Map<string, NoteRow>> {
  const rows = await db.query<NoteRow>(notesByIdsStatement, [sellerIds, ids])
  return new Map(rows.map((row) => [row.id, row]))
}

const columns = 'id, interaction_id AS "interactionId", text, created_by AS "createdBy", created_at AS "createdAt"'

const notesStatement = {
  name: 'notes_of',
  text: `
    SELECT ${columns} FROM interaction_note
    WHERE interaction_id = ANY($2::uuid[]) AND seller_id = ANY($1::uuid[]) ORDER BY created_at DESC, id DESC`,
}

const notesByIdsStatement = {
  name: 'notes_by_ids',
  text: `SELECT ${columns} FROM interaction_note WHERE id = ANY($2::uuid[]) AND seller_id = ANY($1::uuid[])`,
}
