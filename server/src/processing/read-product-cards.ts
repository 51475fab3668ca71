import type { Deps } from '#deps.ts'
import { contextDays } from '#domain/product-context.ts'
import { after, between, DAY, HOUR, MINUTE } from '#domain/time.ts'
import { claimDue } from '#storage/claim.ts'
import { leaseMs } from '#storage/lease.ts'
import { type CardWork, endCardReading, findCardWork } from '#storage/product-cards.ts'

// A card that cannot be read is no error to anybody: there is none, or that of yesterday stays (domain §3.3).

export type CardDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'owner' | 'cards'>

/** Takes products whose cards are to be read, at most this many. */
export async function claimCards({ db, clock, owner }: CardDeps, limit: number): Promise<{ nmId: string }[]> {
  return await claimDue<{ nmId: string }>(db, 'cards', clock.now(), { owner, leaseMs }, limit)
}

/** Reads the card of a product that this process has claimed. Never fails. */
export async function readProductCard(deps: CardDeps, { nmId }: { nmId: string }): Promise<void> {
  try {
    await read(deps, nmId)
  } catch (error) {
    deps.log.error({ nmId, error }, 'The card of a product could not be kept.')
  }
}

async function read({ db, clock, log, owner, cards }: CardDeps, nmId: string): Promise<void> {
  const work = await findCardWork(db, nmId)
  if (!work || !cards) return
  const found = await cards.find(nmId)
  const now = clock.now()
  if (found.kind === 'failed') log.info({ nmId, detail: found.detail }, 'The card of a product could not be read.')

  const failures = found.kind === 'failed' ? work.failures + 1 : 0
  const card = found.kind === 'card' ? { ...found.card, fetchedAt: now } : null
  await endCardReading(db, { nmId, owner }, { card, failures, dueAt: nextReading(work, failures, now) })
}

/** A card is good for a day; one of a product that nobody writes about any more is not read again. */
function nextReading({ wantedAt }: CardWork, failures: number, now: Date): Date | null {
  if (failures > 0) return after(now, Math.min(MINUTE * 2 ** (failures - 1), 6 * HOUR))
  return between(wantedAt, now) > contextDays * DAY ? null : after(now, DAY)
}
