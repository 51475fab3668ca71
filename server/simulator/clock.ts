export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** How far from real time the simulated time stands, and how fast it runs. Scale 0 stops it. */
export type ClockSetting = { offsetMs: number; scale: number }

export type Clock = {
  now(): number
  advance(ms: number): void
  set(now: number): void
  run(scale: number): void
  setting(): ClockSetting
}

export function createClock(initial: ClockSetting = { offsetMs: 0, scale: 1 }): Clock {
  let anchor = { real: Date.now(), simulated: Date.now() + initial.offsetMs }
  let scale = initial.scale

  const now = () => Math.round(anchor.simulated + (Date.now() - anchor.real) * scale)
  const set = (simulated: number) => {
    anchor = { real: Date.now(), simulated }
  }

  return {
    now,
    set,
    advance: (ms) => set(now() + ms),
    run: (faster) => {
      set(now())
      scale = faster
    },
    setting: () => ({ offsetMs: now() - Date.now(), scale }),
  }
}

/** 2026-09-26T10:20:48Z */
export function inUtc(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** 2026-09-26T10:20:48+03:00 */
export function inMoscow(at: number): string {
  return inUtc(at + 3 * HOUR).replace('Z', '+03:00')
}

/** 2026-09-26T10:20:48: claims are told in Moscow time and do not say so. */
export function inMoscowWithoutOffset(at: number): string {
  return inUtc(at + 3 * HOUR).replace('Z', '')
}

/** Questions come with nine digits after the second; the last six are made from the instant itself. */
export function inNanoseconds(at: number): string {
  const beyond = String((at * 7919) % 1_000_000).padStart(6, '0')
  return new Date(at).toISOString().replace('Z', `${beyond}Z`)
}

export function startOfMoscowDay(at: number): number {
  return Math.floor((at + 3 * HOUR) / DAY) * DAY - 3 * HOUR
}
