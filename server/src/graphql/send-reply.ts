import { cancelReply } from '#actions/cancel-reply.ts'
import { dismissReply } from '#actions/dismiss-reply.ts'
import { sendReply } from '#actions/send-reply.ts'
import {
  BadInput,
  BuyerWroteMeanwhile,
  Conflict,
  FilesRefused,
  GuardrailBlocked,
  NotConnected,
  NotFound,
  ReplyTooLong,
  WritingBlocked,
} from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { idOf } from './ids.ts'
import { replyInput, replyResult, undoDescription } from './reply-result.ts'

const SendReplySuccess = replyResult('SendReplySuccess', 'The reply is kept and will be sent.')

const CancelReplySuccess = replyResult('CancelReplySuccess', 'The reply was taken back and will not be sent.')

const DismissReplySuccess = replyResult(
  'DismissReplySuccess',
  'The reply is no longer shown as something to decide about.',
)

const SendReplyInput = builder.inputType('SendReplyInput', {
  description: 'A reply to be sent.',
  fields: (t) => ({
    interactionId: t.id({ required: true, description: 'What is answered.' }),
    text: t.string({
      required: true,
      description: 'The exact text, 2 to 5000 characters in public, 1 to 1000 in chats; may be empty with files.',
    }),
    key: t.string({
      required: true,
      description: 'Made once for this reply by the sender, a UUID. The same key again gives the same reply.',
    }),
    replaces: t.id({
      description:
        'A reply to the same item that came to nothing and in whose place this one goes; it is put aside together with it.',
    }),
    undoSeconds: t.int({ description: undoDescription }),
    templateId: t.id({
      description: 'The template it was written with; its use is counted. One that is gone is no obstacle.',
    }),
    draftId: t.id({
      description:
        'The draft that was before the operator, if any: her words are compared with it. One that is gone is no obstacle.',
    }),
    seenAt: t.field({
      type: 'DateTime',
      description:
        '`occurredAt` of the chat as it was seen when the reply was written. If the buyer has written since (`BuyerWroteMeanwhile`), or somebody else has answered (`Conflict`, `ALREADY_ANSWERED`), nothing is queued; without it the reply goes as it is. For replies that wait on a device; no meaning outside chats.',
    }),
    attachmentIds: t.idList({
      description:
        'Files that go with a message of a chat, in this order: ids that `POST /files/chat` answered with, or of files of a reply that did not reach the buyer.',
    }),
  }),
})

const DismissReplyInput = replyInput('DismissReplyInput', 'A reply to be put aside.')

const CancelReplyInput = replyInput('CancelReplyInput', 'A reply to be taken back.')

builder.mutationField('sendReply', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: SendReplySuccess,
    description:
      'Keeps a reply and sends it when the time to take it back is over. It is sent at most once, however often this is called with its key.',
    errors: {
      types: [
        BadInput,
        ReplyTooLong,
        NotFound,
        Conflict,
        WritingBlocked,
        NotConnected,
        FilesRefused,
        GuardrailBlocked,
        BuyerWroteMeanwhile,
      ],
    },
    args: { input: t.arg({ type: SendReplyInput, required: true, description: 'The reply.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        sendReply(deps, viewer, {
          interactionId: idOf('Interaction', input.interactionId),
          text: input.text,
          key: input.key,
          replaces: input.replaces == null ? null : idOf('Reply', input.replaces),
          undoSeconds: input.undoSeconds ?? null,
          templateId: input.templateId == null ? null : idOf('ReplyTemplate', input.templateId),
          draftId: input.draftId == null ? null : idOf('Draft', input.draftId),
          seenAt: input.seenAt ?? null,
          files: (input.attachmentIds ?? []).map((id) => idOf('ReplyFile', id)),
        }),
      ),
  }),
)

builder.mutationField('cancelReply', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: CancelReplySuccess,
    description: 'Takes a reply back that has surely not left yet.',
    errors: { types: [NotFound, Conflict] },
    args: { input: t.arg({ type: CancelReplyInput, required: true, description: 'The reply.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        cancelReply(deps, viewer, { replyId: idOf('Reply', input.replyId) }),
      ),
  }),
)

builder.mutationField('dismissReply', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: DismissReplySuccess,
    description:
      'Puts a reply aside that came to nothing: its words are no longer shown in the conversation. Changes nothing elsewhere.',
    errors: { types: [NotFound, Conflict] },
    args: { input: t.arg({ type: DismissReplyInput, required: true, description: 'The reply.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        dismissReply(deps, viewer, { replyId: idOf('Reply', input.replyId) }),
      ),
  }),
)
