import { restartReply } from '#actions/restart-reply.ts'
import { Conflict, NotConnected, NotFound, WritingBlocked } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { interactionById, replyById } from './found.ts'
import { idOf } from './ids.ts'
import { Interaction, Reply } from './refs.ts'
import type { ReplyResult } from './reply.ts'

const RestartReplySuccess = builder.objectRef<ReplyResult>('RestartReplySuccess').implement({
  description: 'The reply is in the line again.',
  fields: (t) => ({
    reply: t.field({
      type: Reply,
      description: 'The reply.',
      resolve: async ({ replyId }, _args, context) => await replyById(context, replyId),
    }),
    interaction: t.field({
      type: Interaction,
      description: 'What it answers, as it is now.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
  }),
})

const RestartReplyInput = builder.inputType('RestartReplyInput', {
  description: 'A reply to be started again.',
  fields: (t) => ({ replyId: t.id({ required: true, description: 'The reply.' }) }),
})

builder.mutationField('restartReply', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: RestartReplySuccess,
    description:
      'Sends a reply that was given up as it is, from the first try on. Only one that surely did not reach the marketplace (`canRestart`).',
    errors: { types: [NotFound, Conflict, WritingBlocked, NotConnected] },
    args: { input: t.arg({ type: RestartReplyInput, required: true, description: 'The reply.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        restartReply(deps, viewer, { replyId: idOf('Reply', input.replyId) }),
      ),
  }),
)
