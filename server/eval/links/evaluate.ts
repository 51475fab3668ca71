import type { Link } from '#domain/link.ts'
import { isShown, linkBetween, policyOf, type Tier, tierOf } from '#domain/link-policy.ts'
import { readSide } from '#processing/read-side.ts'
import { namelessTrap, type Pair, retoldTrap } from './pairs.ts'

/** How many pairs of a kind were linked, and how many of those rightly. */
type Share = { linked: number; right: number; precision: number }

/** What the links of a labelled set are worth. Recall: of all pairs of one buyer, how many are found at this tier or above. */
export type LinkReport = {
  pairs: number
  ofOneBuyer: number
  /** What an operator is shown: 65 % and more, and of guesses those for which something of the buyer's own speaks. */
  shown: Share & { recall: number }
  /** The same without the nameless twins: of those nothing that is seen tells one buyer from two. */
  shownWithoutTwins: Share & { recall: number }
  /** Of the nameless twins alone: how many there are, and how many are shown, all of them wrongly. */
  twins: { pairs: number; shown: number }
  tiers: Record<EvaluatedTier, Share & { recall: number }>
  /** Pairs of two buyers for which something might happen without an operator. */
  wrongAutomatic: string[]
  /** What was shown and is wrong, and what is right and was not shown: how often, by what makes it hard. */
  wrongShown: Record<string, number>
  missed: Record<string, number>
}

/** `automatic`: sure enough to act on. `legacy`: an identifier that WB gives up. The rest are guesses. */
type EvaluatedTier = 'automatic' | 'legacy' | Tier

/** The goal of what is shown. */
export const wantedPrecision = 0.95

/**
 * What is reached on this set: less is a step back. With two nameless twins for each question the goal is missed by far; without them it is
 * missed by namesakes who write on the same day, and would be reached but for these (ADR 19).
 */
export const reachedPrecision = { high: 0.79, medium: 0.7, shown: 0.76, shownWithoutTwins: 0.9 }

type Judged = Pair & { link: Link | null; tier: EvaluatedTier | null; isSeen: boolean }

export function evaluateLinks(pairs: readonly Pair[]): LinkReport {
  const judged = pairs.map(judge)
  const report = (fits: (each: Judged) => boolean) => ({ ...shareOf(judged, fits), recall: recallOf(judged, fits) })
  // What is only counted is never seen.
  const of = (tier: Judged['tier']) => report((each) => each.tier === tier && (each.isSeen || tier === 'low'))

  return {
    pairs: pairs.length,
    ofOneBuyer: pairs.filter(({ isSame }) => isSame).length,
    shown: report(({ isSeen }) => isSeen),
    shownWithoutTwins: report((each) => each.isSeen && !isTwin(each)),
    twins: { pairs: pairs.filter(isTwin).length, shown: judged.filter((each) => each.isSeen && isTwin(each)).length },
    tiers: { automatic: of('automatic'), legacy: of('legacy'), high: of('high'), medium: of('medium'), low: of('low') },
    wrongAutomatic: judged.filter((each) => !each.isSame && isAutomatic(each)).map(({ trap }) => trap),
    wrongShown: countedBy(judged.filter((each) => !each.isSame && each.isSeen)),
    missed: countedBy(judged.filter((each) => each.isSame && !each.isSeen)),
  }
}

function isTwin({ trap }: Pair): boolean {
  return trap === namelessTrap || trap === retoldTrap
}

function judge(pair: Pair): Judged {
  const [one, other] = [readSide(pair.one), readSide(pair.other)]
  const link = linkBetween(one, other)
  if (!link) return { ...pair, link, tier: null, isSeen: false }
  const seen = { ...pair, link, isSeen: isShown(one, other, link) }
  if (link.type === 'probabilistic') return { ...seen, tier: tierOf(link.confidence) }
  return { ...seen, tier: link.isLegacyOnly ? 'legacy' : 'automatic' }
}

function isAutomatic({ link }: Judged): boolean {
  return link !== null && policyOf({ isLegacyOnly: false, ...link }).isAutoAllowed
}

function shareOf(judged: Judged[], fits: (each: Judged) => boolean): Share {
  const linked = judged.filter(fits)
  const right = linked.filter(({ isSame }) => isSame).length
  return { linked: linked.length, right, precision: linked.length > 0 ? right / linked.length : 1 }
}

function recallOf(judged: Judged[], fits: (each: Judged) => boolean): number {
  const same = judged.filter(({ isSame }) => isSame)
  return same.filter(fits).length / same.length
}

function countedBy(pairs: Pair[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { trap } of pairs) counts[trap] = (counts[trap] ?? 0) + 1
  return counts
}
