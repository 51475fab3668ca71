import { declineChat, escalate, withdrawEscalation } from '#actions/escalate.ts'
import { escalationStateOf } from '#domain/continuation.ts'
import { BadInput, NotFound } from '#domain/errors.ts'
import type { Continued, EscalationRow, LinkedCandidate } from '#storage/escalations.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { interactionById } from './found.ts'
import { idOf } from './ids.ts'
import { InteractionLink } from './link.ts'
import { Interaction, User } from './refs.ts'
import { words } from './words.ts'

const EscalationState = words(
  'EscalationState',
  'How it stands with a review or a question that is to go on in a chat.',
  {
    continued: 'It goes on in a chat.',
    waiting: 'It waits for the buyer to write in a chat.',
    expired: 'No buyer wrote about the product in fourteen days; what was proposed until then still is.',
  },
)

const ChatCandidate = builder.objectRef<LinkedCandidate>('ChatCandidate').implement({
  description: 'A chat in which a review or a question may go on.',
  fields: (t) => ({
    chat: t.field({
      type: Interaction,
      description: 'The chat.',
      resolve: async ({ chatId }, _args, context) => await interactionById(context, chatId),
    }),
    link: t.field({
      type: InteractionLink,
      nullable: true,
      description:
        'What speaks for it; null when only this does: its buyer wrote about the product after the waiting began.',
      resolve: async ({ linkId }, _args, { load }) => (linkId === null ? null : await load.link(linkId)),
    }),
  }),
})

export const Escalation = builder.objectRef<EscalationRow>('Escalation').implement({
  description: 'That a review or a question goes on in a chat, or waits for one: only the buyer can open it.',
  fields: (t) => ({
    state: t.field({
      type: EscalationState,
      description: 'How it stands.',
      resolve: (row, _args, { now }) => escalationStateOf(row, now),
    }),
    chat: t.field({
      type: Interaction,
      nullable: true,
      description: 'The chat that it goes on in; null while there is none.',
      resolve: async ({ chatId }, _args, { load }) => (chatId === null ? null : await load.interaction(chatId)),
    }),
    candidates: t.field({
      type: [ChatCandidate],
      complexity: { field: 5, multiplier: 5 },
      description:
        'Chats that may be the one it waits for, the likeliest first, at most five; none once it goes on in one.',
      resolve: async ({ interactionId, chatId }, _args, { load }) =>
        chatId === null ? ((await load.chatCandidates(interactionId)) ?? []) : [],
    }),
    waitsUntil: t.expose('waitsUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when chats about its product are proposed; null once it goes on in one.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why, in the words of whoever asked for it; null when nothing was said.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
    author: t.field({
      type: User,
      nullable: true,
      description: 'Who asked for it; null for people who no longer work here.',
      resolve: async ({ createdBy }, _args, { load }) => (createdBy === null ? null : await load.user(createdBy)),
    }),
  }),
})

export const ContinuedItem = builder.objectRef<Continued>('ContinuedItem').implement({
  description: 'A review or a question that goes on in a chat, or may.',
  fields: (t) => ({
    interaction: t.field({
      type: Interaction,
      description: 'The review or the question.',
      resolve: async ({ id }, _args, context) => await interactionById(context, id),
    }),
    isCertain: t.exposeBoolean('isCertain', {
      description: 'Whether it goes on here; otherwise it only waits for a chat about the same product.',
    }),
  }),
})

const EscalationOutcome = words('EscalationOutcome', 'What came of the wish to go on in a chat.', {
  continued: 'It goes on in a chat.',
  choose: 'Nothing has changed: an operator has to say which of the candidates it is.',
  waiting: 'There is no chat yet; it waits for the buyer’s.',
})

type Escalated = Awaited<ReturnType<typeof escalate>>

const EscalateSuccess = builder.objectRef<Escalated>('EscalateSuccess').implement({
  description: 'What came of it.',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: EscalationOutcome, description: 'What came of it.' }),
    candidates: t.field({
      type: [ChatCandidate],
      description: 'The chats to choose from; none where nothing is to be chosen.',
      resolve: async ({ interactionId, outcome }, _args, { load }) =>
        outcome === 'choose' ? ((await load.chatCandidates(interactionId)) ?? []) : [],
    }),
    interaction: t.field({
      type: Interaction,
      description: 'The item as it is now.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
  }),
})

const EscalateInput = builder.inputType('EscalateInput', {
  description: 'A review or a question that is to go on in a chat.',
  fields: (t) => ({
    interactionId: t.id({ required: true, description: 'The review or the question.' }),
    chatId: t.id({ description: 'The candidate that an operator chose.' }),
    isNoneOfThem: t.boolean({
      defaultValue: false,
      description: 'Whether an operator found that no candidate is the buyer’s: then it waits for another chat.',
    }),
    reason: t.string({ description: 'Why, at most 300 characters, for the team.' }),
  }),
})

builder.mutationField('escalate', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: EscalateSuccess,
    description:
      'Lets a review or a question go on in a chat. It goes on at once where an identifier leads to the chat; where there are only guesses an operator chooses; otherwise it waits for the buyer, who alone can open one. Nothing is sent.',
    errors: { types: [NotFound, BadInput] },
    args: { input: t.arg({ type: EscalateInput, required: true, description: 'What is to go on, and where.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        escalate(deps, viewer, {
          interactionId: idOf('Interaction', input.interactionId),
          choice: choiceIn(input.chatId ?? null, input.isNoneOfThem ?? false),
          reason: input.reason ?? null,
        }),
      ),
  }),
)

function choiceIn(chatId: string | null, isNoneOfThem: boolean): Parameters<typeof escalate>[2]['choice'] {
  if (chatId !== null) return { kind: 'chat', chatId: idOf('Interaction', chatId) }
  return { kind: isNoneOfThem ? 'none' : 'open' }
}

const DeclineChatSuccess = builder
  .objectRef<{ interactionId: string; chatId: string }>('DeclineChatSuccess')
  .implement({
    description: 'The chat is of another buyer, and proposed no more.',
    fields: (t) => ({
      interaction: t.field({
        type: Interaction,
        description: 'The review or the question as it is now.',
        resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
      }),
      chat: t.field({
        type: Interaction,
        nullable: true,
        description: 'The chat as it is now; null when there is none that the viewer may see.',
        resolve: async ({ chatId }, _args, { load }) => await load.interaction(chatId),
      }),
    }),
  })

const DeclineChatInput = builder.inputType('DeclineChatInput', {
  description: 'A chat that is not the one which a review or a question waits for.',
  fields: (t) => ({
    interactionId: t.id({ required: true, description: 'The review or the question.' }),
    chatId: t.id({ required: true, description: 'The chat of another buyer.' }),
  }),
})

builder.mutationField('declineChat', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: DeclineChatSuccess,
    description: 'Says that a chat is of another buyer than the item which waits for one. Twice is once.',
    errors: { types: [NotFound] },
    args: { input: t.arg({ type: DeclineChatInput, required: true, description: 'The item and the chat.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        declineChat(deps, viewer, {
          interactionId: idOf('Interaction', input.interactionId),
          chatId: idOf('Interaction', input.chatId),
        }),
      ),
  }),
)

const WithdrawEscalationSuccess = builder.objectRef<{ interactionId: string }>('WithdrawEscalationSuccess').implement({
  description: 'It goes on nowhere, and waits for no chat.',
  fields: (t) => ({
    interaction: t.field({
      type: Interaction,
      description: 'The item as it is now.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
  }),
})

const WithdrawEscalationInput = builder.inputType('WithdrawEscalationInput', {
  description: 'A review or a question that is no longer to go on in a chat.',
  fields: (t) => ({ interactionId: t.id({ required: true, description: 'The review or the question.' }) }),
})

builder.mutationField('withdrawEscalation', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: WithdrawEscalationSuccess,
    description: 'Takes back that an item goes on in a chat, or waits for one.',
    errors: { types: [NotFound] },
    args: { input: t.arg({ type: WithdrawEscalationInput, required: true, description: 'The item.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        withdrawEscalation(deps, viewer, { interactionId: idOf('Interaction', input.interactionId) }),
      ),
  }),
)
