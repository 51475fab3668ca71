import { type App, createApp } from '#app.ts'
import type { Clock } from '#clock.ts'
import { type Config, readConfig } from '#config.ts'
import type { Log } from '#log.ts'
import { openTestStorage } from './database.ts'
import { withoutEnd } from './shop.ts'

/** The app of a story, on an address of its own. */
export type TestApp = App & {
  clock: MovableClock
  /** What was logged, for stories about what is not told outside. */
  logged: { level: string; facts: object; message: string }[]
}

/** A clock that stands until it is moved. */
export type MovableClock = Clock & { set(instant: Date): void; advance(milliseconds: number): void }

/**
 * Starts the whole app on an empty database. Its worker stands still unless the story is about it, and there is budget for
 * everybody: on a clock that stands no request would ever come back into a bucket.
 */
export async function startApp(changes: Partial<Config> = {}): Promise<TestApp> {
  const clock = movableClock()
  const config: Config = { ...readConfig({}), port: 0, worker: false, logLevel: 'silent', wbCardsUrl: null, ...changes }
  const app = await createApp(config, { clock, storage: await openTestStorage(), buckets: withoutEnd })
  return { ...app, clock, logged: overhear(app.deps.log) }
}

function overhear(log: Log): TestApp['logged'] {
  const logged: TestApp['logged'] = []
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    log[level] = (facts, message) => void logged.push({ level, facts, message })
  }
  return logged
}

function movableClock(start = new Date()): MovableClock {
  let now = start
  return {
    now: () => now,
    set: (instant) => {
      now = instant
    },
    advance: (milliseconds) => {
      now = new Date(now.getTime() + milliseconds)
    },
  }
}
