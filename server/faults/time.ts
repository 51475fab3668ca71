import { setTimeout as pause } from 'node:timers/promises'
import { changedPace, type Pace, toldAt } from '../testkit/scaled-time.ts'
import type { Marketplace } from './marketplace.ts'
import { type Server, unfinishedIn } from './servers.ts'

/** One time for everybody, faster than the machine's. */
export type RunningTime = { pace(): Pace; now(): number; runsAt(scale: number): Promise<void> }

export function runningTime(
  { marketplace, servers }: { marketplace: Marketplace; servers: Server[] },
  scale: number,
): RunningTime {
  let pace: Pace = { real: Date.now(), told: Date.now(), scale }
  return {
    pace: () => pace,
    now: () => toldAt(pace, Date.now()),
    async runsAt(scale) {
      if (scale === pace.scale) return
      pace = changedPace(pace, Date.now(), scale)
      for (const server of servers) server.runsAt(pace)
      await marketplace.runsAt(pace)
    },
  }
}

/**
 * Slows the time down while the machine does not keep up with it, until stopped: a run on a busy machine takes longer, and does not
 * see failures that only its haste has made.
 */
export function keepUp(
  time: RunningTime,
  servers: Server[],
  { usual, behind }: { usual: number; behind: number },
): () => Promise<void> {
  let isStopped = false
  async function work(): Promise<void> {
    while (!isStopped) {
      const unfinished = await unfinishedIn(servers)
      await time.runsAt((unfinished?.overdue ?? 0) > tolerated ? behind : usual)
      await pause(500)
    }
  }
  const ended = work()
  return async () => {
    isStopped = true
    await ended
  }
}

const tolerated = 5
