import { editReply } from '#actions/edit-reply.ts'
import { BadInput, Conflict, EditBlocked, GuardrailBlocked, NotFound, ReplyTooLong } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { idOf } from './ids.ts'
import { replyResult, undoDescription } from './reply-result.ts'

const EditReplySuccess = replyResult('EditReplySuccess', 'The edit is kept and will be sent.')

const EditReplyInput = builder.inputType('EditReplyInput', {
  description: 'The new text of an answer.',
  fields: (t) => ({
    interactionId: t.id({ required: true, description: 'The review or question whose answer is edited.' }),
    text: t.string({ required: true, description: 'The exact text, 2 to 5000 characters.' }),
    key: t.string({
      required: true,
      description: 'Made once for this edit by the sender, a UUID. The same key again gives the same edit.',
    }),
    replaces: t.id({
      description:
        'An edit of the same answer that came to nothing and in whose place this one goes; it is put aside together with it.',
    }),
    undoSeconds: t.int({ description: undoDescription }),
  }),
})

builder.mutationField('editReply', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: EditReplySuccess,
    description:
      'Edits the answer to a review or question: once, within 60 days, and only while the marketplace allows it. It can be taken back until it leaves.',
    errors: { types: [BadInput, ReplyTooLong, NotFound, Conflict, EditBlocked, GuardrailBlocked] },
    args: { input: t.arg({ type: EditReplyInput, required: true, description: 'The edit.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        editReply(deps, viewer, {
          interactionId: idOf('Interaction', input.interactionId),
          text: input.text,
          key: input.key,
          replaces: input.replaces == null ? null : idOf('Reply', input.replaces),
          undoSeconds: input.undoSeconds ?? null,
        }),
      ),
  }),
)
