import { productCards } from './data/product-cards.ts'
import { productWith } from './data/products.ts'
import { drawProduct } from './photos.ts'
import { json, type Reply } from './replies.ts'

// What WB shows to everybody, without a key: a product's card and its first picture. Only products of the shop have one.

const place = /^\/vol(\d+)\/part(\d+)\/([1-9]\d{0,11})\/(.+)$/

/** The answer to a public address of a product; undefined when the path is none. */
export function publicCard(path: string): Reply | undefined {
  const [, volume, part, nmId, rest] = place.exec(path) ?? []
  if (nmId === undefined) return undefined
  const isItsPlace =
    Number(volume) === Math.floor(Number(nmId) / 100_000) && Number(part) === Math.floor(Number(nmId) / 1000)
  const card = isItsPlace ? cardOf(Number(nmId)) : undefined
  if (card && rest === 'info/ru/card.json') return json(card)
  if (card && rest === 'images/c246x328/1.webp') return picture(Number(nmId))
  return { status: 404, type: 'text/plain', body: 'not found' }
}

function cardOf(nmId: number) {
  const product = productWith(nmId)
  if (!product) return undefined
  const { root = '', description = '', options = [], made = [] } = productCards[product.key] ?? {}
  return {
    imt_id: product.imtId,
    nm_id: nmId,
    imt_name: product.name,
    subj_name: product.subject,
    subj_root_name: root,
    vendor_code: product.article,
    description,
    options: options.map(([name, value]) => ({ name, value })),
    compositions: made.map((name) => ({ name })),
    media: { has_video: false, photo_count: 1 },
    selling: { brand_name: product.brand },
  }
}

/** The name says webp, as WB's do; the picture is a PNG like all of the simulator's. */
function picture(nmId: number): Reply {
  const headers = { 'Cache-Control': 'public, max-age=86400' }
  return { status: 200, type: 'image/png', body: drawProduct(nmId, 'product', 'mini'), headers }
}
