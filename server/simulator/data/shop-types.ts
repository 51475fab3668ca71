/** How the shop of the simulator is written down: people's words by hand, ids and dates made when it is seeded. */

export type PictureKind =
  | 'shirt'
  | 'hoodie'
  | 'overall'
  | 'socks'
  | 'bedding'
  | 'pan'
  | 'lamp'
  | 'earbuds'
  | 'kettle'
  | 'bottle'
  | 'puzzle'
  | 'bag'
  | 'box'
  | 'cat'
  | 'shoe'

export type Product = {
  key: string
  kind: PictureKind
  nmId: number
  imtId: number
  name: string
  article: string
  brand: string
  subjectId: number
  subject: string
  price: number
  sizes: [string, ...string[]]
  colours: [string, ...string[]]
}

export type ShopReview = {
  stars: 1 | 2 | 3 | 4 | 5
  name: string
  text?: string
  pros?: string
  cons?: string
  photos?: number
  tags?: string[]
  fit?: 'ok' | 'smaller' | 'bigger'
  size?: string
  colour?: string
  order?: 'buyout' | 'rejected' | 'returned' | 'notSpecified'
  refundable?: true
  /** What the seller answered. Without it the review waits, and is fresh. */
  reply?: string
  /** The buyer came back and wrote more: a review of its own under the first one. */
  later?: { stars: 1 | 2 | 3 | 4 | 5; text: string; photos?: number; reply?: string }
}

export type ProductReviews = { product: string; reviews: ShopReview[] }

export type ShopQuestion = {
  product: string
  text: string
  reply?: string
  /** The seller turned the question down with these words. */
  refusal?: string
  suspicious?: true
}

export type ShopMessage = {
  from: 'client' | 'seller' | 'wb'
  text?: string
  images?: number
  /** Minutes since the message before. */
  after?: number
}

export type ShopChat = {
  name: string
  product: string
  /** Minutes from the last message to now. */
  lastAgo: number
  messages: [ShopMessage, ...ShopMessage[]]
}
