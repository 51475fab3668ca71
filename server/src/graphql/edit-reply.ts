import { editReply } from '#actions/edit-reply.ts'
import { BadInput, Conflict, EditBlocked, GuardrailBlocked, NotFound, ReplyTooLong } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { interactionById, replyById } from './found.ts'
import { idOf } from './ids.ts'
import { Interaction, Reply } from './refs.ts'
import type { ReplyResult } from './reply.ts'

const EditReplySuccess = builder.objectRef<ReplyResult>('EditReplySuccess').implement({
  description: 'The edit is kept and will be sent.',
  fields: (t) => ({
    reply: t.field({
      type: Reply,
      description: 'The edit, on its way like any reply.',
      resolve: async ({ replyId }, _args, context) => await replyById(context, replyId),
    }),
    interaction: t.field({
      type: Interaction,
      description: 'The item as it is now.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
  }),
})

const EditReplyInput = builder.inputType('EditReplyInput', {
  description: 'The new text of an answer.',
  fields: (t) => ({
    interactionId: t.id({ required: true, description: 'The review or question whose answer is edited.' }),
    text: t.string({ required: true, description: 'The exact text, 2 to 5000 characters.' }),
    key: t.string({
      required: true,
      description: 'Made once for this edit by the sender, a UUID. The same key again gives the same edit.',
    }),
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
        }),
      ),
  }),
)
