import { otherAnswer } from '#domain/other-answer.ts'
import { mayRestart } from '#domain/reply.ts'
import type { ReplyFile as StoredFile } from '#domain/reply-file.ts'
import type { ReplyRow } from '#storage/interaction-row.ts'
import type { UserRow } from '#storage/viewers.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { interactionById } from './found.ts'
import { encodeId, idDescription } from './ids.ts'
import { messagesOf } from './message.ts'
import { Interaction, Message, Reply, User } from './refs.ts'
import { ReplyFailure, ReplyKind, ReplyState } from './reply-words.ts'
import { knownWord } from './words.ts'

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
      description: 'What went wrong last, or what it waits for; null when nothing did.',
      resolve: ({ lastError }) => (lastError === null ? null : knownWord(ReplyFailure.words, lastError, 'internal')),
    }),
    cancellableUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Until when it surely can be taken back; null once it has left, and of one that waits for a key, however long that is.',
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
    moderatedAt: t.expose('moderatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the marketplace first showed it to be with its moderators; null if it never did.',
    }),
    confirmedAt: t.expose('confirmedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Null until the marketplace showed it.',
    }),
    failedAt: t.expose('failedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the marketplace refused it, or it was given up; null until then.',
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
    overtakenBy: t.field({
      type: Message,
      nullable: true,
      description:
        'Of a reply that another answer overtook: the newest answer that its writer has not given. Null for every other reply, and while that answer is not known.',
      resolve: async (reply, _args, context) =>
        reply.state === 'answered_elsewhere' ? await overtakerOf(reply, context) : null,
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

async function overtakerOf({ interactionId, createdBy }: ReplyRow, context: Context) {
  return otherAnswer(await messagesOf(await interactionById(context, interactionId), context), createdBy)
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
