/** A number of the marketplace's as an `Int`; null when it is none, or beyond what GraphQL's 32 bits can hold. */
export function asInt(value: number | null): number | null {
  const whole = value === null ? null : Math.round(value)
  return whole !== null && Math.abs(whole) <= largest ? whole : null
}

const largest = 2 ** 31 - 1
