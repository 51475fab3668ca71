import { isBeingRejected } from '#domain/interaction.ts'
import type { InteractionRow } from '#storage/interaction-row.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'

export const QuestionFacts = builder.objectRef<{ isWarned: boolean; isRejected: boolean }>('QuestionFacts').implement({
  description: 'What only questions have.',
  fields: (t) => ({
    isWarned: t.exposeBoolean('isWarned', { description: 'The marketplace marked the question as suspicious.' }),
    isRejected: t.exposeBoolean('isRejected', {
      description:
        'The seller has rejected the question and buyers do not see it; false while a rejection is on its way.',
    }),
  }),
})

/** Null for anything but a question. */
export async function questionFactsOf(row: InteractionRow, _args: object, { load }: Context) {
  if (row.channel !== 'question') return null
  const extra = await load.extra(row.id)
  return { isWarned: extra?.isWarned === true, isRejected: row.closeReason === 'rejected' && !isBeingRejected(row) }
}
