import { createApp } from './app.ts'
import { BadConfig, readConfig } from './config.ts'
import { PortUnusable } from './http/listen.ts'
import { FolderUnusable } from './storage/folder-unusable.ts'
import { WrongDatabase } from './storage/migrate.ts'
import { DatabaseUnusable } from './storage/open.ts'

// Reads the configuration, starts the app, stops it cleanly. What keeps it from starting is said in one sentence.

const patienceMs = 4500
const foreseen = [BadConfig, FolderUnusable, DatabaseUnusable, WrongDatabase, PortUnusable]

try {
  const app = await createApp(readConfig(process.env))
  const stop = () => {
    setTimeout(() => process.exit(1), patienceMs).unref()
    void app.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // Started by the launcher, the app ends with it, however the launcher ended.
  process.once('disconnect', stop)
  process.send?.({ ready: app.url })
} catch (error) {
  if (!foreseen.some((kind) => error instanceof kind)) throw error
  console.error((error as Error).message)
  process.exit(1)
}
