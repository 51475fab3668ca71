import { reopenInteraction } from '#actions/reopen-interaction.ts'
import { Conflict, NotFound } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { interactionById } from './found.ts'
import { idOf } from './ids.ts'
import { Interaction } from './refs.ts'

const ReopenInteractionSuccess = builder.objectRef<{ interactionId: string }>('ReopenInteractionSuccess').implement({
  description: 'The item waits for an answer again.',
  fields: (t) => ({
    interaction: t.field({
      type: Interaction,
      description: 'The item as it is now.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
  }),
})

const ReopenInteractionInput = builder.inputType('ReopenInteractionInput', {
  description: 'An item to be brought back to work.',
  fields: (t) => ({ interactionId: t.id({ required: true, description: 'The item.' }) }),
})

builder.mutationField('reopenInteraction', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: ReopenInteractionSuccess,
    description: 'Brings a closed item back to work; a question that was rejected stays closed for good.',
    errors: { types: [NotFound, Conflict] },
    args: { input: t.arg({ type: ReopenInteractionInput, required: true, description: 'The item.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        reopenInteraction(deps, viewer, { interactionId: idOf('Interaction', input.interactionId) }),
      ),
  }),
)
