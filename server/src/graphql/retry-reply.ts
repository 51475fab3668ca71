import { retryReply } from '#actions/retry-reply.ts'
import { Conflict, NotFound } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { idOf } from './ids.ts'
import { replyInput, replyResult } from './reply-result.ts'

const RetryReplySuccess = replyResult('RetryReplySuccess', 'The next try is made now.')

const RetryReplyInput = replyInput('RetryReplyInput', 'A reply to be tried again at once.')

builder.mutationField('retryReply', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: RetryReplySuccess,
    description:
      'Makes the next try of a reply at once that was surely not sent and waits for the network: `RETRY_WAIT` with the failure `NETWORK`.',
    errors: { types: [NotFound, Conflict] },
    args: { input: t.arg({ type: RetryReplyInput, required: true, description: 'The reply.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        retryReply(deps, viewer, { replyId: idOf('Reply', input.replyId) }),
      ),
  }),
)
