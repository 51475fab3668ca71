import type { Deps } from '#deps.ts'
import { forAnswers } from '#domain/draft.ts'
import { between } from '#domain/time.ts'
import { type DraftingSeller, draftingSellers, heldUntil, lineUpAhead, takeUpAside } from '#storage/draft-line.ts'
import { draftSettingsOf } from '#storage/draft-settings.ts'
import { ownTermsOf } from '#storage/draft-terms.ts'

/** Lines up items for drafts that nobody has asked for yet or that failed on something else, when something has happened to their seller. */
export type LineUp = {
  /** Returns how many items were lined up. */
  look(): Promise<number>
  /** The card of a product was read: there may be drafts that know less of it. */
  hearOfCard(nmId: string): void
}

/**
 * Begins with every seller, and then looks only at those whose journal has grown since, where a model is to be asked again, or of whose
 * products a card tells something new; and at each once in a while, for drafts that were too young to be renewed for newer answers. Those whose day's drafts are written are found again
 * when something happens on another day (domain §9.4).
 */
export function openLineUp({ db, clock, config, cards }: Pick<Deps, 'db' | 'clock' | 'config' | 'cards'>): LineUp {
  const seen = new Map<string, { lastSeq: number; at: Date; heldUntil: Date | null }>()
  const readsCards = cards !== null
  const cardsRead = new Set<string>()
  const ownTerms = ownTermsOf(config)
  const hasNews = ({ sellerId, lastSeq, retryAt, hasNewCard }: DraftingSeller): boolean => {
    const before = seen.get(sellerId)
    if (hasNewCard || before === undefined || before.lastSeq !== lastSeq) return true
    if (before.heldUntil !== null && (cardsRead.size > 0 || clock.now() >= before.heldUntil)) return true
    return (retryAt !== null && retryAt > before.at) || between(before.at, clock.now()) >= forAnswers.leastAgeMs
  }

  return {
    hearOfCard: (nmId) => void cardsRead.add(nmId),
    async look() {
      const now = clock.now()
      const nmIds = [...cardsRead]
      const sellers = (await draftingSellers(db, now, nmIds)).filter(hasNews)
      for (const nmId of nmIds) cardsRead.delete(nmId)
      if (sellers.length === 0) return 0
      const settings = await draftSettingsOf(
        db,
        sellers.map(({ sellerId }) => sellerId),
      )
      let linedUp = 0
      for (const seller of sellers) {
        // What is in the line already is not written ahead: it has its turn, whatever is prepared by itself.
        linedUp += await takeUpAside(db, seller.sellerId, { now, ownTerms })
        const own = settings.get(seller.sellerId)
        if (own?.preparesAhead && own.enabled) linedUp += await lineUpAhead(db, seller, { now, ownTerms, readsCards })
        const held = readsCards ? await heldUntil(db, seller.sellerId, now) : null
        seen.set(seller.sellerId, { lastSeq: seller.lastSeq, at: now, heldUntil: held })
      }
      return linedUp
    },
  }
}
