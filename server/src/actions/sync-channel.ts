import type { Deps } from '#deps.ts'
import type { Channel } from '#domain/interaction.ts'
import type { Viewer } from '#domain/viewer.ts'
import { recordEvents } from '#storage/events.ts'
import { claimChannel, requestSync } from '#storage/sync-states.ts'
import { askForSync, inConnected } from './ask-for-sync.ts'

/** Which channel, and whether the caller waits for it instead of the worker. */
type SyncChannelWish = { sellerId: string; channel: Channel; directFetch: boolean }

/** What became of it: left to the worker, skipped because somebody is reading the channel already, or done here. */
export type ChannelSynced = { sellerId: string; way: 'queued' | 'skipped' | 'direct'; runId: string | null }

/**
 * Looks at one channel now. With `directFetch` it is read here and now, without the worker, by the same code and under the same
 * lock (domain §4.5). Refuses with `NotFound`, `NotConnected`, `BadInput`, and where it is queued with `TooSoon`.
 */
export async function syncChannel(
  deps: Pick<Deps, 'db' | 'clock' | 'owner' | 'wake' | 'runNow'>,
  viewer: Viewer,
  { sellerId, channel, directFetch }: SyncChannelWish,
): Promise<ChannelSynced> {
  if (directFetch) return await fetchDirectly(deps, viewer, { sellerId, channel })
  await askForSync(deps, viewer, { sellerId, channel, isFull: false })
  deps.wake()
  return { sellerId, way: 'queued', runId: null }
}

async function fetchDirectly(
  deps: Pick<Deps, 'db' | 'clock' | 'owner' | 'runNow'>,
  viewer: Viewer,
  { sellerId, channel }: { sellerId: string; channel: Channel },
): Promise<ChannelSynced> {
  const isOurs = await inConnected(deps, viewer, { sellerId, channel }, async (tx, now) => {
    if (!(await claimChannel(tx, { sellerId, channel }, deps.owner, now))) return false
    await recordEvents(tx, sellerId, now, await requestSync(tx, sellerId, { mode: 'manual', channel }, now))
    return true
  })
  const runId = isOurs ? await deps.runNow(sellerId, channel) : null
  return { sellerId, way: runId === null ? 'skipped' : 'direct', runId }
}
