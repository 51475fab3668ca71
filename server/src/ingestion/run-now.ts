import { setTimeout as pause } from 'node:timers/promises'
import type { Channel } from '#domain/interaction.ts'
import { between, SECOND } from '#domain/time.ts'
import type { RunDeps } from './run.ts'
import { runChannel } from './run-channel.ts'

// Whoever waits holds a request open; what is left goes on with the worker, or with the next call.
const patience = 20 * SECOND

/**
 * Runs a channel that the caller has claimed, while the caller waits. It holds no place of the worker, so a pause of its budget
 * keeps nobody but the caller. Returns the run's id; null when it was taken over.
 */
export async function runNow(deps: RunDeps, sellerId: string, channel: Channel): Promise<string | null> {
  const aside = async (until: Date) => {
    await pause(Math.max(between(deps.clock.now(), until), 20))
    return true
  }
  return (await runChannel(deps, { sellerId, channel }, { patience, aside }))?.runId ?? null
}
