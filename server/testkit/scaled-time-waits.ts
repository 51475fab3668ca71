import { setTimeout as pause } from 'node:timers/promises'

/** Waits, and says how long it took and how often a second passed meanwhile. */
export async function waitTenSeconds(): Promise<{ pauseMs: number; ticks: number }> {
  let ticks = 0
  const ticking = setInterval(() => (ticks += 1), 1000)
  const began = performance.now()
  await pause(10_000)
  clearInterval(ticking)
  return { pauseMs: performance.now() - began, ticks }
}
