import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { GraphQLSchema } from 'graphql'
import type { Deps } from '#deps.ts'
import { logIncident } from '#graphql/mask-error.ts'
import { announceRights } from '#storage/rights.ts'
import { createAuth } from './auth.ts'
import { createAuthHandler } from './auth-handler.ts'
import { bodyLimit, withinLimit } from './body-limit.ts'
import { createChatFileHandler, type OpenFile } from './chat-files.ts'
import { builtClient, createClientFiles } from './client-files.ts'
import { createEngine, type Engine } from './engine.ts'
import { createFastLane } from './fast-lane.ts'
import { createGraphqlHandler } from './graphql.ts'
import type { Handler } from './handler.ts'
import { createHealth } from './health.ts'
import { type KeepFile, uploadLimit } from './reply-files.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { sendRefusal } from './send.ts'
import { createViewers, type Viewers } from './viewer.ts'

/** The door, not yet open. The socket's door is hung on `server`, with `engine` and `viewers`. */
export type Door = {
  server: Server
  engine: Engine
  viewers: Viewers
  /** The sign-in itself, for the demo account and tests. */
  auth: ReturnType<typeof createAuth>
  /** Somebody signed out or lost a key, here or in another process: nobody is remembered any longer. */
  rightsTaken(): void
  /** Calls back when that happened. */
  onRightsTaken(listener: () => void): void
}

type DoorParts = {
  schema: GraphQLSchema
  openFile: OpenFile
  keepFile: KeepFile
  /** Signs sessions. */
  secretKey: string
  /** Where the built client lies. */
  clientFolder?: string
}

/** Makes the server that people, partners and browsers talk to. */
export function createHttpServer(
  deps: Deps,
  { schema, secretKey, openFile, keepFile, clientFolder = builtClient }: DoorParts,
): Door {
  const { config, db, log } = deps
  const listeners = new Set<() => void>()
  const auth = createAuth(deps, secretKey)
  const viewers = createViewers(deps, auth)
  const engine = createEngine(deps, schema)

  function rightsTaken(): void {
    viewers.forget()
    listeners.forEach((listener) => void listener())
  }

  const routes: Route[] = [
    {
      path: '/graphql',
      handle: createGraphqlHandler({ engine, fastLane: createFastLane(deps, engine), viewers }, config),
    },
    {
      path: '/api/auth',
      handle: createAuthHandler(auth, config, () => {
        rightsTaken()
        announceRights(db).catch((error: unknown) => log.error({ error }, 'a sign-out could not be announced'))
      }),
    },
    {
      path: '/files/chat',
      handle: createChatFileHandler(deps, viewers, { open: openFile, keep: keepFile }),
      bodyLimit: uploadLimit,
    },
    { path: '/healthz', handle: createHealth(db) },
    { path: '/', handle: createClientFiles(clientFolder) },
  ]
  const server = createServer((request, response) => void answer(deps, routes, request, response))
  // Above what proxies keep idle connections for, so that they never write into one that we are closing. A request may take the
  // time of a file over a bad mobile network.
  Object.assign(server, { keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 180_000 })

  return { server, engine, viewers, auth, rightsTaken, onRightsTaken: (listener) => void listeners.add(listener) }
}

type Route = { path: string; handle: Handler; bodyLimit?: number }

/** One of the three nets: what nobody foresaw is logged here and told as nothing but that. */
async function answer(
  { config, log }: Deps,
  routes: Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  setSecurityHeaders(request, response, config.publicUrl)
  try {
    const route = routeOf(routes, request)
    const limit = route?.bodyLimit ?? bodyLimit
    const sized = await withinLimit(request, limit)
    if (!sized) return refuseBody(response, limit)
    await route?.handle(sized, response)
  } catch (error) {
    if (request.destroyed && !request.complete) return
    const incident = logIncident(log, error)
    if (response.headersSent) response.destroy()
    else sendRefusal(response, 500, 'INTERNAL_SERVER_ERROR', 'Unexpected error.', { incident })
  }
}

function refuseBody(response: ServerResponse, limit: number): void {
  response.setHeader('connection', 'close')
  sendRefusal(response, 413, 'TOO_LARGE', `A request may have ${limit} bytes.`)
}

function routeOf(routes: Route[], { url = '/' }: IncomingMessage): Route | undefined {
  const path = url.split('?')[0] ?? '/'
  return routes.find(
    (route) => path === route.path || path.startsWith(route.path.endsWith('/') ? route.path : `${route.path}/`),
  )
}
