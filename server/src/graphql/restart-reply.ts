import { restartReply } from '#actions/restart-reply.ts'
import { BadInput, BuyerWroteMeanwhile, Conflict, NotConnected, NotFound, WritingBlocked } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { idOf } from './ids.ts'
import { replyResult, undoDescription } from './reply-result.ts'

const RestartReplySuccess = replyResult('RestartReplySuccess', 'The reply is in the line again.')

const RestartReplyInput = builder.inputType('RestartReplyInput', {
  description: 'A reply to be started again.',
  fields: (t) => ({
    replyId: t.id({ required: true, description: 'The reply.' }),
    seenAt: t.field({
      type: 'DateTime',
      description:
        'When the chat was last read. If the buyer has written since (`BuyerWroteMeanwhile`), or somebody else has answered (`Conflict`, `ALREADY_ANSWERED`), nothing is queued; without it the reply goes as it is. No meaning outside chats.',
    }),
    undoSeconds: t.int({ description: undoDescription }),
  }),
})

builder.mutationField('restartReply', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: RestartReplySuccess,
    description:
      'Sends a reply that was given up as it is, from the first try on. Only one that surely did not reach the marketplace (`canRestart`).',
    errors: { types: [BadInput, NotFound, Conflict, WritingBlocked, NotConnected, BuyerWroteMeanwhile] },
    args: { input: t.arg({ type: RestartReplyInput, required: true, description: 'The reply.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        restartReply(deps, viewer, {
          replyId: idOf('Reply', input.replyId),
          seenAt: input.seenAt ?? null,
          undoSeconds: input.undoSeconds ?? null,
        }),
      ),
  }),
)
