import type { InteractionExtra, Photo, Video } from '#domain/extra.ts'
import type { IncomingAnswer, IncomingItem } from '#domain/incoming.ts'
import { composeReviewText } from '#domain/review-text.ts'
import type { Connector, Receipt, ReplyTarget } from '#sources/connector.ts'
import { OutcomeUnknown } from '#sources/errors.ts'
import type { Lane } from '#sources/rate-budget.ts'
import type { WbClient } from './client.ts'
import { expectedReview } from './expected-shapes.ts'
import { findItem } from './find-item.ts'
import { backfillPages } from './list-backfill.ts'
import { listAnswerOf, productIn } from './list-items.ts'
import { type List, type ListAnswer, type ListDeps, type ListQuestion, latestPlausible } from './list-page.ts'
import { listPages } from './list-pages.ts'
import {
  countOf,
  type Fields,
  fieldsOf,
  flagOf,
  idOf,
  instantOf,
  listOf,
  numberOf,
  readEach,
  sizeOf,
  textOf,
  within,
} from './payload.ts'
import { unwrapped } from './wrapper.ts'

/** Reviews of WB (WB contract §6). A poor key asks for large pages and counts nothing. */
export function openReviews({ client, clock }: ListDeps, { isPoor }: { isPoor: boolean }): Connector {
  const list: List = {
    take: isPoor ? 1000 : 100,
    pastTake: isPoor ? 5000 : 1000,
    mostSkip: () => 199_990,
    latest: () => latestPlausible(clock.now()),
    read: (question, lane) => readReviews(client, question, lane),
    readArchive: (page) => readArchive(client, page),
    countAnswered: async () => (isPoor ? null : await countAnswered(client)),
  }
  return {
    channel: 'review',
    pages: (cursor) => listPages(list, cursor),
    backfill: (cursor) => backfillPages(list, cursor),
    reply: (target, text) => writeAnswer(client, 'POST', target, text),
    edit: (target, text) => writeAnswer(client, 'PATCH', target, text),
    lookFor: async ({ externalId }, lane) => findItem(() => client.read({ ...byId(externalId), lane }), toReview),
    replySign: async () => null,
  }
}

const group = { host: 'feedbacks', group: 'feedbacks' } as const

const byId = (id: string) => ({ ...group, path: '/api/v1/feedback', query: { id } })

async function readReviews(client: WbClient, question: ListQuestion, lane: Lane): Promise<ListAnswer> {
  const data = unwrapped(await client.read({ ...group, lane, path: '/api/v1/feedbacks', query: question }), 'data')
  const toItem = (fields: Fields) => toReview(fields, question.isAnswered)
  return listAnswerOf(data, 'feedbacks', { toItem, shape: expectedReview })
}

/** The archive counts as processed, whatever the review itself says: WB has put it away (domain §2.3). */
async function readArchive(client: WbClient, page: { take: number; skip: number }): Promise<ListAnswer> {
  const query = { ...page, order: 'dateDesc' }
  const path = '/api/v1/feedbacks/archive'
  const data = unwrapped(await client.read({ ...group, lane: 'backfill', path, query }), 'data')
  const answer = listAnswerOf(data, 'feedbacks', { toItem: (fields) => toReview(fields, true), shape: expectedReview })
  return { ...answer, countUnanswered: null, countArchive: null }
}

async function countAnswered(client: WbClient): Promise<number | null> {
  const query = { isAnswered: true }
  return countOf(fieldsOf(await client.read({ ...group, path: '/api/v1/feedbacks/count', query }))?.data)
}

/** 204 means that WB has read the request, not that it knows the review: only reading it back proves that (§6.5, §6.6). */
async function writeAnswer(
  client: WbClient,
  method: 'POST' | 'PATCH',
  { externalId, leaving }: ReplyTarget,
  text: string,
): Promise<Receipt> {
  const path = '/api/v1/feedbacks/answer'
  const { status, requestId } = await client.write({ ...group, method, path, body: { id: externalId, text }, leaving })
  if (status !== 204) throw new OutcomeUnknown(`WB answered ${status} instead of 204 to ${path}`, requestId)
  return { requestId, sentAt: null, replySign: null }
}

/** A review in our words; null for one without an id. `processed` is which list it came from, if it came from one. */
export function toReview(review: Fields, processed = review.state === 'wbRu'): IncomingItem | null {
  const externalId = textOf(review.id)
  if (!externalId) return null

  const product = within(review, 'productDetails')
  const [body, pros, cons] = [textOf(review.text), textOf(review.pros), textOf(review.cons)]
  const answer = toAnswer(review)
  const photos = photosOf(review.photoLinks)
  const video = videoOf(review.video)
  return {
    channel: 'review',
    externalId,
    occurredAt: instantOf(review.createdDate),
    text: composeReviewText({ text: body ?? '', pros: pros ?? '', cons: cons ?? '' }) || null,
    rating: ratingOf(review.productValuation),
    cons,
    hasMedia: photos.length > 0 || video !== null,
    customerName: textOf(review.userName),
    ...productIn(product),
    answer,
    processed,
    rejected: false,
    extra: { body, pros, cons, photos, video, ...detailsOf(review, product), ...answerDetails(answer) },
  }
}

function detailsOf(review: Fields, product: Fields): InteractionExtra {
  return {
    tags: listOf(review.bables).flatMap((tag) => textOf(tag) ?? []),
    matchingSize: textOf(review.matchingSize),
    color: textOf(review.color),
    size: sizeOf(product.size),
    brand: textOf(product.brandName),
    category: textOf(review.subjectName),
    supplierName: textOf(product.supplierName),
    imtId: idOf(product.imtId),
    orderStatus: textOf(review.orderStatus),
    lastOrderAt: instantOf(review.lastOrderCreatedAt)?.toISOString() ?? null,
    wasViewed: flagOf(review.wasViewed) ?? false,
    parentFeedbackId: textOf(review.parentFeedbackId),
    childFeedbackId: textOf(review.childFeedbackId),
    wbState: textOf(review.state),
  }
}

/** How the answer looks, for the card. */
export function answerDetails(answer: IncomingAnswer | null): InteractionExtra {
  if (!answer) return { answer: null }
  const { state, editable, at } = answer
  return { answer: { state, editable, at: at?.toISOString() ?? null } }
}

// Older answers are a plain text beside the review.
function toAnswer(review: Fields): IncomingAnswer | null {
  const answer = fieldsOf(review.answer)
  const text = textOf(answer?.text) ?? textOf(review.answerText)
  if (!text) return null
  return { text, state: moderationOf(answer?.state), editable: flagOf(answer?.editable), at: null }
}

/** `rejectedAntispam` occurs beside `rejected`. A word we do not know is no refusal: the text is there (WB contract §6.1). */
function moderationOf(state: unknown): IncomingAnswer['state'] {
  if (typeof state !== 'string' || state === 'wbRu') return 'shown'
  if (/^reject/i.test(state)) return 'rejected'
  return state === 'none' || state === 'reviewRequired' ? 'moderated' : 'shown'
}

function ratingOf(value: unknown): number | null {
  const rating = numberOf(value)
  return rating !== null && Number.isInteger(rating) && rating >= 1 && rating <= 5 ? rating : null
}

function photosOf(value: unknown): Photo[] {
  const { items } = readEach(listOf(value), (photo): Photo | null => {
    const [fullSize, miniSize] = [textOf(photo.fullSize), textOf(photo.miniSize)]
    const url = fullSize ?? miniSize
    return url ? { fullSize: url, miniSize } : null
  })
  return items
}

function videoOf(value: unknown): Video | null {
  const video = fieldsOf(value)
  const link = textOf(video?.link)
  if (!video || !link) return null
  return { link, previewImage: textOf(video.previewImage), durationSec: countOf(video.durationSec) }
}
