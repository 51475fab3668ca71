/** The shapes that travel over the wire, spelled as WB spells them. */

export type ProductDetails = {
  imtId: number
  nmId: number
  productName: string
  supplierArticle: string | null
  supplierName: string | null
  brandName: string | null
}

export type PhotoLink = { fullSize: string; miniSize: string }

export type ReviewAnswer = { text: string; state: string; editable: boolean }

export type Review = {
  id: string
  text: string
  pros: string
  cons: string
  productValuation: number
  createdDate: string
  answer: ReviewAnswer | null
  state: string
  productDetails: ProductDetails & { size: string }
  video: { previewImage: string; link: string; durationSec: number } | null
  wasViewed: boolean
  photoLinks: PhotoLink[] | null
  userName: string
  orderStatus: string
  matchingSize: string
  isAbleSupplierFeedbackValuation: boolean
  supplierFeedbackValuation: number
  isAbleSupplierProductValuation: boolean
  supplierProductValuation: number
  isAbleReturnProductOrders: boolean
  returnProductOrdersDate: string | null
  bables: string[] | null
  lastOrderShkId: number
  lastOrderCreatedAt: string
  color: string
  subjectId: number
  subjectName: string
  parentFeedbackId: string | null
  childFeedbackId: string | null
}

export type QuestionAnswer = { text: string; editable: boolean; createDate: string }

export type Question = {
  id: string
  text: string
  createdDate: string
  state: string
  answer: QuestionAnswer | null
  productDetails: ProductDetails
  wasViewed: boolean
  isWarned: boolean
}

export type GoodCard = { nmID: number; price: number; priceCurrency: string; rid: string; size: string }

export type ChatImage = { date: string; downloadID: string; url: string }

export type ChatFile = ChatImage & { contentType: string; name: string; size: number }

export type ChatMessage = {
  text?: string
  attachments?: { goodCard?: GoodCard; files?: ChatFile[]; images?: ChatImage[] }
}

export type Sender = 'client' | 'seller' | 'wb'

export type ChatEvent = {
  chatID: string
  eventID: string
  eventType: string
  isNewChat?: boolean
  message?: ChatMessage
  source?: string
  addTimestamp: number
  addTime: string
  replySign?: string
  sender: Sender
  clientName?: string
}

export type Chat = {
  chatID: string
  replySign: string
  clientName: string
  goodCard?: GoodCard
  lastMessage?: { text: string; addTimestamp: number }
}

/** A claim for money. Its dates are Moscow time without saying so. */
export type Claim = {
  id: string
  claim_type: number
  status: number
  status_ex: number
  nm_id: number
  user_comment: string
  wb_comment: string | null
  dt: string
  imt_name: string | null
  order_dt: string
  dt_update: string
  photos: string[]
  video_paths: string[]
  actions: string[]
  price: number
  currency_code: string
  srid: string
  origin_id_info: string | null
  delivery_dt: string
}

export type Pin = {
  pinId: number
  feedbackId: string
  nmId: number
  imtId: number
  pinMethod: 'subscription' | 'tariff'
  pinOn: 'nm' | 'imt'
  state: 'pinned' | 'unpinned'
  changeStateAt: string
  unpinnedCause?: string
}
