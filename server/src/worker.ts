import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from './deps.ts'
import { startDispatcher } from './dispatcher/dispatcher.ts'
import { startTimetable } from './schedule.ts'
import { forgetClaims } from './storage/claim.ts'
import { announcementIn, journalChannel } from './storage/events.ts'

/** The part of a process that synchronises and sends. */
type Worker = { wake(): void; settled(): Promise<void>; stop(): Promise<void> }

/** A process without one only serves people. */
export const noWorker: Worker = { wake: () => undefined, settled: async () => undefined, stop: async () => undefined }

// A call to WB may take longer than a stop: then the reply is found unfinished at the next start, and looked for.
const finishWithinMs = 2500

/** Starts it. On the embedded database it is the only one, so whatever is claimed was claimed by a process that is dead. */
export async function startWorker(deps: Deps): Promise<Worker> {
  if (deps.db.kind === 'pglite') await forgetClaims(deps.db)
  const dispatcher = startDispatcher(deps)
  const timetable = startTimetable(deps)
  const stopListening = await deps.db.listen(journalChannel, (payload) => {
    for (const line of announcementIn(payload).lines) dispatcher.wake(line)
    timetable.hear()
  })

  return {
    wake() {
      dispatcher.wake()
      timetable.tick()
    },
    async settled() {
      await timetable.idle()
      await dispatcher.idle()
    },
    async stop() {
      await stopListening()
      await Promise.race([Promise.all([dispatcher.stop(), timetable.stop()]), pause(finishWithinMs)])
    },
  }
}
