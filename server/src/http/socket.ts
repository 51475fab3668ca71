import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { handleProtocols, makeServer } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Deps } from '#deps.ts'
import type { Live } from '#dispatcher/live.ts'
import { sightOf } from '#domain/viewer.ts'
import type { Log } from '#log.ts'
import type { Engine } from './engine.ts'
import { end, endings, keepAlive, type Line } from './line.ts'
import { isOwnOrigin } from './origin.ts'
import { createSubscriptions } from './subscriptions.ts'
import type { Viewers } from './viewer.ts'

/** The live feed's door: graphql-transport-ws on the server's own port, under `/graphql`. */
export type SocketDoor = {
  /** Looks at once who of those connected may still be: after a sign-out, a revoked key, a changed membership. */
  recheck(): Promise<void>
  /** Ends every connection with 1001. */
  close(): Promise<void>
}

/** The door for requests, as far as sockets share it. */
type Door = {
  server: Server
  engine: Pick<Engine, 'schema' | 'parse' | 'validate' | 'maskError'>
  viewers: Pick<Viewers, 'viewerOf'>
}

type Parts = { deps: Deps; live: Live }

const defaults = {
  maxPayload: 64 * 1024,
  maxBuffered: 1024 * 1024,
  maxSubscriptions: 20,
  // The first word of somebody unknown is one short message. More of it would be held in memory for nobody.
  unknownMessages: 4,
  unknownLength: 4096,
  pingMs: 12_000,
  recheckMs: 20_000,
  // A phone at the end of a warehouse needs seconds for its first word, and a thousand who come back at once wait in a queue.
  firstWordMs: 10_000,
  closingMs: 1000,
}

/** Hangs the socket's door on the server. */
export function attachSocket(
  { server, engine, viewers }: Door,
  { deps, live }: Parts,
  options: Partial<typeof defaults> = {},
): SocketDoor {
  const limits = { ...defaults, ...options }
  const { config, log } = deps
  const lines = new Set<Line>()
  const { maxPayload, maxBuffered } = limits
  const sockets = new WebSocketServer({ noServer: true, maxPayload, handleProtocols, autoPong: false })
  const protocol = makeServer<Record<string, unknown>, Line>({
    onConnect: async ({ extra: line, connectionParams }) => await admit(viewers, line, connectionParams),
    connectionInitWaitTimeout: limits.firstWordMs,
    ...createSubscriptions({ ...engine, deps, live }, limits),
  })

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const refusal = refusalOf(request, config.publicUrl)
    if (refusal) refuse(stream, refusal)
    else sockets.handleUpgrade(request, stream, head, (socket) => open({ socket, request, apiKey: null, viewer: null }))
  }

  function open(line: Line): void {
    const { socket } = line
    lines.add(line)
    // What the other side does wrong is answered by its close code; what breaks on the way is followed by `close`.
    socket.on('error', (error) => log.debug({ error }, 'a socket broke'))
    keepAlive(line, limits.pingMs)
    socket.on('ping', (data) => answer(socket, maxBuffered, () => socket.pong(data)))

    const closed = protocol.opened(wire(line, log, limits), line)
    socket.once('close', (code, reason) => {
      lines.delete(line)
      closed(code, String(reason)).catch((error: unknown) => log.error({ error }, 'a socket could not be closed'))
    })
  }

  async function recheck(): Promise<void> {
    await Promise.all([...byProof(lines).values()].map((same) => recheckLines(viewers, log, same)))
  }

  const rechecking = setInterval(() => void recheck(), limits.recheckMs).unref()
  server.on('upgrade', upgrade)

  return {
    recheck,
    async close() {
      clearInterval(rechecking)
      server.off('upgrade', upgrade)
      for (const line of lines) end(line, endings.goingAway)
      await goneWithin([...lines], limits.closingMs)
      sockets.close()
    },
  }
}

/** Says who is there, once for the whole connection. */
async function admit(
  { viewerOf }: Door['viewers'],
  line: Line,
  params: Record<string, unknown> | undefined,
): Promise<boolean> {
  const { apiKey } = params ?? {}
  line.apiKey = typeof apiKey === 'string' ? apiKey : null
  line.viewer = await viewerOf(line.request, line.apiKey)
  if (!line.viewer) end(line, endings.unauthenticated)
  return line.viewer !== null
}

/** Connections of one session or key: they are asked about once. */
function byProof(lines: Iterable<Line>): Map<string, Line[]> {
  const groups = new Map<string, Line[]>()
  for (const line of lines) {
    if (!line.viewer) continue
    const { cookie, authorization, 'x-api-key': key } = line.request.headers
    const proof = JSON.stringify([line.apiKey, cookie, authorization, key])
    const same = groups.get(proof)
    if (same) same.push(line)
    else groups.set(proof, [line])
  }
  return groups
}

async function recheckLines({ viewerOf }: Door['viewers'], log: Log, lines: Line[]): Promise<void> {
  const [first] = lines
  if (!first) return
  try {
    const viewer = await viewerOf(first.request, first.apiKey)
    for (const line of lines) {
      if (!viewer) end(line, endings.signedOut)
      else if (line.viewer && sightOf(viewer) !== sightOf(line.viewer)) end(line, endings.rightsChanged)
    }
  } catch (error) {
    log.error({ error }, 'a connection could not be checked; it is asked again later')
  }
}

/** What the protocol needs of a socket. A fault of ours ends the connection without telling more than that. */
function wire(line: Line, log: Log, limits: typeof defaults) {
  const { socket } = line
  const mayBeHeard = patienceWith(line, limits)
  const send = (data: string) =>
    new Promise<void>((resolve) => {
      if (!answer(socket, limits.maxBuffered, () => socket.send(data, () => resolve()))) resolve()
    })

  return {
    protocol: socket.protocol,
    send,
    close: (code: number, reason: string) => socket.close(code, reason),
    // What a ping carries may come back or not (graphql-transport-ws); so that nobody has us carry for him, it does not.
    onPing: () => send('{"type":"pong"}'),
    onMessage: (take: (data: string) => Promise<void>) =>
      socket.on('message', (data) => {
        const text = String(data)
        if (!mayBeHeard(text)) return socket.terminate()
        take(text).catch((error: unknown) => {
          log.error({ error }, 'a message on a socket could not be handled')
          socket.close(4500, 'Unexpected error.')
        })
      }),
  }
}

/** Somebody we do not know yet is heard for a few short messages. */
function patienceWith(line: Line, { unknownMessages, unknownLength }: typeof defaults): (text: string) => boolean {
  let [messages, length] = [0, 0]
  return (text) => {
    if (line.viewer) return true
    messages += 1
    length += text.length
    return messages <= unknownMessages && length <= unknownLength
  }
}

/** Sends, unless the other side is gone. Who does not read what was sent earlier is cut off: it would stay in our memory. */
function answer(socket: WebSocket, maxBuffered: number, send: () => void): boolean {
  if (socket.readyState !== socket.OPEN) return false
  if (socket.bufferedAmount > maxBuffered) {
    socket.terminate()
    return false
  }
  send()
  return true
}

function refusalOf(request: IncomingMessage, publicUrl: string): number | null {
  if (request.url?.split('?')[0] !== '/graphql') return 404
  return isOwnOrigin(request, publicUrl) ? null : 403
}

function refuse(stream: Duplex, status: number): void {
  stream.once('error', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

async function goneWithin(lines: Line[], limitMs: number): Promise<void> {
  const impatient = setTimeout(() => lines.forEach(({ socket }) => void socket.terminate()), limitMs)
  await Promise.all(
    lines.map(({ socket }) =>
      socket.readyState === socket.CLOSED ? null : new Promise((gone) => socket.once('close', gone)),
    ),
  )
  clearTimeout(impatient)
}
