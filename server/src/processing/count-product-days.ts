import type { Deps } from '#deps.ts'
import { contextDays } from '#domain/product-context.ts'
import { after, DAY } from '#domain/time.ts'
import { inTransaction } from '#storage/db.ts'
import { wantProductCards } from '#storage/product-cards.ts'
import { countProductDays, hasProductDays, holdCounting, takeProductDays } from '#storage/product-context.ts'

/** Counts days of products on which something changed since they were counted (domain §3.3). False: there is none, or another process is at it. */
export async function countNextProductDays({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<boolean> {
  if (!(await hasProductDays(db))) return false
  return await inTransaction(db, async (tx) => {
    if (!(await holdCounting(tx))) return false
    const days = await takeProductDays(tx, atOnce)
    await countProductDays(tx, days)
    const now = clock.now()
    const oldest = after(now, -contextDays * DAY)
      .toISOString()
      .slice(0, 10)
    await wantProductCards(
      tx,
      days.filter(({ date }) => date > oldest).map(({ nmId }) => nmId),
      now,
    )
    return days.length > 0
  })
}

// A batch is one piece of work to the embedded database, which everybody else waits for.
const atOnce = 100
