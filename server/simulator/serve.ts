import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { control } from './control.ts'
import { Refused, replyFor } from './errors.ts'
import { serveWb } from './gateway.ts'
import { homePage } from './home-page.ts'
import { photoAt } from './photos.ts'
import { publicCard } from './public-card.ts'
import { json, type Reply } from './replies.ts'
import type { SimulatorOptions } from './start-simulator.ts'
import { nextRequestId, type World } from './world.ts'

const BODY_LIMIT = 34 * 1024 * 1024

/** One origin for everything: WB's methods, the pictures, the control interface and a page for people. */
export function listener(world: World, access: Access = {}): RequestListener {
  return (request, response) => {
    answer(world, request, access)
      .then((reply) => send(response, reply, world.clock.now()))
      .catch((error: unknown) => {
        console.error(error)
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
  }
}

type Access = Pick<SimulatorOptions, 'publicUrl' | 'control'>

async function answer(
  world: World,
  request: IncomingMessage,
  { publicUrl, control: isControlled = true }: Access,
): Promise<Reply> {
  const origin = publicUrl ?? `http://${request.headers.host ?? 'localhost'}`
  const url = new URL(`http://simulator${request.url ?? '/'}`)
  const method = request.method ?? 'GET'

  const body = await bodyOf(request)
  if (!body) return tooLarge(world)
  if (isControlled && url.pathname.startsWith('/__sim/'))
    return mayControl(request) ? control(world, method, url, body) : notForYou
  if (method === 'GET' && url.pathname === '/')
    return { status: 200, type: 'text/html; charset=utf-8', body: homePage(origin) }
  if (method === 'GET' && url.pathname.startsWith('/photos/')) return photo(url.pathname)
  const shown = method === 'GET' ? publicCard(url.pathname) : undefined
  if (shown) return shown
  return serveWb(world, { method, path: url.pathname, query: url.searchParams, headers: request.headers, body, origin })
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size <= BODY_LIMIT) parts.push(part)
  }
  return size <= BODY_LIMIT ? Buffer.concat(parts) : undefined
}

/** Only programs of this machine may; a web page opened in its browser may not. */
function mayControl({ socket, headers }: IncomingMessage): boolean {
  const isNear = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '')
  const isLocalName = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(headers.host ?? '')
  return isNear && isLocalName && headers.origin === undefined
}

const notForYou = json({ error: 'Only programs on the same machine may use /__sim/' }, 403)

function tooLarge(world: World): Reply {
  const refused = new Refused('gateway', 413, 'request body is too large')
  return replyFor(refused, { requestId: nextRequestId(world), now: world.clock.now(), oldErrorType: false })
}

function photo(path: string): Reply {
  const picture = photoAt(path)
  if (!picture) return json({ error: 'There is no such picture' }, 404)
  return { status: 200, type: 'image/png', body: picture, headers: { 'Cache-Control': 'public, max-age=86400' } }
}

function send(response: ServerResponse, { status, type, body, headers, lost }: Reply, now: number): void {
  if (lost === 'hang') return
  if (lost === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }

  const bytes = Buffer.from(body ?? '')
  response.writeHead(status, {
    // The day and hour are those of the world this answer comes from.
    Date: new Date(now).toUTCString(),
    ...headers,
    ...(type ? { 'Content-Type': type } : {}),
    ...(status === 204 ? {} : { 'Content-Length': bytes.length }),
  })
  if (lost === undefined) {
    response.end(bytes)
    return
  }
  const sent = lost === 'cut' ? 0 : Math.ceil(bytes.length / 2)
  response.flushHeaders()
  response.write(bytes.subarray(0, sent), () => response.destroy())
}
