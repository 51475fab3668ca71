import type { Tx } from './db.ts'

/** From now on the key is known to read only; a new key may write again. False: it was known before, or there is no key. */
export async function disableWriting(tx: Tx, sellerId: string): Promise<boolean> {
  const { count } = await tx.marketplaceConnection.updateMany({
    where: { sellerId, readOnly: false },
    data: { readOnly: true },
  })
  return count > 0
}
