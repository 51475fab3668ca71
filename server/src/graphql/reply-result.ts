import { builder } from './builder.ts'
import { interactionById, replyById } from './found.ts'
import { Interaction, Reply } from './refs.ts'

/** What a mutation about a reply gives back. */
export type ReplyResult = { replyId: string; interactionId: string }

/** The success of a mutation about a reply: the reply, and the item that it is about. */
export function replyResult(name: string, description: string) {
  return builder.objectRef<ReplyResult>(name).implement({
    description,
    fields: (t) => ({
      reply: t.field({
        type: Reply,
        description: 'The reply as it is now.',
        resolve: async ({ replyId }, _args, context) => await replyById(context, replyId),
      }),
      interaction: t.field({
        type: Interaction,
        description: 'The item as it is now.',
        resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
      }),
    }),
  })
}

/** The input of a mutation that names nothing but a reply. */
export function replyInput(name: string, description: string) {
  return builder.inputType(name, {
    description,
    fields: (t) => ({ replyId: t.id({ required: true, description: 'The reply.' }) }),
  })
}

/** Of every mutation that takes a reply for dispatch. */
export const undoDescription =
  'How many seconds it can be taken back, 0 to 20, as whoever sends it likes it; the time of this server when absent.'
