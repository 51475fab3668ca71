type Reply = { state: string; createdAt: string; nextAt: string | null }

/** When the message that goes before this one in its chat is tried again; null where nobody can say (its fate is looked for). */
export function earlierMessageAt(reply: Reply, thread: readonly { reply: Reply | null }[]): Date | null {
  const earlier = thread
    .flatMap(({ reply: other }) =>
      other && other.createdAt < reply.createdAt && untaken.has(other.state) ? [other] : [],
    )
    .toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
  const [first] = earlier
  return first?.state === 'RETRY_WAIT' && first.nextAt !== null ? new Date(first.nextAt) : null
}

const untaken = new Set(['QUEUED', 'SENDING', 'RETRY_WAIT', 'UNKNOWN'])
