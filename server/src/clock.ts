/** Where the time comes from. Tests move it; everything else takes the machine's. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }
