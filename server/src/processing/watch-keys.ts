import type { Deps } from '#deps.ts'
import { earliestWarning, hasExpired, type KeyLife, warningToGive } from '#domain/key-life.ts'
import { after } from '#domain/time.ts'
import { closeConnection, lockConnection } from '#storage/connections.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { findKeyLife, listEndingKeys, noteWarning } from '#storage/key-lives.ts'

type WatchDeps = Pick<Deps, 'db' | 'clock'>

/** Speaks of keys that end soon, once for each warning, and stops what works with a key that has run out (WB contract §2.3). */
export async function watchKeys(deps: WatchDeps): Promise<void> {
  const now = deps.clock.now()
  const ending = await listEndingKeys(deps.db, after(now, earliestWarning))
  for (const { sellerId, ...key } of ending) if (isNews(key, now)) await watchKey(deps, sellerId)
}

function isNews(key: KeyLife, now: Date): boolean {
  return hasExpired(key, now) || warningToGive(key, now) !== null
}

/** Looks once more while it holds the connection: another process may have spoken, and there may be a new key. */
async function watchKey({ db, clock }: WatchDeps, sellerId: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const now = clock.now()
    await lockConnection(tx, sellerId)
    const key = await findKeyLife(tx, sellerId)
    if (!key) return
    if (hasExpired(key, now)) {
      await recordEvents(tx, sellerId, now, await closeConnection(tx, sellerId, now))
      return
    }
    const days = warningToGive(key, now)
    if (days === null) return
    await noteWarning(tx, sellerId, days)
    const expiresAt = key.expiresAt?.toISOString() ?? null
    await recordEvents(tx, sellerId, now, [{ type: 'key_expiring', details: { days, expiresAt } }])
  })
}
