import type { Call } from './call.ts'
import { Refused } from './errors.ts'
import { mayBeEdited, standing, submitted } from './moderation.ts'
import { type Done, envelope, having, type Reply } from './replies.ts'
import type { StoredQuestion } from './seller.ts'

type Act =
  | { kind: 'view'; id: string; viewed: boolean }
  | { kind: 'answer'; id: string; text: string }
  | { kind: 'reject'; id: string; text: string }

/** Four acts in one method. WB tells an answer from an edit by what it has stored, not by what it was sent. */
export function patchQuestion(call: Call): Reply {
  const fields = parsed(call.body)
  // A number as the id has been seen to succeed without effect.
  if (typeof fields.id === 'number') return reported({ effect: 'ignored', subject: String(fields.id) })

  const act = readAct(fields)
  const stored = call.seller.questions.find(act.id)
  if (!stored) throw new Refused('reviews', 404, 'Не найден отзыв')
  return perform(call, stored, act)
}

function perform(call: Call, stored: StoredQuestion, act: Act): Reply {
  if (act.kind === 'view') return view(stored, act.viewed)
  if (call.knobs.silentNoApply) return reported({ effect: 'ignored', subject: act.id, text: act.text })

  const kind = nextKind(stored, act.kind, call.now)
  stored.answers.push(submitted(kind, act.text, call.knobs, call.now, call.seller.random))
  stored.question.wasViewed = true
  call.seller.questions.touch(act.id)
  return reported({ effect: 'applied', subject: act.id, text: act.text })
}

function nextKind({ answers }: StoredQuestion, wish: 'answer' | 'reject', now: number) {
  if (!standing(answers, now)) return wish === 'answer' ? 'answer' : 'rejection'
  if (wish === 'answer' && mayBeEdited(answers, now)) return 'edit'
  throw new Refused('reviews', 422, 'Не удалось отредактировать вопрос')
}

function view({ question }: StoredQuestion, viewed: boolean): Reply {
  const effect = question.wasViewed === viewed ? 'ignored' : 'applied'
  question.wasViewed = viewed
  return reported({ effect, subject: question.id })
}

function readAct({ id, wasViewed, answer, state }: Record<string, unknown>): Act {
  if (typeof id !== 'string' || id === '') throw wrong()
  if (wasViewed !== undefined && (answer !== undefined || state !== undefined)) throw wrong()
  if (typeof wasViewed === 'boolean') return { kind: 'view', id, viewed: wasViewed }

  if (answer === undefined && state === undefined) throw wrong()
  if (state === undefined || state === '') throw wrong('Empty state in request')
  if (state !== 'wbRu' && state !== 'none') throw wrong(`Unknown state in request: ${String(state)}`)
  return { kind: state === 'wbRu' ? 'answer' : 'reject', id, text: readText(answer) }
}

function readText(answer: unknown): string {
  const text = answer !== null && typeof answer === 'object' && 'text' in answer ? answer.text : undefined
  if (typeof text !== 'string') throw wrong()
  const length = [...text.trim()].length
  if (length < 2 || length > 5000) throw wrong()
  return text.trim()
}

function parsed(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (value !== null && typeof value === 'object') return { ...value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw wrong()
}

const reported = (done: Done) => having(done, envelope(null))

const wrong = (detail = 'Something went wrong') => new Refused('reviews', 400, detail)
