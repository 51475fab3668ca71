/** What a request did: changed something, succeeded without effect, was turned away, or only looked. */
export type Effect = 'applied' | 'ignored' | 'refused' | 'read'

export type Entry = {
  at: string
  method: string
  path: string
  query: string
  /** 0 when the caller got no answer at all. */
  status: number
  effect: Effect
  subject: string | null
  text: string | null
  sid: string | null
  /** The trouble that struck it, as it was ordered: a status, or the way the answer was lost. */
  trouble: string | null
}

export type Journal = {
  record(entry: Entry): void
  entries(sid?: string): Entry[]
  /** Begins anew; tells what was kept until now, so that nothing falls between reading and clearing. */
  clear(sid?: string): Entry[]
}

// An hour of a busy shop under trouble has to be seen whole.
const CAPACITY = 200_000

/** The evidence for tests: "exactly one message reached the buyer". */
export function createJournal(): Journal {
  let kept: Entry[] = []
  const entries = (sid?: string) => kept.filter((entry) => sid === undefined || entry.sid === sid)

  return {
    record: (entry) => {
      kept.push(entry)
      if (kept.length > CAPACITY) kept = kept.slice(-CAPACITY / 2)
    },
    entries,
    clear: (sid) => {
      const cleared = entries(sid)
      kept = kept.filter((entry) => sid !== undefined && entry.sid !== sid)
      return cleared
    },
  }
}
