import type { ProductCard } from '#domain/product-card.ts'
import { after, DAY } from '#domain/time.ts'
import type { Db, Tx } from './db.ts'

/** A card as it was when it was last read. */
export type ProductCardRow = ProductCard & { nmId: string; fetchedAt: Date }

/** The cards of these products that are known, however old. */
export async function productCardsOf(db: Db, nmIds: string[]): Promise<Map<string, ProductCardRow>> {
  const rows = await db.query<ProductCardRow>(cardsStatement, [nmIds])
  return new Map(rows.map((row) => [row.nmId, row]))
}

const cardsStatement = {
  name: 'product_cards',
  text: `
    SELECT nm_id AS "nmId", name, brand, category, subcategory, description, options, compositions, image_url AS "imageUrl",
      fetched_at AS "fetchedAt"
    FROM product_card WHERE nm_id = ANY($1::text[]) AND fetched_at IS NOT NULL`,
}

/** What a list shows of a card. */
export type ProductGlance = Pick<ProductCardRow, 'nmId' | 'name' | 'imageUrl'>

/** Of the cards of these products, however old, as much as a list shows: a whole one is long. */
export async function productGlancesOf(db: Db, nmIds: string[]): Promise<Map<string, ProductGlance>> {
  const rows = await db.query<ProductGlance>(glancesStatement, [nmIds])
  return new Map(rows.map((row) => [row.nmId, row]))
}

const glancesStatement = {
  name: 'product_glances',
  text: `
    SELECT nm_id AS "nmId", name, image_url AS "imageUrl" FROM product_card
    WHERE nm_id = ANY($1::text[]) AND fetched_at IS NOT NULL`,
}

/** Somebody writes about these products: their cards are read, and read again each day for as long as somebody does. */
export async function wantProductCards(tx: Tx, nmIds: string[], now: Date): Promise<void> {
  if (nmIds.length === 0) return
  await tx.$executeRaw`
    INSERT INTO product_card AS card (nm_id, wanted_at, due_at)
    SELECT DISTINCT wanted.nm_id, ${now}::timestamptz, ${now}::timestamptz FROM unnest(${nmIds}::text[]) AS wanted (nm_id)
    ORDER BY 1
    ON CONFLICT (nm_id) DO UPDATE SET wanted_at = excluded.wanted_at, due_at = coalesce(card.due_at, excluded.due_at)
    WHERE card.wanted_at < ${after(now, -DAY)}::timestamptz`
}

/** How often it failed in a row, and until when it is wanted. */
export type CardWork = { failures: number; wantedAt: Date }

export async function findCardWork(db: Db, nmId: string): Promise<CardWork | null> {
  return await db.prisma.productCard.findUnique({ where: { nmId }, select: { failures: true, wantedAt: true } })
}

/** Ends a reading: what was read takes the place of what was known; null keeps that. A reading that was taken over changes nothing. */
export async function endCardReading(
  db: Db,
  { nmId, owner }: { nmId: string; owner: string },
  { card, ...step }: { card: (ProductCard & { fetchedAt: Date }) | null; failures: number; dueAt: Date | null },
): Promise<void> {
  await db.prisma.productCard.updateMany({
    where: { nmId, leaseOwner: owner },
    data: { ...step, ...(card && { ...card, ...listsOf(card) }), leaseUntil: null, leaseOwner: null },
  })
}

/** Lists that Prisma may take for its own. */
function listsOf({ options, compositions }: ProductCard) {
  return { options: options.map((option) => ({ ...option })), compositions: [...compositions] }
}
