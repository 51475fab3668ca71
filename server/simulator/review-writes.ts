import type { Call } from './call.ts'
import { inUtc } from './clock.ts'
import { Refused } from './errors.ts'
import { mayBeEdited, standing, submitted } from './moderation.ts'
import { envelope, having, noContent, type Reply } from './replies.ts'
import type { StoredReview } from './seller.ts'

type Wanted = { id: string; text: string }

/** WB accepts an answer to any id and says 204; what cannot be answered is dropped without a word. */
export function answerReview(call: Call): Reply {
  const wanted = readWanted(call)
  if (!isFitLength(wanted.text)) throw new Refused('answer', 400, 'text length must be between 2 and 5000')

  const stored = findReview(call, wanted.id)
  if (!stored || call.knobs.silentNoApply) return ignored(wanted)
  if (standing(stored.answers, call.now)) return answerAgain(call, stored, wanted)
  return apply(call, stored, 'answer', wanted)
}

export function editReviewAnswer(call: Call): Reply {
  const wanted = readWanted(call)
  const stored = findReview(call, wanted.id)
  if (!stored || call.knobs.silentNoApply || !isFitLength(wanted.text)) return ignored(wanted)
  return editOnce(call, stored, wanted)
}

/** Money moves here, so it works once and only for a review that allows it. */
export function returnOrder(call: Call): Reply {
  const id = readReturnedId(call.body)
  const stored = findReview(call, id)
  if (!stored) throw new Refused('reviews', 400, 'Не удалось получить отзыв')
  if (stored.review.returnProductOrdersDate) {
    throw new Refused('reviews', 422, 'Не удалось выполнить запрос на возврат покупок')
  }
  if (!stored.review.isAbleReturnProductOrders) {
    throw new Refused('reviews', 422, 'Запрос на возврат покупок недоступен')
  }

  stored.review.isAbleReturnProductOrders = false
  stored.review.returnProductOrdersDate = inUtc(call.now)
  return having({ effect: 'applied', subject: id }, envelope(null))
}

function answerAgain(call: Call, stored: StoredReview, wanted: Wanted): Reply {
  switch (call.knobs.secondAnswer) {
    case 'ignore':
      return ignored(wanted)
    case 'edit':
      return editOnce(call, stored, wanted)
    case '422':
      throw new Refused('reviews', 422, 'Не удалось ответить на отзыв')
  }
}

// While the answer itself is still with the moderators there is nothing to edit.
function editOnce(call: Call, stored: StoredReview, wanted: Wanted): Reply {
  const answer = standing(stored.answers, call.now)
  if (!answer || call.now < answer.decidedAt || !mayBeEdited(stored.answers, call.now)) return ignored(wanted)
  return apply(call, stored, 'edit', wanted)
}

function apply(call: Call, stored: StoredReview, kind: 'answer' | 'edit', { id, text }: Wanted): Reply {
  stored.answers.push(submitted(kind, text, call.knobs, call.now, call.seller.random))
  call.seller.reviews.touch(id)
  return having({ effect: 'applied', subject: id, text }, noContent())
}

const ignored = ({ id, text }: Wanted) => having({ effect: 'ignored', subject: id, text }, noContent())

const findReview = ({ seller }: Call, id: string) => seller.reviews.find(id)

function readWanted({ headers, body }: Call): Wanted {
  const type = headers['content-type']
  if (!type) throw new Refused('answer', 400, 'content-type header not specified')
  if (!/^[\w.+-]+\/[\w.+-]+/.test(type)) {
    throw new Refused('answer', 400, `content-type is not a valid mime-type: ${type}`)
  }
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Refused('answer', 400, `not a json content-type: ${type}`)

  const wanted = parsed(body)
  if (typeof wanted.id !== 'string' || typeof wanted.text !== 'string') throw badSyntax()
  return { id: wanted.id, text: wanted.text.trim() }
}

function parsed(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (value !== null && typeof value === 'object') return { ...value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw badSyntax()
}

function readReturnedId(body: Buffer): string {
  let id: unknown
  try {
    id = JSON.parse(body.toString('utf8'))?.feedbackId
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refused('reviews', 400, 'failed to decode JSON request.')
    throw error
  }
  if (typeof id !== 'string' || id === '') throw new Refused('reviews', 400, 'Неправильный id в запросе')
  return id
}

/** Characters, not code units: an emoji counts once. */
const isFitLength = (text: string) => [...text].length >= 2 && [...text].length <= 5000

const badSyntax = () => new Refused('answer', 400, 'Неверный синтаксис JSON')
