import type { Call } from './call.ts'
import { DAY, startOfMoscowDay } from './clock.ts'
import { dressed, listed } from './dress.ts'
import { Refused } from './errors.ts'
import { pageOf, readFilter, readPage, requireIsAnswered, selected } from './list-rules.ts'
import type { Review, ReviewAnswer } from './model.ts'
import { isRefusedState, reviewAnswer } from './moderation.ts'
import { envelope } from './replies.ts'
import type { StoredReview } from './seller.ts'
import { firstFrom, type Kind, merged, type Row } from './shelf.ts'

export function listReviews(call: Call) {
  const filter = readFilter(call.query)
  const processed = requireIsAnswered(filter)
  const page = readPage(call.query, { take: 5000, skip: 199_990 })

  const rows = rowsOf(call)
  const row = selected(processed ? rows.processed : openRow(call), filter, productOf)
  return envelope({
    countUnanswered: rows.open.length,
    countArchive: forgottenIn(rows, call.now).length + rows.processed.length,
    feedbacks: listed(shown(call, pageOf(row, page)), call.knobs),
  })
}

export function countReviews(call: Call) {
  const filter = readFilter(call.query)
  const processed = requireIsAnswered(filter)
  const rows = rowsOf(call)
  return envelope(selected(processed ? rows.processed : rows.open, filter, productOf).length)
}

export function countUnansweredReviews(call: Call) {
  const { open } = rowsOf(call)
  return envelope({
    countUnanswered: open.length,
    countUnansweredToday: open.length - firstFrom(open, startOfMoscowDay(call.now)),
    ...(call.knobs.valuation ? { valuation: '4.3' } : {}),
  })
}

export function reviewById(call: Call) {
  const id = call.query.get('id')
  if (id === null) throw new Refused('reviews', 400, 'Something went wrong')

  const stored = call.seller.reviews.find(id)
  if (!stored) throw new Refused('reviews', 422, 'Невозможно получить отзыв по id')
  return envelope(onTheWire(reviewAt(stored, call.now), call))
}

/** A month-old unanswered review is in the archive and among the unanswered ones at once. */
export function archivedReviews(call: Call) {
  const page = readPage(call.query, { take: 5000, skip: 199_990 })
  const filter = { ...readFilter(call.query), from: null, to: null }

  const { open, processed } = rowsOf(call)
  const row = selected(merged(forgottenIn({ open }, call.now), processed), filter, productOf)
  return envelope({ feedbacks: listed(shown(call, pageOf(row, page)), call.knobs) })
}

function forgottenIn({ open }: { open: Row<StoredReview> }, now: number): Row<StoredReview> {
  return open.slice(0, firstFrom(open, now - 30 * DAY + 1))
}

/** Whether the seller or a buyer has anything unviewed among the reviews. */
export function hasUnviewedReviews({ seller }: Call): boolean {
  return seller.reviews.all().some(({ review }) => !review.wasViewed)
}

/** A review as reads show it at this moment. */
export function reviewAt({ review, answers }: StoredReview, now: number): Review {
  const answer = reviewAnswer(answers, now)
  return { ...review, answer, state: stateOf(answer) }
}

const stateOf = (answer: ReviewAnswer | null) => (answer && !isRefusedState(answer.state) ? 'wbRu' : 'none')

/** WB's "answered" means processed: it has an answer, or there is nothing in it to answer. */
export const reviewKind: Kind<StoredReview> = {
  idOf: ({ review }) => review.id,
  createdAt: ({ review }) => Date.parse(review.createdDate),
  isProcessed: ({ review, answers }, now) => stateOf(reviewAnswer(answers, now)) === 'wbRu' || isRatingOnly(review),
  turnsAt: ({ answers }) => answers.flatMap(({ visibleAt, decidedAt }) => [visibleAt, decidedAt]),
}

const rowsOf = (call: Call) => call.seller.reviews.rows(listedAt(call))

/** Lists may be behind the readings by id (WB contract §6.2). */
const listedAt = ({ now, knobs }: Call) => now - knobs.listLagMs

/** Lists may disagree with each other: then an answered review is still among the unanswered ones. */
function openRow(call: Call): Row<StoredReview> {
  const { open, processed } = rowsOf(call)
  return call.knobs.answeredInBothLists
    ? merged(
        open,
        processed.filter(({ item }) => item.answers.length > 0),
      )
    : open
}

const productOf = ({ review }: StoredReview) => review.productDetails

const shown = (call: Call, page: StoredReview[]) =>
  page.map((stored) => onTheWire(reviewAt(stored, listedAt(call)), call))

function isRatingOnly({ text, pros, cons, photoLinks, video }: StoredReview['review']): boolean {
  return !text && !pros && !cons && !photoLinks?.length && !video
}

/** Pictures of our own are kept without a host, and get the one the caller knows us by. */
function onTheWire(review: Review, { origin, knobs }: Call): Review {
  const absolute = (link: string) => (link.startsWith('/') ? origin + link.replace(/png$/, knobs.photoType) : link)
  const photoLinks = review.photoLinks?.map(({ fullSize, miniSize }) => ({
    fullSize: absolute(fullSize),
    miniSize: absolute(miniSize),
  }))
  return dressed({ ...review, photoLinks: photoLinks ?? null }, knobs)
}
