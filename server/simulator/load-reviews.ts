import { HOUR, inUtc } from './clock.ts'
import { asFields, BadField, type Fields, flag, instantOr, listOr, numberOr, text, textOr } from './fields.ts'
import type { PhotoLink } from './model.ts'
import { isRefusedState } from './moderation.ts'
import { type Random, whole } from './random.ts'
import type { StoredAnswer, StoredQuestion, StoredReview } from './seller.ts'

/** Takes reviews as WB shows them; what a record lacks gets its plainest value. `_answeredAt` dates the answer. */
export function toStoredReview(value: unknown, random: Random, now: number): StoredReview {
  const given = asFields(value, 'A review')
  const created = instantOr(given, 'createdDate', now)
  return {
    review: {
      id: text(given, 'id'),
      text: textOr(given, 'text', ''),
      pros: textOr(given, 'pros', ''),
      cons: textOr(given, 'cons', ''),
      productValuation: rating(given),
      createdDate: textOr(given, 'createdDate', inUtc(created)),
      productDetails: { ...productDetails(given.productDetails), size: sizeOf(given.productDetails) },
      video: null,
      wasViewed: flag(given, 'wasViewed'),
      photoLinks: photoLinks(given),
      userName: textOr(given, 'userName', ''),
      orderStatus: textOr(given, 'orderStatus', 'buyout'),
      matchingSize: textOr(given, 'matchingSize', ''),
      isAbleSupplierFeedbackValuation: flag(given, 'isAbleSupplierFeedbackValuation'),
      supplierFeedbackValuation: numberOr(given, 'supplierFeedbackValuation', 0),
      isAbleSupplierProductValuation: flag(given, 'isAbleSupplierProductValuation'),
      supplierProductValuation: numberOr(given, 'supplierProductValuation', 0),
      isAbleReturnProductOrders: flag(given, 'isAbleReturnProductOrders'),
      returnProductOrdersDate: textOr(given, 'returnProductOrdersDate', null),
      bables: listOr(given, 'bables', null)?.map(String) ?? null,
      lastOrderShkId: numberOr(given, 'lastOrderShkId', whole(random, 10_000_000_000, 40_000_000_000)),
      lastOrderCreatedAt: textOr(given, 'lastOrderCreatedAt', inUtc(created - 200 * HOUR)),
      color: textOr(given, 'color', ''),
      subjectId: numberOr(given, 'subjectId', 0),
      subjectName: textOr(given, 'subjectName', ''),
      parentFeedbackId: textOr(given, 'parentFeedbackId', null),
      childFeedbackId: textOr(given, 'childFeedbackId', null),
    },
    answers: answers(given, instantOr(given, '_answeredAt', created + HOUR)),
  }
}

export function toStoredQuestion(value: unknown, now: number): StoredQuestion {
  const given = asFields(value, 'A question')
  const created = instantOr(given, 'createdDate', now)
  const rejected = given.state === 'none'
  return {
    question: {
      id: text(given, 'id'),
      text: textOr(given, 'text', ''),
      createdDate: textOr(given, 'createdDate', inUtc(created)),
      productDetails: productDetails(given.productDetails),
      wasViewed: flag(given, 'wasViewed'),
      isWarned: flag(given, 'isWarned'),
    },
    answers: answers(given, created + HOUR).map((answer) => ({
      ...answer,
      verdict: 'wbRu',
      kind: rejected ? 'rejection' : 'answer',
    })),
  }
}

function rating(given: Fields): number {
  const stars = numberOr(given, 'productValuation', 5)
  if (!Number.isInteger(stars) || stars < 1 || stars > 5) throw new BadField('"productValuation" must be 1 to 5')
  return stars
}

function productDetails(value: unknown) {
  const given = asFields(value ?? {}, '"productDetails"')
  const nmId = numberOr(given, 'nmId', 0)
  return {
    imtId: numberOr(given, 'imtId', nmId),
    nmId,
    productName: textOr(given, 'productName', ''),
    supplierArticle: textOr(given, 'supplierArticle', null),
    supplierName: textOr(given, 'supplierName', null),
    brandName: textOr(given, 'brandName', null),
  }
}

const sizeOf = (value: unknown) => textOr(asFields(value ?? {}, '"productDetails"'), 'size', '0')

function photoLinks(given: Fields): PhotoLink[] | null {
  const links = listOr(given, 'photoLinks', null)
  return (
    links?.map((link) => {
      const { fullSize, miniSize } = asFields(link, 'A photo')
      return { fullSize: String(fullSize), miniSize: String(miniSize) }
    }) ?? null
  )
}

function answers(given: Fields, sentAt: number): StoredAnswer[] {
  if (given.answer === null || given.answer === undefined) return []

  const answer = asFields(given.answer, '"answer"')
  const state = textOr(answer, 'state', 'wbRu')
  const isOpen = state === 'reviewRequired' || state === 'none'
  return [
    {
      kind: 'answer',
      text: textOr(answer, 'text', ''),
      sentAt,
      visibleAt: sentAt,
      decidedAt: sentAt,
      verdict: isOpen ? 'wbRu' : state,
      locked: !isRefusedState(state) && answer.editable === false,
    },
  ]
}
