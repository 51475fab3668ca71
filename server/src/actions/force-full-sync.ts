import type { Deps } from '#deps.ts'
import type { Channel } from '#domain/interaction.ts'
import type { Viewer } from '#domain/viewer.ts'
import { askForSync } from './ask-for-sync.ts'

/**
 * Reads everything anew, as if nothing had ever been read, and keeps what is stored (domain §4.6). Refuses with `NotFound`,
 * `NotConnected`, `BadInput`, `TooSoon`.
 */
export async function forceFullSync(
  deps: Pick<Deps, 'db' | 'clock' | 'wake'>,
  viewer: Viewer,
  { sellerId, channel }: { sellerId: string; channel: Channel | null },
): Promise<{ sellerId: string }> {
  await askForSync(deps, viewer, { sellerId, channel, isFull: true })
  deps.wake()
  return { sellerId }
}
