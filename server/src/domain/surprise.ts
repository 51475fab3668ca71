/** Something in the marketplace's answers that our description of them does not know: a field, or a word of a known list. */
export type Surprise = { kind: 'field' | 'value'; name: string; count: number }

/** Under this name goes what does not fit into the list any more. */
const otherSurprises = '…'

/**
 * The surprises under the names they are kept by: those that are kept already, and new ones while there is room. The rest is counted
 * together, so that no answer, however strange, makes the list grow for ever.
 */
export function namedWithin(
  met: readonly Surprise[],
  kept: readonly Pick<Surprise, 'kind' | 'name'>[],
  most: number,
): Surprise[] {
  const known = new Set(kept.map(keyOf))
  const fresh = met.filter((each) => !known.has(keyOf(each)))
  const allowed = new Set([...known, ...fresh.slice(0, Math.max(0, most - known.size)).map(keyOf)])
  return counted(met.map((each) => (allowed.has(keyOf(each)) ? each : { ...each, name: otherSurprises })))
}

/** The same thing met twice is one thing with its count. */
export function counted(met: readonly Surprise[]): Surprise[] {
  const byKey = new Map<string, Surprise>()
  for (const each of met) {
    const known = byKey.get(keyOf(each))
    byKey.set(keyOf(each), known ? { ...known, count: known.count + each.count } : each)
  }
  return [...byKey.values()]
}

function keyOf({ kind, name }: Pick<Surprise, 'kind' | 'name'>): string {
  return `${kind} ${name}`
}
