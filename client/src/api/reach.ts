/** What a request told us about the way to the server. */
export type Reach = { kind: 'reached'; serverTime: Date | null } | { kind: 'unreachable' } | { kind: 'signed_out' }

const listeners = new Set<(reach: Reach) => void>()

export function onReach(listener: (reach: Reach) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function tellReach(reach: Reach): void {
  for (const listener of listeners) listener(reach)
}

/** The only way out: the session cookie, the header that the server asks of browsers, and a note of how it went. */
export async function request(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.set('x-agentiq-client', 'web')

  try {
    const response = await fetch(input, { ...init, headers, credentials: 'same-origin' })
    tellReach(reachOf(response))
    return response
  } catch (error) {
    if (!isAbort(error)) tellReach({ kind: 'unreachable' })
    throw error
  }
}

/** A gateway that answers for a server that does not is not the server. */
function reachOf(response: Response): Reach {
  if (isGatewayFailure(response.status)) return { kind: 'unreachable' }

  const date = response.headers.get('date')
  return { kind: 'reached', serverTime: date === null ? null : new Date(date) }
}

export const isGatewayFailure = (status: number) => status === 502 || status === 503 || status === 504

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'
