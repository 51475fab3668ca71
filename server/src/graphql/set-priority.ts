import { setPriority } from '#actions/set-priority.ts'
import { Conflict, NotFound } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { interactionById } from './found.ts'
import { idOf } from './ids.ts'
import { Priority } from './interaction-words.ts'
import { Interaction } from './refs.ts'

const SetPrioritySuccess = builder.objectRef<{ interactionId: string }>('SetPrioritySuccess').implement({
  description: 'The item has the priority.',
  fields: (t) => ({
    interaction: t.field({
      type: Interaction,
      description: 'The item as it is now.',
      resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
    }),
  }),
})

const SetPriorityInput = builder.inputType('SetPriorityInput', {
  description: 'A priority chosen by an operator.',
  fields: (t) => ({
    interactionId: t.id({ required: true, description: 'The item.' }),
    priority: t.field({ type: Priority, description: 'The priority; null gives the item back to the rules.' }),
  }),
})

builder.mutationField('setPriority', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: SetPrioritySuccess,
    description:
      'Sets the priority of an item that waits for an answer. No rule changes it until the item is answered or given back to the rules.',
    errors: { types: [NotFound, Conflict] },
    args: { input: t.arg({ type: SetPriorityInput, required: true, description: 'The item and the priority.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        setPriority(deps, viewer, {
          interactionId: idOf('Interaction', input.interactionId),
          priority: input.priority ?? null,
        }),
      ),
  }),
)
