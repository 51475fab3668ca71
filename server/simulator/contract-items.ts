import { listOf, object, oneOf, orNull, type Shape } from './contract-shapes.ts'

/** The things WB tells about, in our own words. */

const productDetails: Record<string, Shape> = {
  imtId: 'integer',
  nmId: 'integer',
  productName: 'text',
  supplierArticle: orNull('text'),
  supplierName: orNull('text'),
  brandName: orNull('text'),
}

const answerState = oneOf('none', 'reviewRequired', 'wbRu', 'rejected', 'rejectedAntispam')

export const reviewShape = object({
  id: 'text',
  text: 'text',
  pros: 'text',
  cons: 'text',
  productValuation: 'integer',
  createdDate: 'instant',
  answer: orNull(object({ text: 'text', state: answerState, editable: 'boolean' })),
  state: oneOf('none', 'wbRu'),
  productDetails: object({ ...productDetails, size: 'text' }),
  video: orNull(object({ previewImage: 'text', link: 'text', durationSec: 'integer' })),
  wasViewed: 'boolean',
  photoLinks: orNull(listOf(object({ fullSize: 'text', miniSize: 'text' }))),
  userName: 'text',
  orderStatus: oneOf('buyout', 'rejected', 'returned', 'notSpecified'),
  matchingSize: oneOf('', 'ok', 'smaller', 'bigger'),
  isAbleSupplierFeedbackValuation: 'boolean',
  supplierFeedbackValuation: 'integer',
  isAbleSupplierProductValuation: 'boolean',
  supplierProductValuation: 'integer',
  isAbleReturnProductOrders: 'boolean',
  returnProductOrdersDate: orNull('instant'),
  bables: orNull(listOf('text')),
  lastOrderShkId: 'integer',
  lastOrderCreatedAt: 'instant',
  color: 'text',
  subjectId: 'integer',
  subjectName: 'text',
  parentFeedbackId: orNull('text'),
  childFeedbackId: orNull('text'),
})

export const questionShape = object({
  id: 'text',
  text: 'text',
  createdDate: 'instant',
  state: oneOf('suppliersPortalSynch', 'wbRu', 'none'),
  answer: orNull(object({ text: 'text', editable: 'boolean', createDate: 'instant' })),
  productDetails: object(productDetails),
  wasViewed: 'boolean',
  isWarned: 'boolean',
})

const goodCard = object({ nmID: 'integer', price: 'integer', priceCurrency: 'text', rid: 'text', size: 'text' })
const image: Record<string, Shape> = { date: 'instant', downloadID: 'text', url: 'text' }

export const chatShape = object({
  chatID: 'text',
  replySign: 'text',
  clientName: 'text',
  'goodCard?': goodCard,
  'lastMessage?': object({ text: 'text', addTimestamp: 'integer' }),
})

export const eventShape = object({
  chatID: 'text',
  eventID: 'text',
  eventType: oneOf('message'),
  'isNewChat?': 'boolean',
  'message?': object({
    'text?': 'text',
    'attachments?': object({
      'goodCard?': goodCard,
      'images?': listOf(object(image)),
      'files?': listOf(
        object({
          ...image,
          contentType: oneOf('application/pdf', 'image/jpeg', 'image/png'),
          name: 'text',
          size: 'integer',
        }),
      ),
    }),
  }),
  'source?': oneOf('rusite', 'global', 'ios', 'android', 'seller-portal', 'seller-public-api'),
  addTimestamp: 'integer',
  addTime: 'instant',
  'replySign?': 'text',
  sender: oneOf('client', 'seller', 'wb'),
  'clientName?': 'text',
})

const pinMethod = oneOf('subscription', 'tariff')
const pinOn = oneOf('nm', 'imt')

export const pinShape = object({
  pinId: 'integer',
  feedbackId: 'text',
  nmId: 'integer',
  imtId: 'integer',
  pinMethod,
  pinOn,
  state: oneOf('pinned', 'unpinned'),
  changeStateAt: 'instant',
  'unpinnedCause?': oneOf('sysTariffUnpinned', 'sysLimitReached', 'sysNoratingUnpinned', 'sysAdditionalSlot'),
})

export const pinResultShape = object({
  feedbackId: 'text',
  'pinId?': 'integer',
  pinMethod,
  pinOn,
  isErrors: 'boolean',
  'errors?': listOf(
    object({
      status: oneOf(
        'itemNotFound',
        'globalLimitReached',
        'unitLimitReached',
        'tariffRestriction',
        'subscriptionRestriction',
        'alreadyPinned',
      ),
      title: 'text',
      detail: 'text',
      requestId: 'text',
      origin: oneOf('pin-open-api'),
    }),
  ),
})

export const pinLimitShape = object({
  perUnitLimit: 'integer',
  remaining: 'integer',
  totalLimit: 'integer',
  unlimited: 'boolean',
  used: 'integer',
})

export const claimShape = object({
  id: 'text',
  claim_type: 'integer',
  status: 'integer',
  status_ex: 'integer',
  nm_id: 'integer',
  user_comment: 'text',
  wb_comment: orNull('text'),
  dt: 'localTime',
  imt_name: orNull('text'),
  order_dt: 'localTime',
  dt_update: 'localTime',
  photos: listOf('text'),
  video_paths: listOf('text'),
  actions: listOf(
    oneOf(
      'approve1',
      'approve2',
      'autorefund1',
      'reject1',
      'reject2',
      'reject3',
      'rejectcustom',
      'approvecc1',
      'confirmreturngoodcc1',
    ),
  ),
  price: 'number',
  currency_code: 'text',
  srid: 'text',
  origin_id_info: orNull('text'),
  delivery_dt: 'localTime',
})
