/** What anybody can read of a product on the marketplace (domain §3.3). */
export type ProductCard = {
  name: string | null
  brand: string | null
  category: string | null
  subcategory: string | null
  description: string | null
  options: readonly { name: string; value: string }[]
  compositions: readonly string[]
  imageUrl: string | null
}
