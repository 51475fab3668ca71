import { DAY, inUtc } from './clock.ts'
import type { Knobs } from './knobs.ts'
import type { QuestionAnswer, ReviewAnswer } from './model.ts'
import { between, chance, type Random } from './random.ts'
import type { StoredAnswer } from './seller.ts'

const EDITABLE_FOR = 60 * DAY

/** Decides at once what will happen to an answer and when; reads learn of it as the clock goes. */
export function submitted(
  kind: StoredAnswer['kind'],
  text: string,
  knobs: Knobs,
  now: number,
  random: Random,
): StoredAnswer {
  const thinking = knobs.moderationMs * between(random, 0.75, 1.25)
  const refused = chance(random) < knobs.moderationRejects && mayBeRefused(kind, knobs)
  const visibleAt = now + knobs.readLagMs
  return {
    kind,
    text,
    sentAt: now,
    visibleAt,
    decidedAt: kind === 'rejection' ? visibleAt : Math.max(visibleAt, Math.round(now + thinking)),
    verdict: refused ? knobs.rejectedAs : 'wbRu',
    locked: false,
  }
}

function mayBeRefused(kind: StoredAnswer['kind'], { moderationRejectsEdits }: Knobs): boolean {
  return kind === 'answer' || (kind === 'edit' && moderationRejectsEdits)
}

/** The answer that stands, whether reads show it yet or not. What moderation refused does not stand. */
export function standing(answers: StoredAnswer[], now: number): StoredAnswer | undefined {
  const latest = answers.findLast(({ kind }) => kind !== 'edit')
  return latest && isRefused(latest, now) ? undefined : latest
}

/** One edit, within 60 days. */
export function mayBeEdited(answers: StoredAnswer[], now: number): boolean {
  const answer = standing(answers, now)
  if (!answer || answer.kind === 'rejection' || answer.locked) return false
  return now - answer.sentAt <= EDITABLE_FOR && answers.at(-1)?.kind !== 'edit'
}

/** A review's answer is shown from the start, with the state of its moderation. */
export function reviewAnswer(answers: StoredAnswer[], now: number): ReviewAnswer | null {
  const { answer, edit } = seenBy(answers, (one) => now >= one.visibleAt)
  if (!answer) return null

  const state = now < answer.decidedAt ? 'reviewRequired' : answer.verdict
  return {
    text: edit && now >= edit.decidedAt && edit.verdict === 'wbRu' ? edit.text : answer.text,
    state,
    editable: state === 'wbRu' && !edit && !answer.locked && now - answer.sentAt <= EDITABLE_FOR,
  }
}

/** A question's answer is shown only when moderation has let it through; a refused one never appears. */
export function questionAnswer(answers: StoredAnswer[], now: number): { state: string; answer: QuestionAnswer | null } {
  const published = (one: StoredAnswer) => now >= one.decidedAt && !isRefused(one, now)
  const { answer, edit } = seenBy(answers, published)
  if (!answer) return { state: 'suppliersPortalSynch', answer: null }

  const edited = answers.at(-1)?.kind === 'edit'
  return {
    state: answer.kind === 'rejection' ? 'none' : 'wbRu',
    answer: {
      text: edit?.text ?? answer.text,
      editable: answer.kind === 'answer' && !edited && !answer.locked && now - answer.sentAt <= EDITABLE_FOR,
      createDate: inUtc(answer.sentAt),
    },
  }
}

export function isRefusedState(state: string): boolean {
  return state.startsWith('rejected')
}

const isRefused = (answer: StoredAnswer, now: number) => now >= answer.decidedAt && isRefusedState(answer.verdict)

function seenBy(answers: StoredAnswer[], isSeen: (answer: StoredAnswer) => boolean) {
  const from = answers.findLastIndex((one) => one.kind !== 'edit' && isSeen(one))
  const edit = answers.slice(from + 1).find((one) => one.kind === 'edit' && isSeen(one))
  return { answer: answers[from], edit: from === -1 ? undefined : edit }
}
