/** Chance that is the same on every run. */
export type Chance = {
  /** Between 0 and 1. */
  share(): number
  /** Below so many. */
  below(count: number): number
  pick<One>(list: readonly One[]): One
}

export function chanceFrom(seed: number): Chance {
  let state = seed
  function share(): number {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const below = (count: number) => Math.floor(share() * count)
  return { share, below, pick: <One>(list: readonly One[]) => list[below(list.length)] as One }
}
