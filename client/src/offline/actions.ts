import { byAge, type KeptAction, withAction } from '#domain/kept-action.ts'
import { database } from './database.ts'

const CHANNEL = 'actions'

/** Everything that is to be done to items and that the server does not know of, oldest first. */
export async function keptActions(): Promise<KeptAction[]> {
  return (await (await database()).getAll('actions')).sort(byAge)
}

/** Keeps what somebody wants before the server is asked; of each item each person's last wish counts. */
export async function keepAction(wanted: KeptAction): Promise<void> {
  const tx = (await database()).transaction('actions', 'readwrite', { durability: 'strict' })
  const known = (await tx.store.getAll()).filter(({ userId }) => userId === wanted.userId)
  const waiting = withAction(known.sort(byAge), wanted)
  const gone = known.filter(({ key }) => !waiting.some((one) => one.key === key))
  await Promise.all([
    ...gone.map(({ key }) => tx.store.delete(key)),
    ...waiting.map((one) => tx.store.put(one)),
    tx.done,
  ])
  announce()
}

/** From now on the server may have it. Undefined when it was given up meanwhile. */
export async function markLeft(key: string): Promise<KeptAction | undefined> {
  const tx = (await database()).transaction('actions', 'readwrite', { durability: 'strict' })
  const known = await tx.store.get(key)
  const left = known && { ...known, hasLeft: true }
  if (left) await tx.store.put(left)
  await tx.done
  announce()
  return left
}

/** The server has it, or nobody wants it any more. */
export async function dropAction(key: string): Promise<void> {
  await (await database()).delete('actions', key)
  announce()
}

/** Calls back when what waits has changed, here or in another tab. */
export function onActionsChange(listener: () => void): void {
  listeners.add(listener)
  channel()
}

const listeners = new Set<() => void>()
let opened: BroadcastChannel | undefined

function announce(): void {
  for (const listener of listeners) listener()
  channel()?.postMessage('changed')
}

function channel(): BroadcastChannel | undefined {
  if (opened || typeof BroadcastChannel === 'undefined') return opened

  opened = new BroadcastChannel(CHANNEL)
  opened.onmessage = () => {
    for (const listener of listeners) listener()
  }
  return opened
}
