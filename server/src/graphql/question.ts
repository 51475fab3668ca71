import type { InteractionRow } from '#storage/interaction-row.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'

export const QuestionFacts = builder.objectRef<{ isWarned: boolean; isRejected: boolean }>('QuestionFacts').implement({
  description: 'What only questions have.',
  fields: (t) => ({
    isWarned: t.exposeBoolean('isWarned', { description: 'The marketplace marked the question as suspicious.' }),
    isRejected: t.exposeBoolean('isRejected', { description: 'The question was rejected by the seller.' }),
  }),
})

/** Null for anything but a question. */
export async function questionFactsOf({ id, channel, closeReason }: InteractionRow, _args: object, { load }: Context) {
  if (channel !== 'question') return null
  const extra = await load.extra(id)
  return { isWarned: extra?.isWarned === true, isRejected: closeReason === 'rejected' }
}
