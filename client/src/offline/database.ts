import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { KeptAction } from '#domain/kept-action.ts'
import type { OutboxFile, OutboxItem, Refused } from '#domain/outbox-item.ts'

/** What one person typed for one item and did not send yet. */
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

/** The text of one person that went from a field to the outbox last, in whichever tab. */
export type LastSent = { interactionId: string; text: string; at: number }

/** What is in a file that somebody chose, as bytes: not every browser keeps files themselves. */
export type KeptFile = { key: string; bytes: ArrayBuffer; at: number }

interface Tables extends DBSchema {
  outbox: { key: string; value: OutboxItem }
  /** By person and item: two accounts on one device never get into each other's words. */
  drafts: { key: [userId: string, interactionId: string]; value: Draft }
  /** By person. */
  lastSent: { key: string; value: LastSent }
  files: { key: string; value: KeptFile }
  actions: { key: string; value: KeptAction }
}

export type Database = IDBPDatabase<Tables>

const NAME = 'written'
let opened: Promise<Database> | undefined

/** What people wrote on this device: the last thing to be lost. The cache of what can be read again lives elsewhere. */
export function database(): Promise<Database> {
  opened ??= openDB<Tables>(NAME, 5, {
    async upgrade(db, known, _, tx) {
      if (known < 1) db.createObjectStore('outbox', { keyPath: 'key' })
      if (known < 3) db.createObjectStore('files', { keyPath: 'key' })
      if (known < 4) db.createObjectStore('actions', { keyPath: 'key' })
      const drafts = known < 1 ? [] : await tx.objectStore('drafts').getAll()
      for (const old of ['drafts', 'lastSent'] as const)
        if (db.objectStoreNames.contains(old)) db.deleteObjectStore(old)
      const own = db.createObjectStore('drafts', { keyPath: ['userId', 'interactionId'] })
      for (const draft of drafts) await own.put(draft)
      db.createObjectStore('lastSent')
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

/** Signing out: nothing that this person has written stays on the device. What others have written is theirs (ui §7.11). */
export async function forgetWrittenBy(userId: string): Promise<void> {
  const names = ['outbox', 'drafts', 'lastSent', 'files', 'actions'] as const
  const tx = (await database()).transaction(names, 'readwrite')
  const [outbox, drafts, actions] = [tx.objectStore('outbox'), tx.objectStore('drafts'), tx.objectStore('actions')]
  const isTheirs = (one: { userId: string }) => one.userId === userId
  const replies = (await outbox.getAll()).filter(isTheirs)
  const typed = (await drafts.getAll()).filter(isTheirs)
  const wishes = (await actions.getAll()).filter(isTheirs)

  await Promise.all([
    ...replies.map(({ key }) => outbox.delete(key)),
    ...typed.map(({ interactionId }) => drafts.delete([userId, interactionId])),
    ...wishes.map(({ key }) => actions.delete(key)),
    ...[...replies, ...typed].flatMap(({ files = [] }) => files.map(({ key }) => tx.objectStore('files').delete(key))),
    tx.objectStore('lastSent').delete(userId),
    tx.done,
  ])
}

/** Nothing written stays on the device, whoever wrote it. */
export async function forgetWritten(): Promise<void> {
  await close()
  await deleteDB(NAME)
}

async function close(): Promise<void> {
  const db = await opened
  opened = undefined
  db?.close()
}
