import { closeInteraction } from '#actions/close-interaction.ts'
import { BadInput, Conflict, NotFound } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { interactionById } from './found.ts'
import { idOf } from './ids.ts'
import { CloseReason } from './interaction-words.ts'
import { Interaction } from './refs.ts'

const CloseInteractionSuccess = builder.objectRef<{ interactionId: string }>('CloseInteractionSuccess').implement({
  description: 'The item is closed.',
  fields: (t) => ({
    interaction: t.field({
      type: Interaction,
      description: 'The item as it is now.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
  }),
})

const CloseInteractionInput = builder.inputType('CloseInteractionInput', {
  description: 'An item to be closed without an answer.',
  fields: (t) => ({
    interactionId: t.id({ required: true, description: 'The item.' }),
    reason: t.field({ type: CloseReason, defaultValue: 'manual', description: 'MANUAL or SPAM.' }),
  }),
})

builder.mutationField('closeInteraction', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: CloseInteractionSuccess,
    description: 'Closes an item that needs no answer. Closing twice is closing once.',
    errors: { types: [NotFound, Conflict, BadInput] },
    args: { input: t.arg({ type: CloseInteractionInput, required: true, description: 'The item and why.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        closeInteraction(deps, viewer, {
          interactionId: idOf('Interaction', input.interactionId),
          reason: input.reason ?? 'manual',
        }),
      ),
  }),
)
