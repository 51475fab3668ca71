import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

/** Time that runs faster than the machine's: at `real` it was `told`, and it has run `scale` times as fast since. */
export type Pace = { real: number; told: number; scale: number }

/** What a clock of this pace shows when the machine's shows `real`. Milliseconds. */
export function toldAt(pace: Pace, real: number): number {
  return pace.told + (real - pace.real) * pace.scale
}

/** From `real` on the time runs so fast; it does not jump. */
export function changedPace(pace: Pace, real: number, scale: number): Pace {
  return { real, told: toldAt(pace, real), scale }
}

/**
 * Makes the pauses of this process as much shorter as its clock is faster: those awaited and those of intervals. A lease is then
 * renewed as often within its time as it is on a usual day. To be called before the product's modules are read. Single timeouts
 * stay as they are: they bound how long the machine itself may take.
 */
export function scaleTimers(scale: () => number): void {
  const { setInterval } = globalThis
  globalThis.setInterval = ((work: () => void, milliseconds = 0) =>
    setInterval(work, Math.max(milliseconds / scale(), shortest))) as typeof setInterval

  const { setTimeout } = timers
  timers.setTimeout = ((milliseconds = 0, ...rest: [never?, never?]) =>
    setTimeout(milliseconds / scale(), ...rest)) as typeof setTimeout
  syncBuiltinESMExports()
}

// Under it a machine that is busy does nothing else.
const shortest = 50
