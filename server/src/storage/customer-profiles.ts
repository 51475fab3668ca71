import { type CustomerItem, type CustomerProfile, profileOf } from '#domain/customer-profile.ts'
import type { Db } from './db.ts'

/** So much of what a buyer wrote is looked at, the newest. */
const mostItems = 500

/**
 * What is known of the buyers of these interactions, as it is now. Only of those whom the marketplace names by a stable id: an old
 * number that it gives up, or a name, is none (domain §3.3).
 */
export async function customerProfilesOf(
  db: Db,
  sellerIds: string[],
  ids: string[],
): Promise<Map<string, CustomerProfile>> {
  const rows = await db.query<CustomerItem & { aroundId: string }>(profileStatement, [sellerIds, ids, mostItems])
  return new Map(
    ids.flatMap((id) => {
      const profile = profileOf(rows.filter(({ aroundId }) => aroundId === id))
      return profile ? [[id, profile] as const] : []
    }),
  )
}

const profileStatement = {
  name: 'customer_profile',
  text: `
    SELECT self.id AS "aroundId", item.* FROM interaction AS self, LATERAL (
      SELECT o.channel, o.rating, o.occurred_at AS "occurredAt", o.customer_name AS name FROM interaction AS o
      WHERE o.seller_id = self.seller_id AND o.marketplace = self.marketplace AND o.customer_id = self.customer_id
        AND o.customer_id_kind = 'wb_customer' AND (o.source = 'demo') = (self.source = 'demo')
      ORDER BY o.occurred_at DESC LIMIT $3
    ) AS item
    WHERE self.id = ANY($2::uuid[]) AND self.seller_id = ANY($1::uuid[]) AND self.customer_id_kind = 'wb_customer'
    ORDER BY item."occurredAt"`,
}
