import type { Tx } from './db.ts'

/**
 * From now on the key that the seller had at that time is known to read only. False: it was known before, or there is none or another key
 * by now, which may write.
 */
export async function disableWriting(tx: Tx, sellerId: string, keptAt: Date): Promise<boolean> {
  const { count } = await tx.marketplaceConnection.updateMany({
    where: { sellerId, readOnly: false, connectedAt: { lte: keptAt } },
    data: { readOnly: true },
  })
  return count > 0
}
