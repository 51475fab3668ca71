import type { KeyLife } from '#domain/key-life.ts'
import type { Db, Tx } from './db.ts'

/** Keys in use that end by then. */
export async function listEndingKeys(db: Db, by: Date): Promise<(KeyLife & { sellerId: string })[]> {
  return await db.prisma.marketplaceConnection.findMany({
    where: { state: 'accepted', expiresAt: { lte: by } },
    select: { sellerId: true, expiresAt: true, expiryWarnedDays: true },
  })
}

/** The life of the seller's key; null when there is none in use. */
export async function findKeyLife(tx: Tx, sellerId: string): Promise<KeyLife | null> {
  return await tx.marketplaceConnection.findFirst({
    where: { sellerId, state: 'accepted' },
    select: { expiresAt: true, expiryWarnedDays: true },
  })
}

/** Remembers which warning was given. */
export async function noteWarning(tx: Tx, sellerId: string, days: number): Promise<void> {
  await tx.marketplaceConnection.update({ where: { sellerId }, data: { expiryWarnedDays: days } })
}
