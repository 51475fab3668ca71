import type { InteractionRow } from '#storage/interaction-row.ts'
import { builder } from './builder.ts'

type ProductShape = Pick<InteractionRow, 'productArticle' | 'productName' | 'brand' | 'size' | 'color'> & {
  nmId: string
}

export const Product = builder.objectRef<ProductShape>('Product').implement({
  description: 'What an interaction is about.',
  fields: (t) => ({
    nmId: t.exposeString('nmId', { description: 'The marketplace’s product number.' }),
    article: t.exposeString('productArticle', { nullable: true, description: 'The seller’s own code, where told.' }),
    name: t.exposeString('productName', { nullable: true, description: 'Its name, where told.' }),
    brand: t.exposeString('brand', { nullable: true, description: 'Its brand, where told.' }),
    size: t.exposeString('size', { nullable: true, description: 'Size of the thing bought, where told.' }),
    color: t.exposeString('color', { nullable: true, description: 'Colour of the thing bought, where told.' }),
    url: t.string({
      description: 'The product’s page on the marketplace.',
      resolve: ({ nmId }) => `https://www.wildberries.ru/catalog/${nmId}/detail.aspx`,
    }),
  }),
})

/** The product of an interaction; null where the marketplace does not tell. */
export function productOf(row: InteractionRow): ProductShape | null {
  return row.nmId === null ? null : (row as ProductShape)
}
