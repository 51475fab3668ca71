import { database } from './database.ts'

/** Keeps what is in a file before anybody is told that it was chosen. */
export async function keepFile(key: string, bytes: ArrayBuffer, at: number): Promise<void> {
  await (await database()).put('files', { key, bytes, at })
}

/** What is in a file; undefined when the device does not have it any more. */
export async function readFile(key: string): Promise<ArrayBuffer | undefined> {
  return (await (await database()).get('files', key))?.bytes
}

/** Takes away files from before that moment that go with nothing: neither with what is typed nor with what waits. */
export async function forgetLooseFiles(before: number): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'drafts', 'files'], 'readwrite')
  const files = tx.objectStore('files')
  const [items, drafts, kept] = await Promise.all([
    tx.objectStore('outbox').getAll(),
    tx.objectStore('drafts').getAll(),
    files.getAll(),
  ])
  const wanted = new Set([...items, ...drafts].flatMap(({ files = [] }) => files.map(({ key }) => key)))
  const loose = kept.filter(({ key, at }) => at < before && !wanted.has(key))
  await Promise.all([...loose.map(({ key }) => files.delete(key)), tx.done])
}
