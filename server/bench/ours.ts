import { createApp } from '#app.ts'
import { readConfig } from '#config.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'

// Our server as `main.ts` starts it, which records an event when it is told to: the embedded database takes one process only.

/** An event to be recorded, as on every day: one transaction, one commit. */
export type Publish = { sellerId: string; interactionId: string | null }

const app = await createApp(readConfig(process.env))

process.on('message', ({ sellerId, interactionId }: Publish) => {
  void inTransaction(app.deps.db, (tx) =>
    recordEvents(tx, sellerId, new Date(), [{ type: 'updated', ...(interactionId && { interactionId }) }]),
  )
})
process.once('disconnect', () => void app.close().then(() => process.exit(0)))
process.send?.({ ready: app.url })
