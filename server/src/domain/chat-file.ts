/** A file of a chat as somebody opens it, or why there is none now (`pending`, `later`) or at all. */
export type OpenedFile =
  | { kind: 'file'; bytes: Uint8Array; name: string | null }
  | { kind: 'pending' | 'later'; retryAt: Date | null }
  | { kind: 'refused' | 'gone' | 'too_large' | 'unknown' }
