import { resetSlaTargets, setSlaTarget } from '#actions/set-sla-target.ts'
import { BadInput, NotAllowed, NotFound } from '#domain/errors.ts'
import type { targetsOf } from '#domain/sla-targets.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { sellerById } from './found.ts'
import { Channel, Intent, Priority } from './interaction-words.ts'
import { onlySellerOr } from './own-seller.ts'
import { Seller } from './refs.ts'

type Target = ReturnType<typeof targetsOf>[number]

export const SlaTarget = builder.objectRef<Target>('SlaTarget').implement({
  description: 'What an intent of a channel starts from: its priority and the minutes until the first answer is due.',
  fields: (t) => ({
    channel: t.field({ type: Channel, description: 'Where the buyer wrote.', resolve: ({ usual }) => usual.channel }),
    intent: t.field({ type: Intent, description: 'What the buyer wants.', resolve: ({ usual }) => usual.intent }),
    priority: t.field({
      type: Priority,
      description: 'The priority that counts for this seller.',
      resolve: ({ usual, own }) => own?.priority ?? usual.priority,
    }),
    minutes: t.int({
      description: 'Minutes that count for this seller.',
      resolve: ({ usual, own }) => own?.minutes ?? usual.minutes,
    }),
    usualPriority: t.field({
      type: Priority,
      description: 'The priority without the seller’s own.',
      resolve: ({ usual }) => usual.priority,
    }),
    usualMinutes: t.int({ description: 'Minutes without the seller’s own.', resolve: ({ usual }) => usual.minutes }),
    isOwn: t.boolean({ description: 'Whether the seller set anything here.', resolve: ({ own }) => own !== null }),
  }),
})

const SetSlaTargetSuccess = builder.objectRef<{ sellerId: string }>('SetSlaTargetSuccess').implement({
  description: 'The figure counts; what waits is being judged anew.',
  fields: (t) => ({
    seller: t.field({
      type: Seller,
      description: 'The seller as it is now.',
      resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
    }),
  }),
})

const SetSlaTargetInput = builder.inputType('SetSlaTargetInput', {
  description: 'A figure of the seller’s own.',
  fields: (t) => ({
    sellerId: t.id({ description: 'The seller; may be absent when the viewer has exactly one.' }),
    channel: t.field({ type: Channel, required: true, description: 'Where the buyer wrote.' }),
    intent: t.field({ type: Intent, required: true, description: 'What the buyer wants.' }),
    priority: t.field({
      type: Priority,
      description: 'The priority to start from; null or absent keeps the usual one.',
    }),
    minutes: t.int({ description: 'Minutes, 1 to 10080; null or absent keeps the usual ones.' }),
  }),
})

builder.mutationField('setSlaTarget', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: SetSlaTargetSuccess,
    description:
      'Sets priority and minutes of an intent in a channel for this seller; owners only. What waits is judged anew.',
    errors: { types: [BadInput, NotAllowed, NotFound] },
    args: { input: t.arg({ type: SetSlaTargetInput, required: true, description: 'The figure.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        setSlaTarget(deps, viewer, {
          sellerId: onlySellerOr(input.sellerId ?? null, viewer),
          channel: input.channel,
          intent: input.intent,
          priority: input.priority ?? null,
          minutes: input.minutes ?? null,
        }),
      ),
  }),
)

const ResetSlaTargetsSuccess = builder.objectRef<{ sellerId: string }>('ResetSlaTargetsSuccess').implement({
  description: 'The usual figures count again; what waits is being judged anew.',
  fields: (t) => ({
    seller: t.field({
      type: Seller,
      description: 'The seller as it is now.',
      resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
    }),
  }),
})

const ResetSlaTargetsInput = builder.inputType('ResetSlaTargetsInput', {
  description: 'Whose figures go.',
  fields: (t) => ({
    sellerId: t.id({ description: 'The seller; may be absent when the viewer has exactly one.' }),
    channel: t.field({ type: Channel, description: 'Only those of this channel; all when absent.' }),
  }),
})

builder.mutationField('resetSlaTargets', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: ResetSlaTargetsSuccess,
    description: 'Goes back to the usual priorities and minutes; owners only. What waits is judged anew.',
    errors: { types: [NotAllowed, NotFound] },
    args: { input: t.arg({ type: ResetSlaTargetsInput, required: true, description: 'Whose figures go.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        resetSlaTargets(deps, viewer, {
          sellerId: onlySellerOr(input.sellerId ?? null, viewer),
          channel: input.channel ?? null,
        }),
      ),
  }),
)
