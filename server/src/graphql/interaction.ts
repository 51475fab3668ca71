import { isAwaited } from '#domain/continuation.ts'
import { draftBlockOf } from '#domain/draft.ts'
import { editBlockOf } from '#domain/editing.ts'
import { displayStatusOf } from '#domain/interaction.ts'
import { listLine } from '#domain/list-line.ts'
import { unfinished } from '#domain/reply.ts'
import { slaStateOf } from '#domain/sla.ts'
import { writingBlockOf } from '#domain/writing.ts'
import { type InteractionRow, lastReplyOf } from '#storage/interaction-row.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { CustomerProfile } from './customer-profile.ts'
import { EditBlock, ReplyBlock } from './errors.ts'
import { ContinuedItem, Escalation } from './escalation.ts'
import { findInteraction, sellerById } from './found.ts'
import { HistoryStep } from './history.ts'
import { encodeId, idDescription } from './ids.ts'
import {
  Channel,
  CloseReason,
  DisplayStatus,
  EscalationReason,
  Intent,
  InteractionStatus,
  Priority,
  PriorityReason,
  Sentiment,
  SlaState,
  Source,
  WbSyncState,
} from './interaction-words.ts'
import { InteractionLink } from './link.ts'
import { messagesOf } from './message.ts'
import { Product, productOf } from './product.ts'
import { ProductContext, productContextAround } from './product-context.ts'
import { QuestionFacts, questionFactsOf } from './question.ts'
import { Draft, Interaction, Message, Note, Reply, Seller } from './refs.ts'
import { ReviewFacts, reviewFactsOf } from './review.ts'
import { InteractionTimeline, timelineAround } from './timeline.ts'
import { knownWord } from './words.ts'

Interaction.implement({
  description: 'One review, question or chat: the record of what a buyer wants and of what became of it.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    // Not `builder.node`: its id is a promise, and a promise in each row of a list costs a sixth of the page.
    id: t.id({ description: idDescription, resolve: ({ id }) => encodeId('Interaction', id) }),
    seller: t.field({
      type: Seller,
      description: 'Whose it is.',
      resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
    }),
    marketplace: t.exposeString('marketplace', { description: 'Always `wb` today.' }),
    channel: t.expose('channel', { type: Channel, description: 'Where the buyer wrote.' }),
    externalId: t.exposeString('externalId', { description: 'The marketplace’s own id.' }),
    status: t.expose('status', { type: InteractionStatus, description: 'Whose turn it is.' }),
    displayStatus: t.field({
      type: DisplayStatus,
      description: 'The status as one word for people.',
      resolve: displayStatusOf,
    }),
    needsResponse: t.exposeBoolean('needsResponse', {
      description: 'Whether the seller owes the buyer an answer; true exactly when `status` is OPEN.',
    }),
    answeringSince: t.expose('answeringSince', {
      type: 'DateTime',
      nullable: true,
      description:
        'Since when a reply of ours is on its way to what had waited for it. Until the marketplace has taken it, the item keeps its priority, its deadline and its place among the unanswered, and counts in no number (ui §8.2). Null otherwise.',
    }),
    closeReason: t.expose('closeReason', {
      type: CloseReason,
      nullable: true,
      description: 'Why it is closed; null when it is not.',
    }),
    priority: t.expose('priority', { type: Priority, description: 'How urgent the answer is.' }),
    priorityReason: t.field({
      type: PriorityReason,
      nullable: true,
      description: 'Which rule set the priority; null when none did.',
      resolve: ({ priorityReason }) =>
        priorityReason === null ? null : knownWord(PriorityReason.words, priorityReason, 'other'),
    }),
    intent: t.field({
      type: Intent,
      nullable: true,
      description: 'What the buyer wants; null when nobody has looked yet.',
      resolve: ({ intent }) => (intent === null ? null : knownWord(Intent.words, intent, 'other')),
    }),
    sentiment: t.expose('sentiment', {
      type: Sentiment,
      nullable: true,
      description: 'How the buyer feels; null when nobody has looked yet.',
    }),
    needsEscalation: t.exposeBoolean('needsEscalation', {
      description: 'Whether a person must look before anything is answered.',
    }),
    escalationReason: t.field({
      type: EscalationReason,
      nullable: true,
      description: 'Why a person must look; null when nobody must.',
      resolve: ({ escalationReason }) =>
        escalationReason === null ? null : knownWord(EscalationReason.words, escalationReason, 'other'),
    }),
    similarProblemCount: t.int({
      nullable: true,
      description:
        'Of what is marked because many buyers complain of the same: how many have trouble with its product within the last seven days, this one among them. Null for everything else.',
      resolve: ({ id, escalationReason }, _args, { load }) =>
        escalationReason === 'mass_defect' ? load.similarProblems(id) : null,
    }),
    awaitsChat: t.boolean({
      description: 'Whether it waits for its buyer to write in a chat, so that it can go on there.',
      resolve: ({ awaitsChatUntil }, _args, { now }) => isAwaited(awaitsChatUntil, now),
    }),
    slaTargetMinutes: t.exposeInt('slaTargetMinutes', {
      nullable: true,
      description: 'Minutes allowed for the answer; null without a deadline.',
    }),
    slaDueAt: t.expose('slaDueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'By when the answer is due; null without a deadline.',
    }),
    slaState: t.field({
      type: SlaState,
      description: 'Where the deadline stands now.',
      resolve: (row, _args, { now }) => slaStateOf(row, now),
    }),
    firstResponseAt: t.expose('firstResponseAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the seller first answered; null while unknown.',
    }),
    closedAt: t.expose('closedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was closed; null when it is not.',
    }),
    source: t.expose('source', { type: Source, description: 'Where the data came from.' }),
    customerName: t.exposeString('customerName', {
      nullable: true,
      description: 'The buyer’s first name, where given.',
    }),
    orderId: t.exposeString('orderId', { nullable: true, description: 'The order, where the marketplace names it.' }),
    rating: t.exposeInt('rating', { nullable: true, description: 'Stars, 1 to 5; null except for reviews.' }),
    preview: t.string({
      description: 'One line for lists, at most 300 characters, personal data masked.',
      resolve: ({ text }) => listLine(text),
    }),
    previewIsOurs: t.boolean({
      description: 'Whether the last words of the preview are the seller’s.',
      // The text of a chat is its last message. Nothing is unread exactly when the seller spoke last, if anybody has spoken yet.
      resolve: ({ channel, unreadCount, hasSpoken, text }) =>
        channel === 'chat' && unreadCount === 0 && hasSpoken && text !== null,
    }),
    text: t.exposeString('text', {
      nullable: true,
      description: 'The buyer’s whole text; null for a rating without words. Of a chat, its last message.',
    }),
    photoCount: t.exposeInt('photoCount', { description: 'Pictures that came with a review.' }),
    unreadCount: t.exposeInt('unreadCount', {
      description: 'Messages of the buyer since the seller’s last one; 0 except for chats.',
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      description: 'When the buyer wrote; of a chat, when its last message was written.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When we first saw it.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it changed last.' }),
    version: t.exposeInt('version', { description: 'Grows with every change but those that the clock alone makes.' }),
    product: t.field({
      type: Product,
      nullable: true,
      description: 'What it is about; null where the marketplace does not tell.',
      resolve: productOf,
    }),
    review: t.field({
      type: ReviewFacts,
      nullable: true,
      description: 'Null except for reviews.',
      resolve: reviewFactsOf,
    }),
    question: t.field({
      type: QuestionFacts,
      nullable: true,
      description: 'Null except for questions.',
      resolve: questionFactsOf,
    }),
    wbSyncState: t.expose('wbSyncState', {
      type: WbSyncState,
      description: 'Our last reply as the marketplace shows it.',
    }),
    isAutoResponse: t.exposeBoolean('isAutoResponse', {
      description: 'Whether the last answer was given without an operator.',
    }),
    answerEditableUntil: t.expose('answerEditableUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when the answer may be edited; null when it may not.',
    }),
    editUsed: t.exposeBoolean('editUsed', { description: 'Whether the only edit is spent.' }),
    lastReply: t.field({
      type: Reply,
      nullable: true,
      description: 'The newest reply of ours, whatever became of it; null when there is none.',
      resolve: lastReplyOf,
    }),
    replies: t.field({
      type: [Reply],
      description: 'Replies of ours, newest first: the receipts. At most the newest 500.',
      resolve: async ({ id }, _args, { load }) => (await load.replies(id)) ?? [],
    }),
    messages: t.field({
      type: [Message],
      complexity: { field: 1, multiplier: 20 },
      description:
        'The conversation, oldest first: what the buyer wrote, what the seller answered, and replies on their way. At most the newest 500.',
      resolve: async (row, _args, context) => await messagesOf(row, context),
    }),
    draft: t.field({
      type: Draft,
      nullable: true,
      description:
        'A text proposed as an answer; null when there is none, when nobody waits for an answer, and where a person has to answer in her own words.',
      resolve: draftOf,
    }),
    draftAskedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when a draft that somebody asked for is being written; null when none is.',
      resolve: async ({ id }, _args, { load }) => (await load.drafting(id))?.askedAt ?? null,
    }),
    notes: t.field({
      type: [Note],
      complexity: { field: 1, multiplier: 10 },
      description: 'What the team has noted about it, the newest first. Never sent, and never told to a model.',
      resolve: async ({ id }, _args, { load }) => (await load.notes(id)) ?? [],
    }),
    history: t.field({
      type: [HistoryStep],
      complexity: { field: 5, multiplier: 10 },
      description:
        'How it came to stand as it does, the newest first, as far back as the journal goes: at most twenty steps.',
      resolve: async ({ id }, _args, { load }) => (await load.histories(id)) ?? [],
    }),
    links: t.field({
      type: [InteractionLink],
      complexity: { field: 5, multiplier: 5 },
      description:
        'Other items that have to do with this one, the surest first, at most five. What is less than 65 % sure, or was said to be wrong, is left out, and so is a guess for which nothing of the buyer’s own speaks.',
      resolve: async ({ id }, _args, { load }) => (await load.links(id))?.shown ?? [],
    }),
    hiddenLinks: t.field({
      type: [InteractionLink],
      complexity: { field: 1, multiplier: 20 },
      description:
        'Links that were said to be wrong, and that the card would show otherwise: the surest first, at most twenty. `judgeLink` with `NONE` brings one back.',
      resolve: async ({ id }, _args, { load }) => (await load.links(id))?.hidden ?? [],
    }),
    timeline: t.field({
      type: InteractionTimeline,
      complexity: ({ maxItems }) => ({ field: 10, multiplier: Math.min(Math.max(maxItems ?? 100, 1), 300) }),
      description: 'What happened around it, as far as it is certain: of the same order, buyer or product.',
      args: {
        maxItems: t.arg.int({
          defaultValue: 100,
          description: 'How many steps, 1 to 300; the nearest in time are kept.',
        }),
        windowDays: t.arg.int({
          defaultValue: 45,
          description: 'How many days apart items of one product may be, 1 to 180.',
        }),
      },
      resolve: async (row, { maxItems, windowDays }, context) =>
        await timelineAround(row, { maxItems: maxItems ?? 100, windowDays: windowDays ?? 45 }, context),
    }),
    customerProfile: t.field({
      type: CustomerProfile,
      nullable: true,
      complexity: { field: 5, multiplier: 1 },
      description: 'What is known of its buyer; null where the marketplace names none by a stable id.',
      resolve: async ({ id, isNamedCustomer }, _args, { load }) =>
        isNamedCustomer ? await load.customerProfile(id) : null,
    }),
    escalation: t.field({
      type: Escalation,
      nullable: true,
      description: 'Of a review or a question: that it goes on in a chat, or waits for one; null when neither.',
      resolve: async ({ id, channel }, _args, { load }) => (channel === 'chat' ? null : await load.escalation(id)),
    }),
    continues: t.field({
      type: [ContinuedItem],
      complexity: { field: 5, multiplier: 5 },
      description:
        'Of a chat: reviews and questions that go on here, and those that wait for a chat like it; at most ten.',
      resolve: async ({ id, channel }, _args, { load }) =>
        channel === 'chat' ? ((await load.continued(id)) ?? []) : [],
    }),
    productContext: t.field({
      type: ProductContext,
      nullable: true,
      complexity: { field: 5, multiplier: 1 },
      description: 'What buyers write about its product; null where the marketplace names none.',
      resolve: async (row, _args, context) => await productContextAround(row, context),
    }),
    replyBlocked: t.field({
      type: ReplyBlock,
      nullable: true,
      description: 'Null when an answer may be written; otherwise why not.',
      resolve: replyBlockOf,
    }),
    editBlocked: t.field({
      type: EditBlock,
      nullable: true,
      description: 'Null when the answer may be edited, which is possible once; otherwise why not.',
      resolve: (row, _args, { deps }) => editBlockIn(row, deps.clock.now()),
    }),
  }),
})

async function draftOf(row: InteractionRow, _args: unknown, { load }: Context) {
  return draftBlockOf(row) === null ? ((await load.drafting(row.id))?.draft ?? null) : null
}

function replyBlockOf(row: InteractionRow) {
  const { channel, status, closeReason, isRemoved } = row
  return writingBlockOf({
    channel,
    status,
    closeReason,
    isRemoved,
    hasUnfinishedReply: hasUnfinishedReply(row),
    key: keyOfSeller(row),
  })
}

function editBlockIn(row: InteractionRow, now: Date) {
  const { channel, status, isRemoved, editUsed, answerEditableUntil, lastReplySource } = row
  return editBlockOf(
    {
      channel,
      status,
      hasAnswer: lastReplySource !== null,
      isRemoved,
      hasUnfinishedReply: hasUnfinishedReply(row),
      editUsed,
      answerEditableUntil,
      key: keyOfSeller(row),
    },
    now,
  )
}

/** While a reply to a review or a question is unfinished no other is taken, so it is the newest. */
function hasUnfinishedReply({ replyId, replyState }: InteractionRow): boolean {
  return replyId !== null && unfinished.includes(replyState)
}

function keyOfSeller({ keyState, keyReadOnly, keyOpensFeedbacks, keyOpensChats }: InteractionRow) {
  return (
    keyState && {
      accepted: keyState === 'accepted',
      readOnly: keyReadOnly ?? false,
      opensFeedbacks: keyOpensFeedbacks ?? false,
      opensChats: keyOpensChats ?? false,
    }
  )
}

builder.queryField('interaction', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: Interaction,
    nullable: true,
    description: 'One review, question or chat. Null when there is none that the viewer may see.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: async (_root, { id }, context) => await findInteraction(context, id),
  }),
)
