import { DAY, inMoscow, inUtc } from './clock.ts'
import type { Product, ShopReview } from './data/shop-types.ts'
import type { ProductDetails } from './model.ts'
import { reviewPhoto } from './photos.ts'
import { between, hex, itemId, pick, type Random, whole } from './random.ts'
import type { StoredReview } from './seller.ts'

export const SUPPLIER = 'ООО «Лавка Вереск»'

export type Circumstances = { product: Product; created: number; random: Random }

/** A review as it is the moment the buyer presses the button. */
export function reviewOf(given: Omit<ShopReview, 'later' | 'reply'>, of: Circumstances): StoredReview['review'] {
  const { product, created, random } = of
  return {
    id: itemId(random),
    text: given.text ?? '',
    pros: given.pros ?? '',
    cons: given.cons ?? '',
    productValuation: given.stars,
    createdDate: inUtc(created),
    productDetails: detailsOf(product, given.size ?? pick(random, product.sizes)),
    video: null,
    wasViewed: false,
    photoLinks: given.photos ? photos(product.nmId, given.photos, random) : null,
    userName: given.name,
    orderStatus: given.order ?? 'buyout',
    matchingSize: given.fit ?? '',
    isAbleSupplierFeedbackValuation: given.stars <= 3,
    supplierFeedbackValuation: 0,
    isAbleSupplierProductValuation: given.stars <= 3,
    supplierProductValuation: 0,
    isAbleReturnProductOrders: given.refundable ?? false,
    returnProductOrdersDate: null,
    bables: given.tags ?? null,
    lastOrderShkId: whole(random, 10_000_000_000, 40_000_000_000),
    lastOrderCreatedAt: inMoscow(created - between(random, 4 * DAY, 21 * DAY)),
    color: given.colour ?? pick(random, product.colours),
    subjectId: product.subjectId,
    subjectName: product.subject,
    parentFeedbackId: null,
    childFeedbackId: null,
  }
}

export function productDetails({ imtId, nmId, name, article, brand }: Product): ProductDetails {
  return { imtId, nmId, productName: name, supplierArticle: article, supplierName: SUPPLIER, brandName: brand }
}

const known = new Map<string, ProductDetails & { size: string }>()

/** Nobody changes the details of a product, so a thousand reviews of it share them. */
function detailsOf(product: Product, size: string): ProductDetails & { size: string } {
  const name = `${product.nmId} ${size} ${product.article}`
  const details = known.get(name) ?? { ...productDetails(product), size }
  known.set(name, details)
  return details
}

function photos(nmId: number, count: number, random: Random) {
  return Array.from({ length: count }, () => reviewPhoto(nmId, hex(random, 12)))
}
