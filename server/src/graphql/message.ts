import { type Message as ConversationMessage, chatConversation, publicConversation } from '#domain/conversation.ts'
import { isUuid } from '#domain/uuid.ts'
import { sellerIdsOf } from '#domain/viewer.ts'
import { interactionOfMessage, newestMessages } from '#storage/card.ts'
import type { InteractionRow, ReplyRow } from '#storage/interaction-row.ts'
import { asInt } from './as-int.ts'
import { builder } from './builder.ts'
import type { Context, SignedInContext } from './context.ts'
import { encodeId, idDescription } from './ids.ts'
import { ReplySource } from './interaction-words.ts'
import { Message, Reply } from './refs.ts'
import { knownWord, words } from './words.ts'

Message.implement({
  description:
    'One line of a conversation. It keeps its id when a reply on its way turns into an answer that the marketplace shows.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    // Not `builder.node`: its id is a promise, one for each message.
    id: t.id({ description: idDescription, resolve: ({ key }) => encodeId('Message', key) }),
    author: t.expose('author', { type: MessageAuthor, description: 'Who said it.' }),
    text: t.exposeString('text', {
      nullable: true,
      description: 'As written; null when there are only attachments, or for a rating without words.',
    }),
    attachments: t.expose('attachments', { type: [Attachment], description: 'Pictures and files of a chat message.' }),
    sentAt: t.expose('sentAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Null where the marketplace does not tell (answers to reviews given elsewhere).',
    }),
    reply: t.expose('reply', {
      type: Reply,
      nullable: true,
      description: 'The reply of ours that this message shows; null for others’ messages.',
    }),
    source: t.expose('source', {
      type: ReplySource,
      nullable: true,
      description: 'Who answered; null for messages that are not the seller’s.',
    }),
  }),
})

const MessageAuthor = words('MessageAuthor', 'Who said something.', {
  buyer: 'The buyer.',
  seller: 'The seller, here or elsewhere.',
  system: 'The marketplace.',
})

const AttachmentKind = words('AttachmentKind', 'What is attached.', {
  image: 'A picture.',
  file: 'Any other file.',
  video: 'A video.',
})

const AttachmentState = words('AttachmentState', 'Whether a file can be had.', {
  available: 'It can be asked for.',
  pending: 'The marketplace is still checking it.',
  refused: 'The marketplace did not let it pass, for good.',
  gone: 'The marketplace has it no more.',
})

const Attachment = builder.objectRef<ConversationMessage<ReplyRow>['attachments'][number]>('Attachment').implement({
  description: 'A picture or a file sent with a message.',
  fields: (t) => ({
    kind: t.field({
      type: AttachmentKind,
      description: 'What it is.',
      resolve: ({ kind }) => knownWord(AttachmentKind.words, kind, 'file'),
    }),
    name: t.exposeString('name', { nullable: true, description: 'Name of the file, where told.' }),
    size: t.int({
      nullable: true,
      description: 'Size in bytes, where told in a number that `Int` can hold.',
      resolve: ({ size }) => asInt(size),
    }),
    url: t.string({
      nullable: true,
      description:
        'Where it can be seen: of a chat a path on this server, for those who may see the chat; null where there is no address.',
      resolve: ({ fileId, url }) => (fileId ? `/files/chat/${fileId}` : url),
    }),
    state: t.field({
      type: AttachmentState,
      description: 'What was last known of the file.',
      resolve: ({ state }) => knownWord(AttachmentState.words, state ?? 'available', 'available'),
    }),
  }),
})

/** The conversation of an interaction, oldest first. */
export async function messagesOf(
  interaction: InteractionRow,
  { load }: Context,
): Promise<ConversationMessage<ReplyRow>[]> {
  const { id, channel } = interaction
  if (channel === 'chat') {
    const [messages, replies] = await Promise.all([load.chatMessages(id), load.replies(id)])
    return chatConversation(messages ?? [], replies ?? []).slice(-newestMessages)
  }
  const [responses, replies] = await Promise.all([load.responses(id), load.replies(id)])
  return publicConversation(interaction, responses ?? [], replies ?? []).slice(-newestMessages)
}

/** A message by its key; null when the viewer may not see one. */
export async function findMessage(
  context: SignedInContext,
  key: string,
): Promise<ConversationMessage<ReplyRow> | null> {
  const interactionId = await ownerOf(context, key)
  const interaction = interactionId === null ? null : await context.load.interaction(interactionId)
  if (!interaction) return null
  const messages = await messagesOf(interaction, context)
  return messages.find((message) => message.key === key) ?? null
}

async function ownerOf({ deps, viewer, load }: SignedInContext, key: string): Promise<string | null> {
  const [table, id = ''] = key.split(':')
  if (!isUuid(id)) return null
  if (table === 'interaction') return id
  if (table === 'reply') return (await load.reply(id))?.interactionId ?? null
  if (table === 'response' || table === 'chat')
    return await interactionOfMessage(deps.db, sellerIdsOf(viewer), table, id)
  return null
}
