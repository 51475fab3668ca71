import { addNote } from '#actions/add-note.ts'
import { deleteNote } from '#actions/delete-note.ts'
import { BadInput, Conflict, NotFound } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { interactionById } from './found.ts'
import { encodeId, idDescription, idOf } from './ids.ts'
import { Interaction, Note, User } from './refs.ts'

Note.implement({
  description: 'What somebody of the team noted about an item. Only the team sees it; it is never sent.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({ description: idDescription, resolve: ({ id }) => encodeId('Note', id) }),
    text: t.exposeString('text', { description: 'What was noted.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When.' }),
    author: t.field({
      type: User,
      nullable: true,
      description: 'Who wrote it; null for people who no longer work here.',
      resolve: ({ createdBy }, _args, { load }) => (createdBy === null ? null : load.user(createdBy)),
    }),
  }),
})

type Changed = { interactionId: string }

const AddNoteSuccess = builder.objectRef<Changed>('AddNoteSuccess').implement({
  description: 'The note is kept.',
  fields: (t) => ({
    interaction: t.field({
      type: Interaction,
      description: 'The item with its notes.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
  }),
})

const DeleteNoteSuccess = builder.objectRef<Changed>('DeleteNoteSuccess').implement({
  description: 'The note is gone.',
  fields: (t) => ({
    interaction: t.field({
      type: Interaction,
      description: 'The item with the notes that are left.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
  }),
})

const AddNoteInput = builder.inputType('AddNoteInput', {
  description: 'Something to be noted.',
  fields: (t) => ({
    interactionId: t.id({ required: true, description: 'What it is about.' }),
    text: t.string({ required: true, description: 'The note, 1 to 2000 characters.' }),
    key: t.string({
      required: true,
      description: 'Made once for this note by the sender, a UUID. The same key again is the same note.',
    }),
  }),
})

const DeleteNoteInput = builder.inputType('DeleteNoteInput', {
  description: 'A note to be deleted.',
  fields: (t) => ({ noteId: t.id({ required: true, description: 'The note.' }) }),
})

builder.mutationField('addNote', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: AddNoteSuccess,
    description: 'Notes something about an item for the team.',
    errors: { types: [BadInput, NotFound, Conflict] },
    args: { input: t.arg({ type: AddNoteInput, required: true, description: 'The note.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        addNote(deps, viewer, {
          interactionId: idOf('Interaction', input.interactionId),
          text: input.text,
          key: input.key,
        }),
      ),
  }),
)

builder.mutationField('deleteNote', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: DeleteNoteSuccess,
    description: 'Deletes a note for good.',
    errors: { types: [NotFound] },
    args: { input: t.arg({ type: DeleteNoteInput, required: true, description: 'The note.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) => deleteNote(deps, viewer, { noteId: idOf('Note', input.noteId) })),
  }),
)
