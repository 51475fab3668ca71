import type { ProductCard } from '#domain/product-card.ts'

/** Where anybody can read what a product is. Calls never throw for what the marketplace does; they tell it. */
export interface ProductCards {
  find(nmId: string): Promise<FoundCard>
}

/** `none`: there is no such product. `failed`: trouble that may pass. */
export type FoundCard = { kind: 'card'; card: ProductCard } | { kind: 'none' } | { kind: 'failed'; detail: string }
