import { type KeptAnswer, keptDatabase } from './kept-database.ts'

/** `thing.field` and what it says; nothing when the field is gone. */
export type Entries = Record<string, string | undefined>

const DAY_MS = 24 * 60 * 60 * 1000
const KEPT_DAYS = 14
/** About six hundred opened items with their conversations; more would slow the start down. */
const KEPT_ANSWERS = 6_000
const ROOT = 'Query'

/** Everything kept. What is too old, or too much, leaves the device. */
export async function readAnswers(now = Date.now()): Promise<Entries> {
  const tx = (await keptDatabase()).transaction('answers', 'readwrite')
  const [names, answers] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()])
  const known = new Map(names.map((name, index) => [name, answers[index] as KeptAnswer]))
  const youngest = answers.map(({ at }) => at).sort((a, b) => b - a)
  const oldest = Math.max(now - KEPT_DAYS * DAY_MS, youngest[KEPT_ANSWERS - 1] ?? 0)

  for (const [name, { at }] of known) {
    if (at >= oldest) continue
    known.delete(name)
    void tx.store.delete(name)
  }
  const root = known.get(ROOT)
  if (root && dropLoose(root, known)) void tx.store.put(root, ROOT)
  await tx.done

  return entriesOf(known)
}

/** Questions whose answer has left the device leave it too: they are never asked in the same words again. */
function dropLoose({ fields }: KeptAnswer, known: ReadonlyMap<string, KeptAnswer>): boolean {
  const loose = Object.keys(fields).filter((field) => {
    const target = /^:"(.*)"$/.exec(fields[field] ?? '')?.[1]
    return target !== undefined && !known.has(nameOf(JSON.parse(`"${target}"`)))
  })
  for (const field of loose) delete fields[field]

  return loose.length > 0
}

function entriesOf(known: ReadonlyMap<string, KeptAnswer>): Entries {
  const entries: Entries = {}
  for (const [name, { fields }] of known) {
    for (const field in fields) entries[`${name}.${field}`] = fields[field]
  }
  return entries
}

/** Adds to what is kept: another tab may know fields of the same thing that this one has never read. */
export async function keepAnswers(entries: Entries, now = Date.now()): Promise<void> {
  const changes = byName(entries)
  if (changes.size === 0) return

  const tx = (await keptDatabase()).transaction('answers', 'readwrite')
  const writes = [...changes].map(async ([name, change]) => {
    await tx.store.put({ fields: merged(await tx.store.get(name), change), at: now }, name)
  })
  await Promise.all([...writes, tx.done])
}

function byName(entries: Entries): Map<string, Entries> {
  const changes = new Map<string, Entries>()
  for (const key in entries) {
    const dot = key.indexOf('.')
    const name = key.slice(0, dot)
    const change = changes.get(name) ?? {}
    change[key.slice(dot + 1)] = entries[key]
    changes.set(name, change)
  }
  return changes
}

function merged(known: KeptAnswer | undefined, change: Entries): Record<string, string> {
  const fields = { ...known?.fields }
  for (const [field, value] of Object.entries(change)) {
    if (value === undefined) delete fields[field]
    else fields[field] = value
  }
  return fields
}

// The cache writes the name of a thing so that its first dot ends it.
const nameOf = (thing: string) => thing.replaceAll('.', '%2e')
