import { byAge, isWritten, type OutboxItem } from '#domain/outbox-item.ts'
import { type Draft, database } from './database.ts'
import { type DraftNews, tellOtherTabs } from './other-tabs.ts'

const CHANNEL = 'outbox'

/** Everything written that the server does not have, oldest first. */
export async function unsent(): Promise<OutboxItem[]> {
  return (await (await database()).getAll('outbox')).sort(byAge)
}

/**
 * The reply is in the outbox and the field is empty, or neither; what is typed beside a rejection stays. False, for what comes out of
 * a field: another tab has just sent this very text, and its news is still on the way.
 */
export async function keepReply(item: OutboxItem, { isFromField = false } = {}): Promise<boolean> {
  const { userId, interactionId, text } = item
  const tx = (await database()).transaction(['outbox', 'drafts', 'lastSent'], 'readwrite', { durability: 'strict' })
  const [draft, last] = await Promise.all([
    tx.objectStore('drafts').get([userId, interactionId]),
    tx.objectStore('lastSent').get(userId),
  ])
  const isTheSame = last?.interactionId === interactionId && last.text === text
  if (isFromField && !draft && isTheSame && item.createdAt - last.at < newsTakes) {
    await tx.done
    return false
  }
  await Promise.all([
    tx.objectStore('outbox').put(item),
    isWritten(item) && tx.objectStore('drafts').delete([userId, interactionId]),
    isWritten(item) && tx.objectStore('lastSent').put({ interactionId, text, at: item.createdAt }, userId),
    tx.done,
  ])
  announce(isWritten(item) ? { userId, interactionId, sent: text } : undefined)
  return true
}

/** Milliseconds within which two tabs may have pressed for the same text. Whoever means it twice has typed it twice. */
const newsTakes = 5000

/** Changes a reply that is still here; undefined when it is gone by now. */
export async function changeReply(key: string, change: Partial<OutboxItem>): Promise<OutboxItem | undefined> {
  const tx = (await database()).transaction('outbox', 'readwrite')
  const known = await tx.store.get(key)
  const changed = known && { ...known, ...change }
  if (changed) await tx.store.put(changed)
  await tx.done
  announce()

  return changed
}

/** The reply is not here any more, and neither is what was in its files. */
export async function letGo(key: string): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'files'], 'readwrite')
  const outbox = tx.objectStore('outbox')
  const known = await outbox.get(key)
  const files = (known?.files ?? []).map((file) => tx.objectStore('files').delete(file.key))
  await Promise.all([outbox.delete(key), ...files, tx.done])
  announce()
}

/** A reply that was not written in the field: what is typed there stays. It may take the place and the files of another one here. */
export async function keepBeside(item: OutboxItem, instead: string | null = null): Promise<void> {
  const tx = (await database()).transaction('outbox', 'readwrite', { durability: 'strict' })
  await Promise.all([instead !== null && tx.store.delete(instead), tx.store.put(item), tx.done])
  announce()
}

/** Back to the field, before anything that is typed there: what was written first is read first. */
export async function returnToField(item: OutboxItem, now: number): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'drafts'], 'readwrite', { durability: 'strict' })
  const drafts = tx.objectStore('drafts')
  const known = await drafts.get([item.userId, item.interactionId])
  const alreadyThere = known?.takenBack?.key === item.key
  await Promise.all([
    isWritten(item) && !alreadyThere && drafts.put({ ...before(known, item), updatedAt: now, takenBack: null }),
    tx.objectStore('outbox').delete(item.key),
    tx.done,
  ])
  announce({ userId: item.userId, interactionId: item.interactionId, sent: null })
}

/** The text is in the field at once. The reply stays here until it is sure that it is not with the server. */
export async function takeBackToField(item: OutboxItem, now: number): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'drafts'], 'readwrite', { durability: 'strict' })
  const drafts = tx.objectStore('drafts')
  const known = await drafts.get([item.userId, item.interactionId])
  const takenBack = { key: item.key, before: known?.text ?? '', files: keysOf(item) }
  await Promise.all([
    isWritten(item) &&
      known?.takenBack?.key !== item.key &&
      drafts.put({ ...before(known, item), updatedAt: now, takenBack }),
    tx.objectStore('outbox').put({ ...item, takenBack: true, notBefore: 0 }),
    tx.done,
  ])
  announce({ userId: item.userId, interactionId: item.interactionId, sent: null })
}

type Placed = Pick<OutboxItem, 'key' | 'userId' | 'interactionId'>

/** It stays unsent for good: from now on the text is a draft like any other. */
export async function keepUnsent({ key, userId, interactionId }: Placed): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'drafts'], 'readwrite')
  const drafts = tx.objectStore('drafts')
  const draft = await drafts.get([userId, interactionId])
  await Promise.all([
    draft?.takenBack?.key === key && drafts.put({ ...draft, takenBack: null }),
    tx.objectStore('outbox').delete(key),
    tx.done,
  ])
  announce()
}

/** It was too late: what was taken back has left, and its text leaves the field again, unless it was changed there. */
export async function withdraw({ key, userId, interactionId }: Placed): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'drafts'], 'readwrite', { durability: 'strict' })
  const drafts = tx.objectStore('drafts')
  const draft = await drafts.get([userId, interactionId])
  if (draft?.takenBack?.key === key) {
    const { before: typed, files: taken = [] } = draft.takenBack
    const files = (draft.files ?? []).filter((file) => !taken.includes(file.key))
    await (typed.trim() === '' && files.length === 0
      ? drafts.delete([userId, interactionId])
      : drafts.put({ ...draft, text: typed, caret: typed.length, files, takenBack: null }))
  }
  await Promise.all([tx.objectStore('outbox').delete(key), tx.done])
  announce({ userId, interactionId, sent: null })
}

function before(known: Draft | undefined, item: OutboxItem) {
  const { interactionId, text, userId, refused, templateId = null, draftId = null, files = [] } = item
  const typed = known?.text ?? ''
  return {
    interactionId,
    kind: item.kind === 'edit' ? ('edit' as const) : ('answer' as const),
    text: [text, typed].filter((words) => words.trim() !== '').join('\n\n'),
    caret: text.length,
    userId,
    refused,
    templateId,
    draftId,
    files: [...files, ...(known?.files ?? [])],
  }
}

const keysOf = ({ files = [] }: OutboxItem) => files.map(({ key }) => key)

/** Calls back when the outbox changed, here or in another tab. */
export function onOutboxChange(listener: () => void): () => void {
  listeners.add(listener)
  channel()
  return () => listeners.delete(listener)
}

const listeners = new Set<() => void>()
let opened: BroadcastChannel | undefined

function announce(draft?: DraftNews): void {
  for (const listener of listeners) listener()
  channel()?.postMessage('changed')
  if (draft) tellOtherTabs(draft)
}

function channel(): BroadcastChannel | undefined {
  if (opened || typeof BroadcastChannel === 'undefined') return opened

  opened = new BroadcastChannel(CHANNEL)
  opened.onmessage = () => {
    for (const listener of listeners) listener()
  }
  return opened
}
