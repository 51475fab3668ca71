import { inUtc } from './clock.ts'
import { type Circumstances, productDetails } from './new-review.ts'
import { itemId } from './random.ts'
import type { StoredQuestion } from './seller.ts'

/** A question as it is the moment the buyer presses the button. */
export function questionOf(text: string, { product, created, random }: Circumstances): StoredQuestion['question'] {
  return {
    id: itemId(random),
    text,
    createdDate: inUtc(created),
    productDetails: productDetails(product),
    wasViewed: false,
    isWarned: false,
  }
}
