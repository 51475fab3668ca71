import type { Deps } from '#deps.ts'
import { claimDue } from '#storage/claim.ts'
import { leaseMs } from '#storage/lease.ts'
import type { SellerChannel } from './run.ts'

export type SyncDeps = Pick<Deps, 'config' | 'db' | 'clock' | 'log' | 'owner' | 'connectors'>

/** Takes channels of one host that are due, at most this many. Whoever takes a channel runs it. */
export async function claimChannels(
  { db, clock, owner }: SyncDeps,
  host: 'feedbacks' | 'chats',
  limit: number,
): Promise<SellerChannel[]> {
  return await claimDue<SellerChannel>(db, host, clock.now(), { owner, leaseMs }, limit)
}
