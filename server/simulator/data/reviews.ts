import { clothesReviews } from './reviews-clothes.ts'
import { homeReviews } from './reviews-home.ts'
import { thingsReviews } from './reviews-things.ts'
import type { ProductReviews } from './shop-types.ts'

export const shopReviews: ProductReviews[] = [...clothesReviews, ...homeReviews, ...thingsReviews]
