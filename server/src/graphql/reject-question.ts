import { rejectQuestion } from '#actions/reject-question.ts'
import { BadInput, Conflict, NotFound, WritingBlocked } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { idOf } from './ids.ts'
import { replyResult, undoDescription } from './reply-result.ts'

const RejectQuestionSuccess = replyResult('RejectQuestionSuccess', 'The rejection is kept and will be sent.')

const RejectQuestionInput = builder.inputType('RejectQuestionInput', {
  description: 'A question to be rejected.',
  fields: (t) => ({
    interactionId: t.id({ required: true, description: 'The question.' }),
    key: t.string({
      required: true,
      description: 'Made once for this rejection by the sender, a UUID. The same key again rejects nothing twice.',
    }),
    replaces: t.id({
      description:
        'A rejection of the same question that came to nothing and in whose place this one goes; it is put aside together with it.',
    }),
    undoSeconds: t.int({ description: undoDescription }),
  }),
})

builder.mutationField('rejectQuestion', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: RejectQuestionSuccess,
    description:
      'Rejects a question: it does not appear on the product’s page, for good. It can be taken back until it leaves; the journal keeps who asked for it.',
    errors: { types: [BadInput, NotFound, Conflict, WritingBlocked] },
    args: { input: t.arg({ type: RejectQuestionInput, required: true, description: 'The question.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        rejectQuestion(deps, viewer, {
          interactionId: idOf('Interaction', input.interactionId),
          key: input.key,
          replaces: input.replaces == null ? null : idOf('Reply', input.replaces),
          undoSeconds: input.undoSeconds ?? null,
        }),
      ),
  }),
)
