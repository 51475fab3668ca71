import { SECOND } from './time.ts'

/**
 * How many more a lane takes. `withinShare` are places for sellers who hold less than their share, `beyondShare` those that one may
 * have who holds as much or more, as long as nobody else wants them; of each seller who holds any, `held` says how many.
 */
export type Room = { share: number; withinShare: number; beyondShare: number; held: ReadonlyMap<string, number> }

/** A call that has taken longer than this hangs: mostly the marketplace answers within a second, and it is waited for twenty. */
export const hangsAfter = 3 * SECOND

/** So many times its width a lane may have in calls at once, with those that hang. */
const mostLanes = 3

/**
 * How places at work are divided among sellers, of whom each is held up by its own calls to the marketplace alone. As long as there are
 * free ones anybody gets them. One seller keeps no more than half of a lane from others: what it holds beyond that counts for nothing
 * when they come, so that they find places although none is free. Nor does what hangs; its own seller's it remains. `held` and `hanging`
 * say how many of each seller, those that hang among the held.
 */
export function roomIn(
  width: number,
  held: ReadonlyMap<string, number>,
  hanging: ReadonlyMap<string, number> = new Map(),
): Room {
  const share = width / 2
  const all = sum([...held.values()])
  const fair = sum([...held].map(([sellerId, count]) => Math.min(count - (hanging.get(sellerId) ?? 0), share)))
  const withinShare = Math.min(width - fair, mostLanes * width - all)
  return { share, withinShare: Math.max(0, withinShare), beyondShare: Math.max(0, width - all), held }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}

/** Those who get no place now, whatever they have that is due. */
export function withoutPlace({ share, withinShare, beyondShare, held }: Room): 'all' | string[] {
  if (beyondShare > 0) return []
  if (withinShare === 0) return 'all'
  return [...held].filter(([, count]) => count >= share).map(([sellerId]) => sellerId)
}
