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

/** The way out of everything but files: the session cookie, the header that the server asks of browsers, and a note of how it went. */
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

export type Upload = { body: ArrayBuffer; type: string; patienceMs: number; told: (share: number) => void }

/** The same for something large: tells how much of it has left, 0 to 1. Browsers tell that of no other kind of request. */
export async function upload(address: string, { body, type, patienceMs, told }: Upload): Promise<Response> {
  try {
    const response = await new Promise<Response>((resolve, reject) => {
      const way = new XMLHttpRequest()
      way.open('POST', address)
      way.setRequestHeader('x-agentiq-client', 'web')
      way.setRequestHeader('content-type', type)
      way.timeout = patienceMs
      way.upload.onprogress = ({ loaded, total }) => total > 0 && told(loaded / total)
      way.onload = () => resolve(responseOf(way))
      way.onerror = () => reject(new TypeError('The server could not be reached.'))
      way.ontimeout = () => reject(new DOMException('The upload took too long.', 'TimeoutError'))
      way.send(body)
    })
    tellReach(reachOf(response))
    return response
  } catch (error) {
    tellReach({ kind: 'unreachable' })
    throw error
  }
}

function responseOf(way: XMLHttpRequest): Response {
  const date = way.getResponseHeader('date')
  return new Response(way.responseText || null, { status: way.status, headers: date === null ? {} : { date } })
}

/** A gateway that answers for a server that does not is not the server. */
function reachOf(response: Response): Reach {
  if (isGatewayFailure(response.status)) return { kind: 'unreachable' }

  const date = response.headers.get('date')
  return { kind: 'reached', serverTime: date === null ? null : new Date(date) }
}

export const isGatewayFailure = (status: number) => status === 502 || status === 503 || status === 504

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'
