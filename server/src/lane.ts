import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from './deps.ts'
import { between } from './domain/time.ts'
import type { Aside } from './sources/rate-budget.ts'

/** Work that is looked for. A look while one is going on is made after it. */
export type Part = { look(): void; idle(): Promise<void>; stop(): Promise<void> }

/** What a lane works on: how it takes what is due, at most so many, and what it does with each. `work` never fails. */
type Business<Due> = { claim(limit: number): Promise<Due[]>; work(due: Due, aside: Aside): Promise<void> }

/** How many pieces of work are done at once, and how many a lane holds together with those that it has put aside. */
type Breadth = { atOnce: number; mostHeld: number }

/**
 * A lane of work that asks a marketplace. What has to wait for its next request is put aside: it keeps what it knows and its claim,
 * but no place, so the lane goes on with what else is due. When its time has come it goes on before anything new is begun.
 */
export function openLane<Due>(
  { log, clock }: Pick<Deps, 'log' | 'clock'>,
  { claim, work }: Business<Due>,
  { atOnce, mostHeld }: Breadth,
): Part {
  const held = new Set<Promise<void>>()
  const places = openPlaces(atOnce)
  const stopping = new AbortController()
  setMaxListeners(mostHeld, stopping.signal)
  const looking = oneAtATime({ log }, async () => {
    const free = places.takeFree(mostHeld - held.size)
    let begun = 0
    try {
      const due = free > 0 ? await claim(free) : []
      for (const each of due) begin(each)
      begun = due.length
    } finally {
      places.leave(free - begun)
    }
  })

  function begin(due: Due): void {
    const going = work(due, aside).finally(() => {
      held.delete(going)
      places.leave(1)
      looking.look()
    })
    held.add(going)
  }

  async function aside(until: Date): Promise<boolean> {
    places.leave(1)
    looking.look()
    const milliseconds = Math.max(between(clock.now(), until), shortestPause)
    await pause(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined)
    await places.comeBack()
    return !stopping.signal.aborted
  }

  return {
    look: looking.look,
    async idle() {
      await looking.idle()
      while (held.size > 0) {
        await Promise.all(held)
        await looking.idle()
      }
    },
    async stop() {
      stopping.abort()
      await looking.stop()
      await Promise.all(held)
    },
  }
}

// The bucket may be counted on another clock: nobody comes back in the same moment.
const shortestPause = 20

/** Places at work. Those who come back get them before anybody new. */
function openPlaces(count: number) {
  let taken = 0
  const returning: (() => void)[] = []

  return {
    /** Takes what is free, at most so many. Returns how many. */
    takeFree(most: number): number {
      const free = Math.max(0, Math.min(most, count - taken))
      taken += free
      return free
    },
    leave(some: number): void {
      taken -= some
      while (taken < count) {
        const next = returning.shift()
        if (!next) return
        taken += 1
        next()
      }
    },
    async comeBack(): Promise<void> {
      if (taken >= count) return await new Promise((resolve) => returning.push(resolve))
      taken += 1
    },
  }
}

/** Looks, and never twice at once. */
export function oneAtATime({ log }: Pick<Deps, 'log'>, work: () => Promise<void>): Part {
  let going: Promise<void> | null = null
  let isAskedAgain = false
  let isStopped = false

  async function go(): Promise<void> {
    do {
      isAskedAgain = false
      await work().catch((error: unknown) => log.error({ error }, 'The timetable could not look for what is due.'))
    } while (isAskedAgain && !isStopped)
    going = null
  }

  return {
    look() {
      if (isStopped) return
      if (going) isAskedAgain = true
      else going = go()
    },
    async idle() {
      while (going) await going
    },
    async stop() {
      isStopped = true
      await going
    },
  }
}
