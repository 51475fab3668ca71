import type { Deps } from '#deps.ts'
import type { Channel } from '#domain/interaction.ts'
import { checkedTarget, type OwnTarget } from '#domain/sla-targets.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { forgetTargets, judgeSoon, saveTarget } from '#storage/sla-targets.ts'
import { assertOwner } from './assert-owner.ts'

type Needs = Pick<Deps, 'db' | 'clock' | 'wake'>

/**
 * Sets what an intent of a channel starts from for this seller: its priority, its minutes, or both; null keeps ours (domain §6.6).
 * What waits is judged anew. Refuses with `NotFound`, `NotAllowed`, `BadInput`.
 */
export async function setSlaTarget(
  deps: Needs,
  viewer: Viewer,
  { sellerId, ...input }: OwnTarget & { sellerId: string },
): Promise<{ sellerId: string }> {
  assertOwner(viewer, sellerId)
  const target = checkedTarget(input)
  await changeTargets(deps, viewer, sellerId, async (tx) => ((await saveTarget(tx, sellerId, target)) ? [target] : []))
  return { sellerId }
}

/** Goes back to our figures, everywhere or in one channel. Refuses with `NotFound`, `NotAllowed`. */
export async function resetSlaTargets(
  deps: Needs,
  viewer: Viewer,
  { sellerId, channel }: { sellerId: string; channel: Channel | null },
): Promise<{ sellerId: string }> {
  assertOwner(viewer, sellerId)
  await changeTargets(deps, viewer, sellerId, (tx) => forgetTargets(tx, sellerId, channel))
  return { sellerId }
}

async function changeTargets(
  { db, clock, wake }: Needs,
  viewer: Viewer,
  sellerId: string,
  change: (tx: Tx) => Promise<OwnTarget[]>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM seller WHERE id = ${sellerId}::uuid FOR NO KEY UPDATE`
    const changed = await change(tx)
    if (changed.length === 0) return
    const now = clock.now()
    await judgeSoon(tx, sellerId, changed, now)
    await recordEvents(tx, sellerId, now, [{ type: 'sla_targets_changed', actor: viewer.userId }])
  })
  wake()
}
