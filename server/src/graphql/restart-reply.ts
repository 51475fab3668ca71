import { restartReply } from '#actions/restart-reply.ts'
import { Conflict, NotConnected, NotFound, WritingBlocked } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { idOf } from './ids.ts'
import { replyInput, replyResult } from './reply-result.ts'

const RestartReplySuccess = replyResult('RestartReplySuccess', 'The reply is in the line again.')

const RestartReplyInput = replyInput('RestartReplyInput', 'A reply to be started again.')

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
