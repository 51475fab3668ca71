import type { RecordedEvent } from './events.ts'

/** What a subscriber of the live feed is told. */
export type LiveChange =
  | { kind: 'event'; event: RecordedEvent }
  /** Everything missed has been told; what follows is live. */
  | { kind: 'live'; seq: number }
  /** Events after `after` up to `seq` are not replayed. */
  | { kind: 'gap'; after: number; seq: number }
  | { kind: 'heartbeat'; seq: number; at: Date }

/** A subscriber who missed more than this reads the lists again: that is quicker than hearing it all. */
const mostReplayed = 1000

/**
 * Where to begin for a subscriber whose last event was `after`, when the journal ends at `head`. Someone who has seen more
 * than there is has seen another journal: a database was restored.
 */
export function beginningFor(after: number | null, head: number): { from: number; gap: LiveChange | null } {
  if (after === null) return { from: head, gap: null }
  const mayReplay = after <= head && head - after <= mostReplayed
  return mayReplay ? { from: after, gap: null } : { from: head, gap: { kind: 'gap', after, seq: head } }
}
