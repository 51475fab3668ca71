import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { keepReplyFile } from './actions/keep-reply-file.ts'
import { createChatFiles } from './actions/open-chat-file.ts'
import { askOpenAi } from './ai/openai.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import type { Deps } from './deps.ts'
import { createLive } from './dispatcher/live.ts'
import { schema } from './graphql/schema.ts'
import { listen } from './http/listen.ts'
import { createHttpServer, type Door } from './http/server.ts'
import { attachSocket, type SocketDoor } from './http/socket.ts'
import { connectorsOf, contractOf } from './ingestion/connectors.ts'
import { runNow } from './ingestion/run-now.ts'
import { createLog } from './log.ts'
import { openAnalyticsSource, openCards } from './sources/all.ts'
import type { RateBuckets } from './sources/rate-budget.ts'
import { openFileCache } from './storage/file-cache.ts'
import { openStorage, type Storage } from './storage/open.ts'
import { openRateBuckets } from './storage/rate-buckets.ts'
import { rightsChannel } from './storage/rights.ts'
import { createSeal } from './storage/secrets.ts'
import { noWorker, startWorker } from './worker.ts'

/** What tests put in the place of the world. */
type Doubles = { clock?: Clock; storage?: Storage; buckets?: RateBuckets }

/** The running app. */
export type App = {
  /** Where it answers. */
  url: string
  deps: Deps
  door: Door
  /** Resolves when nothing is due and nothing is being done. */
  settled(): Promise<void>
  /** Stops taking work, finishes what can be finished soon, lets go of the database. May be called twice. */
  close(): Promise<void>
}

/** Wires every part. `main` and the test kit call the same function. */
export async function createApp(config: Config, doubles: Doubles = {}): Promise<App> {
  const storage = doubles.storage ?? (await openStorage(config))
  try {
    return await openApp(config, storage, doubles)
  } catch (error) {
    await storage.close()
    throw error
  }
}

async function openApp(config: Config, storage: Storage, doubles: Doubles): Promise<App> {
  const { db, secretKey } = storage
  const { clock = systemClock, buckets = openRateBuckets(db) } = doubles
  const deps: Deps = {
    config,
    db,
    clock,
    log: createLog(config.logLevel),
    seal: createSeal(secretKey),
    owner: randomUUID(),
    buckets,
    connectors: (sellerId, aside) => connectorsOf(deps, sellerId, aside),
    runNow: (sellerId, channel) => runNow(deps, sellerId, channel),
    contract: (sellerId, aside) => contractOf(deps, sellerId, aside),
    fallback: openAnalyticsSource({ config, clock, buckets }),
    cards: openCards(config),
    askModel: askOpenAi,
    wake: () => worker.wake(),
  }

  const live = createLive(deps)
  const door = createHttpServer(deps, {
    schema,
    secretKey,
    openFile: createChatFiles(deps, openFileCache(join(config.dataDir, 'files'), config.fileCacheBytes)),
    keepFile: (viewer, file) => keepReplyFile(deps, viewer, file),
  })
  const socket = attachSocket(door, { deps, live })
  door.onRightsTaken(() => void socket.recheck())
  const stopHearing = await db.listen(rightsChannel, () => door.rightsTaken())
  const port = await listen(door.server, config.port, config.host)
  deps.log.info({ port, database: db.kind, worker: config.worker }, 'The app is open.')
  const worker = config.worker ? await startWorker(deps) : noWorker

  let closing: Promise<void> | null = null
  async function closeOnce(): Promise<void> {
    await Promise.all([worker.stop(), closeDoor(door.server, socket)])
    await Promise.all([live.close(), stopHearing()])
    await storage.close()
  }

  return {
    url: `http://localhost:${port}`,
    deps,
    door,
    settled: () => worker.settled(),
    close: () => {
      closing ??= closeOnce()
      return closing
    },
  }
}

async function closeDoor(server: Server, socket: SocketDoor): Promise<void> {
  await socket.close()
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  await Promise.race([closed, pause(1000)])
  server.closeAllConnections()
}
