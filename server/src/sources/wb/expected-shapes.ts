import { type Expected, listOf, object, oneOf, orNull } from './shape.ts'

// What we expect of WB's answers (WB contract §6, §7, §9). Required is what we cannot do without; the rest may be absent.

const product: Record<string, Expected> = {
  nmId: 'integer',
  'imtId?': 'integer',
  'productName?': 'text',
  'supplierArticle?': 'text',
  'supplierName?': 'text',
  'brandName?': 'text',
  'size?': 'text',
}

export const expectedReview = object({
  id: 'text',
  'text?': 'text',
  'pros?': 'text',
  'cons?': 'text',
  productValuation: 'integer',
  createdDate: 'instant',
  'state?': oneOf('none', 'wbRu'),
  answer: orNull(
    object({
      text: 'text',
      'state?': oneOf('none', 'reviewRequired', 'wbRu', 'rejected', 'rejectedAntispam'),
      'editable?': 'flag',
    }),
  ),
  'answerText?': 'text',
  productDetails: object(product),
  'photoLinks?': listOf(object({ 'fullSize?': 'text', 'miniSize?': 'text' })),
  'video?': object({ 'previewImage?': 'text', 'link?': 'text', 'durationSec?': 'number' }),
  'wasViewed?': 'flag',
  'userName?': 'text',
  'orderStatus?': oneOf('', 'buyout', 'rejected', 'returned', 'notSpecified'),
  'matchingSize?': oneOf('', 'ok', 'smaller', 'bigger'),
  'isAbleSupplierFeedbackValuation?': 'flag',
  'supplierFeedbackValuation?': 'integer',
  'isAbleSupplierProductValuation?': 'flag',
  'supplierProductValuation?': 'integer',
  'isAbleReturnProductOrders?': 'flag',
  'returnProductOrdersDate?': 'text',
  'bables?': listOf('text'),
  'lastOrderShkId?': 'integer',
  'lastOrderCreatedAt?': 'text',
  'color?': 'text',
  'subjectId?': 'integer',
  'subjectName?': 'text',
  'parentFeedbackId?': 'text',
  'childFeedbackId?': 'text',
})

export const expectedQuestion = object({
  id: 'text',
  text: 'text',
  createdDate: 'instant',
  state: oneOf('suppliersPortalSynch', 'wbRu', 'none'),
  answer: orNull(object({ text: 'text', 'editable?': 'flag', 'createDate?': 'text' })),
  productDetails: object(product),
  'wasViewed?': 'flag',
  'isWarned?': 'flag',
  'userName?': 'text',
})

// A shop has no say in what a product card is called, so a card may lack any of its parts (WB contract §9.1).
const card = object({
  'nmID?': 'integer',
  'price?': 'number',
  'priceCurrency?': 'text',
  'rid?': 'text',
  'size?': 'text',
})

export const expectedChat = object({
  chatID: 'text',
  replySign: 'text',
  'clientName?': 'text',
  'clientID?': 'anything',
  'goodCard?': card,
  'lastMessage?': object({ 'text?': 'text', 'addTimestamp?': 'integer' }),
})

const file: Record<string, Expected> = { 'date?': 'text', 'downloadID?': 'text', 'url?': 'text' }

export const expectedEvent = object({
  chatID: 'text',
  eventID: 'text',
  'eventType?': oneOf('message'),
  'isNewChat?': 'flag',
  'message?': object({
    'text?': 'text',
    'attachments?': object({
      'goodCard?': card,
      'images?': listOf(object(file)),
      'files?': listOf(object({ ...file, 'contentType?': 'text', 'name?': 'text', 'size?': 'integer' })),
    }),
  }),
  'source?': oneOf('rusite', 'global', 'ios', 'android', 'seller-portal', 'seller-public-api'),
  addTimestamp: 'integer',
  'addTime?': 'text',
  'replySign?': 'text',
  'sender?': oneOf('client', 'seller', 'wb'),
  'clientName?': 'text',
  'clientID?': 'anything',
})

/** Answers of the reviews' host stand in one wrapper, those of the chats' host in another. */
const data = (shape: Expected) =>
  object({ data: shape, error: 'flag', 'errorText?': 'text', 'additionalErrors?': 'anything', 'requestId?': 'text' })
const result = (shape: Expected) => object({ result: shape, 'errors?': 'anything' })

const counters: Record<string, Expected> = { countUnanswered: 'integer', 'countArchive?': 'integer' }

export const expectedReviews = data(object({ ...counters, feedbacks: listOf(expectedReview) }))
export const expectedQuestions = data(object({ ...counters, questions: listOf(expectedQuestion) }))
export const expectedCount = data(
  object({ countUnanswered: 'integer', 'countUnansweredToday?': 'integer', 'valuation?': 'text' }),
)
export const expectedChats = result(listOf(expectedChat))
export const expectedEvents = result(
  object({
    'next?': 'integer',
    totalEvents: 'integer',
    'events?': listOf(expectedEvent),
    'newestEventTime?': 'text',
    'oldestEventTime?': 'text',
  }),
)
