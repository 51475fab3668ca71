import { cancelReply } from '#actions/cancel-reply.ts'
import { dismissReply } from '#actions/dismiss-reply.ts'
import { sendReply } from '#actions/send-reply.ts'
import {
  BadInput,
  Conflict,
  FilesRefused,
  GuardrailBlocked,
  NotConnected,
  NotFound,
  ReplyTooLong,
  WritingBlocked,
} from '#domain/errors.ts'
import { mayRestart } from '#domain/reply.ts'
import type { ReplyFile as StoredFile } from '#domain/reply-file.ts'
import type { UserRow } from '#storage/viewers.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { changing } from './context.ts'
import { interactionById, replyById } from './found.ts'
import { encodeId, idDescription, idOf } from './ids.ts'
import { Interaction, Reply, User } from './refs.ts'
import { knownWord, words } from './words.ts'

Reply.implement({
  description: 'A reply of ours on its way to the marketplace, and its receipt afterwards.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    // Not `builder.node`: its id is a promise, and a promise in each row of a list costs a sixth of the page.
    id: t.id({ description: idDescription, resolve: ({ id }) => encodeId('Reply', id) }),
    key: t.exposeString('key', { description: 'The key it was sent with.' }),
    text: t.exposeString('text', { description: 'The exact text; empty when there are only files.' }),
    files: t.expose('files', { type: [ReplyFile], description: 'The files that go with it, in their order.' }),
    lostFileCount: t.exposeInt('lostFileCount', {
      description: 'How many of the files did not reach the buyer although the message did, as far as is known.',
    }),
    kind: t.expose('kind', { type: ReplyKind, description: 'What it does.' }),
    state: t.expose('state', { type: ReplyState, description: 'Where it stands.' }),
    failure: t.field({
      type: ReplyFailure,
      nullable: true,
      description: 'What went wrong last; null when nothing did.',
      resolve: ({ lastError }) => (lastError === null ? null : knownWord(ReplyFailure.words, lastError, 'internal')),
    }),
    cancellableUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when it can be taken back; null once it has left.',
      resolve: ({ state, dueAt }) => (state === 'queued' || state === 'retry_wait' ? dueAt : null),
    }),
    nextAt: t.expose('dueAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the program will do the next thing for it: send, try again, look. Null when nothing is planned.',
    }),
    knownBy: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'By when it will be known whether the marketplace has it, if the marketplace can be read as usual. Null unless that is unknown.',
      resolve: ({ state, knownBy }) => (state === 'unknown' ? knownBy : null),
    }),
    canRestart: t.boolean({
      description: 'Whether `restartReply` can send it again as it is.',
      resolve: (reply) => reply.dismissedAt === null && mayRestart(reply),
    }),
    attempts: t.exposeInt('attempts', { description: 'How often the marketplace was called.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was taken from the operator.' }),
    sentAt: t.expose('sentAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Null until the marketplace was called.',
    }),
    acceptedAt: t.expose('acceptedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Null until the marketplace took it.',
    }),
    confirmedAt: t.expose('confirmedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Null until the marketplace showed it.',
    }),
    dismissedAt: t.expose('dismissedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When somebody put it aside after it had come to nothing, or sent another in its place; null until then.',
    }),
    author: t.field({
      type: User,
      nullable: true,
      description: 'Who wrote it; null for the program, and for people who no longer work here.',
      resolve: ({ createdBy }, _args, context) => (createdBy === null ? null : authorOf(createdBy, context)),
    }),
    interaction: t.field({
      type: Interaction,
      description: 'What it answers.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
  }),
})

/** Mostly it is whoever asks, and then nothing needs to be read. */
function authorOf(userId: string, { load, viewer }: Context): UserRow | Promise<UserRow | null> {
  if (viewer?.userId !== userId) return load.user(userId)
  return { id: userId, name: viewer.name, email: viewer.email }
}

const ReplyFile = builder.objectRef<StoredFile>('ReplyFile').implement({
  description: 'A file that goes with a message to a buyer.',
  fields: (t) => ({
    id: t.id({
      description: 'Opaque; names the file when it is sent again, as long as it is here.',
      resolve: ({ id }) => encodeId('ReplyFile', id),
    }),
    name: t.exposeString('name', { description: 'Its name, as the buyer reads it.' }),
    type: t.exposeString('type', { description: '`image/jpeg`, `image/png` or `application/pdf`, by its contents.' }),
    size: t.exposeInt('size', { description: 'Size in bytes.' }),
    isLost: t.boolean({
      description: 'Whether it is known that the message reached the buyer without it.',
      resolve: ({ lost }) => lost === true,
    }),
  }),
})

const ReplyKind = words('ReplyKind', 'What a reply does.', {
  answer: 'It answers the buyer.',
  edit: 'It changes the answer that stands there, which is possible once.',
  rejection: 'It hides a question from buyers, for good.',
})

const ReplyState = words('ReplyState', 'Where a reply stands. The last six are final.', {
  queued: 'Waits until the time to take it back is over.',
  sending: 'Is being sent.',
  retry_wait: 'Was surely not sent; will be tried again.',
  unknown: 'Nobody knows whether the marketplace has it; it is being looked for, not repeated.',
  needs_attention: 'It could not be found out; an operator must decide.',
  accepted: 'The marketplace took it and does not show it yet.',
  confirmed: 'The marketplace shows it.',
  failed: 'It did not get through.',
  moderation_rejected: 'The marketplace refused the text at once.',
  rejected: 'Moderation of the marketplace refused the text later.',
  cancelled: 'It was taken back before it left.',
  answered_elsewhere: 'Another answer was there first; this one was not sent.',
})

const ReplyFailure = words('ReplyFailure', 'What went wrong with a reply.', {
  auth: 'The marketplace does not accept the key.',
  scope: 'The key does not open this.',
  rate: 'The marketplace limits our pace.',
  moderation: 'The marketplace refuses the text.',
  not_found: 'The marketplace no longer has the item.',
  stale_sign: 'The marketplace gives no sign with which the chat can be written to.',
  network: 'The marketplace could not be reached.',
  conflict: 'There is an answer already.',
  not_editable: 'The marketplace takes no edit of this answer any more.',
  files: 'The marketplace refuses the files, or the message that they go with.',
  invalid: 'The marketplace did not understand the request.',
  marketplace: 'The marketplace is in trouble.',
  guardrail: 'The rules for replies changed while it waited, and its text breaks them now; nothing was sent.',
  internal: 'We are in trouble.',
})

/** What a mutation about a reply gives back. */
export type ReplyResult = { replyId: string; interactionId: string }

const SendReplySuccess = builder.objectRef<ReplyResult>('SendReplySuccess').implement({
  description: 'The reply is kept and will be sent.',
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

const CancelReplySuccess = builder.objectRef<ReplyResult>('CancelReplySuccess').implement({
  description: 'The reply was taken back and will not be sent.',
  fields: (t) => ({
    reply: t.field({
      type: Reply,
      description: 'The reply.',
      resolve: async ({ replyId }, _args, context) => await replyById(context, replyId),
    }),
    interaction: t.field({
      type: Interaction,
      description: 'What it would have answered, as it is now.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
  }),
})

const DismissReplySuccess = builder.objectRef<ReplyResult>('DismissReplySuccess').implement({
  description: 'The reply is no longer shown as something to decide about.',
  fields: (t) => ({
    reply: t.field({
      type: Reply,
      description: 'The reply.',
      resolve: async ({ replyId }, _args, context) => await replyById(context, replyId),
    }),
    interaction: t.field({
      type: Interaction,
      description: 'What it would have answered, as it is now.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
  }),
})

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
    templateId: t.id({
      description: 'The template it was written with; its use is counted. One that is gone is no obstacle.',
    }),
    draftId: t.id({
      description:
        'The draft that was before the operator, if any: her words are compared with it. One that is gone is no obstacle.',
    }),
    attachmentIds: t.idList({
      description:
        'Files that go with a message of a chat, in this order: ids that `POST /files/chat` answered with, or of files of a reply that did not reach the buyer.',
    }),
  }),
})

const DismissReplyInput = builder.inputType('DismissReplyInput', {
  description: 'A reply to be put aside.',
  fields: (t) => ({ replyId: t.id({ required: true, description: 'The reply.' }) }),
})

const CancelReplyInput = builder.inputType('CancelReplyInput', {
  description: 'A reply to be taken back.',
  fields: (t) => ({ replyId: t.id({ required: true, description: 'The reply.' }) }),
})

builder.mutationField('sendReply', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: SendReplySuccess,
    description:
      'Keeps a reply and sends it when the time to take it back is over. It is sent at most once, however often this is called with its key.',
    errors: {
      types: [BadInput, ReplyTooLong, NotFound, Conflict, WritingBlocked, NotConnected, FilesRefused, GuardrailBlocked],
    },
    args: { input: t.arg({ type: SendReplyInput, required: true, description: 'The reply.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        sendReply(deps, viewer, {
          interactionId: idOf('Interaction', input.interactionId),
          text: input.text,
          key: input.key,
          replaces: input.replaces == null ? null : idOf('Reply', input.replaces),
          templateId: input.templateId == null ? null : idOf('ReplyTemplate', input.templateId),
          draftId: input.draftId == null ? null : idOf('Draft', input.draftId),
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
