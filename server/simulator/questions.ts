import type { Call } from './call.ts'
import { startOfMoscowDay } from './clock.ts'
import { dressed, listed } from './dress.ts'
import { Refused } from './errors.ts'
import { pageOf, readFilter, readPage, requireIsAnswered, selected } from './list-rules.ts'
import type { Question } from './model.ts'
import { questionAnswer } from './moderation.ts'
import { envelope } from './replies.ts'
import type { StoredQuestion } from './seller.ts'
import { firstFrom, type Kind } from './shelf.ts'

/** Only the first ten thousand of a filter can be reached; older ones by date. */
export function listQuestions(call: Call) {
  const filter = readFilter(call.query)
  const answered = requireIsAnswered(filter)
  const page = readPage(call.query, { take: 10_000, skip: 10_000, together: 10_000 })

  const rows = rowsOf(call)
  const row = selected(answered ? rows.processed : rows.open, filter, productOf)
  return envelope({
    countUnanswered: rows.open.length,
    countArchive: rows.processed.length,
    questions: listed(shown(call, pageOf(row, page)), call.knobs),
  })
}

export function countQuestions(call: Call) {
  const filter = readFilter(call.query)
  const rows = rowsOf(call)
  return envelope(selected((filter.isAnswered ?? true) ? rows.processed : rows.open, filter, productOf).length)
}

export function countUnansweredQuestions(call: Call) {
  const { open } = rowsOf(call)
  const before = firstFrom(open, startOfMoscowDay(call.now))
  return envelope({ countUnanswered: open.length, countUnansweredToday: open.length - before })
}

export function questionById(call: Call) {
  const id = call.query.get('id')
  if (id === null) throw new Refused('reviews', 400, 'Something went wrong')

  const stored = call.seller.questions.find(id)
  if (!stored) throw new Refused('reviews', 422, 'Невозможно получить вопрос по id')
  return envelope(onTheWire(questionAt(stored, call.now), call))
}

export function hasUnviewedQuestions({ seller }: Call): boolean {
  return seller.questions.all().some(({ question }) => !question.wasViewed)
}

/** A question as reads show it at this moment. */
export function questionAt({ question, answers }: StoredQuestion, now: number): Question {
  return { ...question, ...questionAnswer(answers, now) }
}

export const questionKind: Kind<StoredQuestion> = {
  idOf: ({ question }) => question.id,
  createdAt: ({ question }) => Date.parse(question.createdDate),
  isProcessed: ({ answers }, now) => questionAnswer(answers, now).state !== 'suppliersPortalSynch',
  turnsAt: ({ answers }) => answers.flatMap(({ visibleAt, decidedAt }) => [visibleAt, decidedAt]),
}

const rowsOf = (call: Call) => call.seller.questions.rows(listedAt(call))

/** Lists may be behind the readings by id (WB contract §6.2). */
const listedAt = ({ now, knobs }: Call) => now - knobs.listLagMs

const productOf = ({ question }: StoredQuestion) => question.productDetails

const shown = (call: Call, page: StoredQuestion[]) =>
  page.map((stored) => onTheWire(questionAt(stored, listedAt(call)), call))

const onTheWire = (question: Question, { knobs }: Call): Question => dressed(question, knobs)
