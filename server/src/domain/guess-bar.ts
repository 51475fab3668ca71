/** How good a guess is, seen from one of its two sides: `distance` in milliseconds, `otherId` of the other side. */
export type GuessRank = { isShown: boolean; confidence: number; distance: number; otherId: string }

/**
 * So many guesses of one item are its best. Of a product that everybody talks of each day makes guesses by the hundred that are all alike,
 * and a card shows five.
 */
export const mostGuesses = 30

/** The last guess that is among an item's best; null while all of them are (ADR 29). */
export function barOf(ranks: readonly GuessRank[]): GuessRank | null {
  if (ranks.length <= mostGuesses) return null
  return [...ranks].sort(bySureness)[mostGuesses - 1] ?? null
}

/** Whether a guess is among the best of the side whose bar this is. A pair is kept when it is among the best of either. */
export function reaches(rank: GuessRank, bar: GuessRank | null): boolean {
  return bar === null || bySureness(rank, bar) <= 0
}

/**
 * Whether another bar may be right for an item now that one of its guesses has come, gone or changed. Null for `before` or `now`: there
 * was, or is, no such guess.
 */
export function movesBar(bar: GuessRank, before: GuessRank | null, now: GuessRank | null): boolean {
  const [did, does] = [before !== null && reaches(before, bar), now !== null && reaches(now, bar)]
  if (did !== does) return true
  return did && before?.otherId === bar.otherId && now !== null && bySureness(before, now) !== 0
}

/** What a card shows, what is surer, what is nearer; the id decides where nothing else does, so that no two are equal. */
function bySureness(one: GuessRank, other: GuessRank): number {
  return (
    Number(other.isShown) - Number(one.isShown) ||
    other.confidence - one.confidence ||
    one.distance - other.distance ||
    (one.otherId < other.otherId ? -1 : Number(one.otherId > other.otherId))
  )
}
