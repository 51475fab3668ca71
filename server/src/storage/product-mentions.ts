import type { Db } from './db.ts'

/** A review or a question about a product, with what was answered. */
export type ProductMention = { id: string; text: string; answer: string | null }

/** So many are told (domain §12.1). */
const newest = 3

/** The newest reviews and questions with words about the products of these interactions, themselves not among them. */
export async function mentionsOf(db: Db, sellerIds: string[], ids: string[]): Promise<Map<string, ProductMention[]>> {
  const rows = await db.query<ProductMention & { aroundId: string }>(mentionsStatement, [sellerIds, ids, newest])
  return new Map(ids.map((id) => [id, rows.filter(({ aroundId }) => aroundId === id)]))
}

const mentionsStatement = {
  name: 'product_mentions',
  text: `
    SELECT self.id AS "aroundId", newest.* FROM interaction AS self, LATERAL (
      SELECT o.id, o.text, o.last_reply_text AS answer FROM interaction AS o
      WHERE o.seller_id = self.seller_id AND o.marketplace = 'wb' AND o.nm_id = self.nm_id AND o.channel <> 'chat'
        AND o.id <> self.id AND o.text <> '' AND (o.source = 'demo') = (self.source = 'demo')
        AND o.close_reason IS DISTINCT FROM 'spam' AND o.close_reason IS DISTINCT FROM 'rejected'
      ORDER BY o.occurred_at DESC, o.id LIMIT $3
    ) AS newest
    WHERE self.id = ANY($2::uuid[]) AND self.seller_id = ANY($1::uuid[])`,
}
