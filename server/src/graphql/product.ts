import type { InteractionRow } from '#storage/interaction-row.ts'
import type { ProductCardRow } from '#storage/product-cards.ts'
import { builder } from './builder.ts'

type ProductShape = Pick<InteractionRow, 'productArticle' | 'productName' | 'brand' | 'size' | 'color'> & {
  nmId: string
}

const ProductOption = builder.objectRef<ProductCardRow['options'][number]>('ProductOption').implement({
  description: 'A property of a product.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Which property.' }),
    value: t.exposeString('value', { description: 'What it is.' }),
  }),
})

const ProductCard = builder.objectRef<ProductCardRow>('ProductCard').implement({
  description:
    'What anybody can read of a product on the marketplace. Read once a day; an older one stays when that fails.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: true, description: 'Its name; null where the card has none.' }),
    brand: t.exposeString('brand', { nullable: true, description: 'Its brand; null where the card has none.' }),
    category: t.exposeString('category', {
      nullable: true,
      description: 'What kind of thing it is, at large; null where the card does not say.',
    }),
    subcategory: t.exposeString('subcategory', {
      nullable: true,
      description: 'What kind of thing it is; null where the card does not say.',
    }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'How the seller describes it; null where the card does not.',
    }),
    options: t.field({
      type: [ProductOption],
      description: 'Its properties, in the order of the card.',
      resolve: ({ options }) => [...options],
    }),
    compositions: t.stringList({
      description: 'What it is made of.',
      resolve: ({ compositions }) => [...compositions],
    }),
    imageUrl: t.exposeString('imageUrl', {
      nullable: true,
      description: 'Where its first picture lies; null when it has none.',
    }),
    fetchedAt: t.expose('fetchedAt', { type: 'DateTime', description: 'When that was read.' }),
  }),
})

export const Product = builder.objectRef<ProductShape>('Product').implement({
  description: 'What an interaction is about.',
  fields: (t) => ({
    nmId: t.exposeString('nmId', { description: 'The marketplace’s product number.' }),
    article: t.exposeString('productArticle', { nullable: true, description: 'The seller’s own code, where told.' }),
    name: t.string({
      nullable: true,
      description:
        'Its name: as the marketplace told it with the item, else as on its public card; null while neither is known.',
      resolve: async ({ nmId, productName }, _args, { load }) =>
        productName ?? (await load.productGlance(nmId))?.name ?? null,
    }),
    brand: t.exposeString('brand', { nullable: true, description: 'Its brand, where told.' }),
    size: t.exposeString('size', { nullable: true, description: 'Size of the thing bought, where told.' }),
    color: t.exposeString('color', { nullable: true, description: 'Colour of the thing bought, where told.' }),
    imageUrl: t.string({
      nullable: true,
      description: 'Where the first picture of its public card lies; null while none is known.',
      resolve: async ({ nmId }, _args, { load }) => (await load.productGlance(nmId))?.imageUrl ?? null,
    }),
    card: t.field({
      type: ProductCard,
      nullable: true,
      description: 'Its public card; null while none has been read.',
      resolve: async ({ nmId }, _args, { load }) => await load.productCard(nmId),
    }),
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
