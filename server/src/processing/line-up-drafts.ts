import type { Deps } from '#deps.ts'
import { draftSettingsOf } from '#storage/draft-settings.ts'
import { journalEnds, lineUpAhead } from '#storage/drafts.ts'

/** Lines up items for drafts that nobody has asked for yet, when something has happened to their seller. */
export type LineUp = { look(): Promise<number> }

/**
 * Begins with every seller, and then looks only at those whose journal has grown since: where nothing happens nothing is read. Those
 * whose day's drafts are written are found again when something happens on another day (domain §9.4).
 */
export function openLineUp({ db, clock }: Pick<Deps, 'db' | 'clock'>): LineUp {
  const seen = new Map<string, number>()

  return {
    /** Returns how many items were lined up. */
    async look() {
      const ends = (await journalEnds(db)).filter(({ sellerId, lastSeq }) => seen.get(sellerId) !== lastSeq)
      if (ends.length === 0) return 0
      const settings = await draftSettingsOf(
        db,
        ends.map(({ sellerId }) => sellerId),
      )
      let linedUp = 0
      for (const seller of ends) {
        const own = settings.get(seller.sellerId)
        if (own?.preparesAhead && own.enabled) linedUp += await lineUpAhead(db, seller, clock.now())
        seen.set(seller.sellerId, seller.lastSeq)
      }
      return linedUp
    },
  }
}
