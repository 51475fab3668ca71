import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { KeptAction } from '#domain/kept-action.ts'
import type { OutboxFile, OutboxItem, Refused } from '#domain/outbox-item.ts'

/** What was typed for one item and not sent yet. */
export type Draft = {
  interactionId: string
  text: string
  /** Whether it is for the answer that stands there; an answer where nothing is said. */
  kind?: 'answer' | 'edit'
  /** Where the caret was. */
  caret: number
  updatedAt: number
  userId: string
  /** Why the text came back, if it had been sent before. */
  refused: Refused | null
  /** A reply whose text this is, while it is not sure that it stays unsent; and what had been typed before. */
  takenBack?: { key: string; before: string; files?: string[] } | null
  /** The template that was put into it last. */
  templateId?: string | null
  /** The proposed text that was put into it last. */
  draftId?: string | null
  /** Files that were chosen for it. */
  files?: OutboxFile[]
}

/** The text that went from a field to the outbox last, in whichever tab. */
export type LastSent = { interactionId: string; text: string; at: number }

/** What is in a file that somebody chose, as bytes: not every browser keeps files themselves. */
export type KeptFile = { key: string; bytes: ArrayBuffer; at: number }

interface Tables extends DBSchema {
  outbox: { key: string; value: OutboxItem }
  drafts: { key: string; value: Draft }
  lastSent: { key: 'last'; value: LastSent }
  files: { key: string; value: KeptFile }
  actions: { key: string; value: KeptAction }
}

export type Database = IDBPDatabase<Tables>

const NAME = 'written'
let opened: Promise<Database> | undefined

/** What people wrote on this device: the last thing to be lost. The cache of what can be read again lives elsewhere. */
export function database(): Promise<Database> {
  opened ??= openDB<Tables>(NAME, 4, {
    upgrade(db, known) {
      if (known < 1) {
        db.createObjectStore('outbox', { keyPath: 'key' })
        db.createObjectStore('drafts', { keyPath: 'interactionId' })
      }
      if (known < 2) db.createObjectStore('lastSent')
      if (known < 3) db.createObjectStore('files', { keyPath: 'key' })
      db.createObjectStore('actions', { keyPath: 'key' })
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

/** Signing out: nothing written stays on the device. */
export async function forgetWritten(): Promise<void> {
  await close()
  await deleteDB(NAME)
}

async function close(): Promise<void> {
  const db = await opened
  opened = undefined
  db?.close()
}
