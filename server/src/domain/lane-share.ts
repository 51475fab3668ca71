/**
 * How many more a lane takes. `withinShare` are places for sellers who hold less than their share, `beyondShare` those that one may
 * have who holds as much or more, as long as nobody else wants them; of each seller who holds any, `held` says how many.
 */
export type Room = { share: number; withinShare: number; beyondShare: number; held: ReadonlyMap<string, number> }

/**
 * How places at work are divided among sellers, of whom each is held up by its own calls to the marketplace alone. As long as there are
 * free ones anybody gets them. One seller keeps no more than half of a lane from others: what it holds beyond that counts for nothing
 * when they come, so that they find places although none is free.
 */
export function roomIn(width: number, held: ReadonlyMap<string, number>): Room {
  const share = width / 2
  const counts = [...held.values()]
  const all = counts.reduce((sum, count) => sum + count, 0)
  const fair = counts.reduce((sum, count) => sum + Math.min(count, share), 0)
  return { share, withinShare: Math.max(0, width - fair), beyondShare: Math.max(0, width - all), held }
}

/** Those who get no place now, whatever they have that is due. */
export function withoutPlace({ share, withinShare, beyondShare, held }: Room): 'all' | string[] {
  if (beyondShare > 0) return []
  if (withinShare === 0) return 'all'
  return [...held].filter(([, count]) => count >= share).map(([sellerId]) => sellerId)
}
