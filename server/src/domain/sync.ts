import type { Channel } from './interaction.ts'
import { after, between, MINUTE, SECOND } from './time.ts'

/** What kind of run: the first after connecting, one that a person asked for, or one of the timetable (domain §16.2). */
export type SyncMode = 'first' | 'manual' | 'background'

/** `waiting`: nothing is wrong; the next request may be made only when the channel is due. */
export type SyncStatus = 'idle' | 'syncing' | 'success' | 'waiting' | 'error'

/** Why a run failed; people read a sentence made from it (domain §16.3). */
export type SyncError = 'key' | 'scope' | 'rate_limit' | 'network' | 'marketplace' | 'stale' | 'internal'

/** After this long without a sign of life a run counts as dead (domain §16.2). */
export const patienceWithRun = 5 * MINUTE

/** Whether a run that people are waiting for has died. A run that waits for its turn has a due time ahead and is not dead. */
export function isStale(state: { status: string; heartbeatAt: Date | null; dueAt: Date | null }, now: Date): boolean {
  if (state.status !== 'syncing') return false
  const lastSign = Math.max(state.heartbeatAt?.getTime() ?? 0, state.dueAt?.getTime() ?? 0)
  return now.getTime() - lastSign >= patienceWithRun
}

/** When a channel that failed is tried again: 60·2ⁿ seconds later, chats 30·2ⁿ, never more than 15 minutes (domain §16.3). */
export function retryAfterFailure(channel: Channel, failures: number, now: Date): Date {
  const first = channel === 'chat' ? 30 * SECOND : 60 * SECOND
  return after(now, Math.min(first * 2 ** Math.max(0, failures - 1), 15 * MINUTE))
}

/** Technical text of a failure, for support (domain §16.3). The fourth attempt is the last that is promised; later ones count as it. */
export function failureText(channel: Channel, message: string, failures: number, isRetried: boolean): string {
  const scope = channel === 'chat' ? 'chats_sync' : 'interactions_sync'
  const ending = ` attempt=${Math.min(failures, attempts)}/${attempts} retry=${isRetried && failures < attempts ? 'scheduled' : 'exhausted'}`
  return `[${scope}] ${message}`.slice(0, 500 - ending.length) + ending
}

const attempts = 4

/** A pause that is worth a word to people: the marketplace closed the channel for longer than this (WB contract §3.2). */
export function isLongPause(now: Date, until: Date): boolean {
  return between(now, until) > 15 * MINUTE
}
