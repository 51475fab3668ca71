import { parseInstant } from '#domain/time.ts'

/**
 * Where the next run of a channel goes on: the connector's own place, and the items that have to be read again one by one. When a
 * small budget cuts a run, the two take turns, so that neither starves.
 */
export type SyncCursor = {
  source: unknown
  recheck: string[]
  /** The last of a note that was full: the next one begins behind it, or those behind the first fifty would never be read. */
  recheckAfter: string | null
  recheckFirst: boolean
  /** When the last look for news ended, if none has begun since; kept for keys that have few requests. */
  passedAt: Date | null
}

/** Reads a stored cursor; one that makes no sense is the beginning (domain §16.4). */
export function readSyncCursor(stored: unknown): SyncCursor {
  if (stored === null || typeof stored !== 'object' || !('source' in stored))
    return { source: null, recheck: [], recheckAfter: null, recheckFirst: false, passedAt: null }
  const recheck = 'recheck' in stored && Array.isArray(stored.recheck) ? stored.recheck : []
  return {
    source: stored.source,
    recheck: recheck.filter((id) => typeof id === 'string'),
    recheckAfter: 'recheckAfter' in stored && typeof stored.recheckAfter === 'string' ? stored.recheckAfter : null,
    recheckFirst: 'recheckFirst' in stored && stored.recheckFirst === true,
    passedAt: 'passedAt' in stored ? parseInstant(stored.passedAt) : null,
  }
}
