import type { Deps } from '#deps.ts'
import { inTransaction } from '#storage/db.ts'
import { countProductDays, hasProductDays, holdCounting, takeProductDays } from '#storage/product-context.ts'

/** Counts days of products on which something changed since they were counted (domain §3.3). False: there is none, or another process is at it. */
export async function countNextProductDays({ db }: Pick<Deps, 'db'>): Promise<boolean> {
  if (!(await hasProductDays(db))) return false
  return await inTransaction(db, async (tx) => {
    if (!(await holdCounting(tx))) return false
    const days = await takeProductDays(tx, atOnce)
    await countProductDays(tx, days)
    return days.length > 0
  })
}

const atOnce = 200
