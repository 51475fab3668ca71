import {
  AddNoteDocument,
  type AddNoteInput,
  type AddNoteMutation,
  DeleteNoteDocument,
  type DeleteNoteMutation,
} from '#generated/graphql.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** Notes something for the team. The same key again is the same note. */
export async function addNote(input: AddNoteInput): Promise<Outcome<AddNoteMutation['addNote']>> {
  const { data, error } = await client.value.mutation(AddNoteDocument, { input }).toPromise()
  return outcomeOf(data?.addNote, error)
}

export async function deleteNote(noteId: string): Promise<Outcome<DeleteNoteMutation['deleteNote']>> {
  const { data, error } = await client.value.mutation(DeleteNoteDocument, { input: { noteId } }).toPromise()
  return outcomeOf(data?.deleteNote, error)
}
