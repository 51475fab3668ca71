import type { Deps } from '#deps.ts'
import type { Viewer } from '#domain/viewer.ts'
import { askForSync } from './ask-for-sync.ts'

/** Looks at the marketplace now, at most once in 30 seconds. Refuses with `NotFound`, `NotConnected`, `TooSoon` (domain §16.5). */
export async function syncNow(
  deps: Pick<Deps, 'db' | 'clock' | 'wake'>,
  viewer: Viewer,
  { sellerId }: { sellerId: string },
): Promise<{ sellerId: string }> {
  await askForSync(deps, viewer, { sellerId, channel: null, isFull: false })
  deps.wake()
  return { sellerId }
}
