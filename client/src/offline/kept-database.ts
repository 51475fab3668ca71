import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** One thing the cache knows, with its fields. */
export type KeptAnswer = { fields: Record<string, string>; at: number }

/** A list as it stood on the screen. */
export type KeptList = { shape: number; list: unknown }

interface Tables extends DBSchema {
  answers: { key: string; value: KeptAnswer }
  lists: { key: string; value: KeptList }
}

export type KeptDatabase = IDBPDatabase<Tables>

const NAME = 'kept'
let opened: Promise<KeptDatabase> | undefined

/** What was read from the server and can be read again. What people wrote lives elsewhere (`database.ts`). */
export function keptDatabase(): Promise<KeptDatabase> {
  opened ??= openDB<Tables>(NAME, 1, {
    upgrade(db) {
      db.createObjectStore('answers')
      db.createObjectStore('lists')
    },
    // Another tab has a newer app: make way, and open again when needed.
    blocking: () => void close(),
    terminated: () => {
      opened = undefined
    },
  }).catch((error: unknown) => {
    opened = undefined
    throw error
  })

  return opened
}

/** Signing out: nothing that was read stays on the device. */
export async function forgetKept(): Promise<void> {
  const db = await keptDatabase()
  await Promise.all([db.clear('answers'), db.clear('lists')])
}

async function close(): Promise<void> {
  const db = await opened
  opened = undefined
  db?.close()
}
