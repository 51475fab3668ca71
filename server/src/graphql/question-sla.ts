import type { QuestionSlaRow } from '#storage/question-sla.ts'
import { builder } from './builder.ts'

/** What is told where no question waits. */
export const noQuestions: QuestionSlaRow = {
  openTotal: 0,
  withSlaTotal: 0,
  overdueTotal: 0,
  dueSoonTotal: 0,
  oldestOverdueMinutes: null,
}

export const QuestionSla = builder.objectRef<QuestionSlaRow>('QuestionSla').implement({
  description: 'How the questions that wait stand towards their deadlines now.',
  fields: (t) => ({
    openTotal: t.exposeInt('openTotal', { description: 'Questions that wait for an answer.' }),
    withSlaTotal: t.exposeInt('withSlaTotal', { description: 'Those of them that have a deadline.' }),
    overdueTotal: t.exposeInt('overdueTotal', { description: 'Those whose deadline is over.' }),
    dueSoonTotal: t.exposeInt('dueSoonTotal', {
      description: 'Those whose deadline is within the hour, the deadline itself included.',
    }),
    oldestOverdueMinutes: t.exposeInt('oldestOverdueMinutes', {
      nullable: true,
      description: 'Whole minutes since the earliest deadline that is over; null where none is.',
    }),
  }),
})
