import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch, type Running } from '../commands/start/processes.ts'

/** The product as it runs for people: its own process on an embedded database, beside a simulator in another. */
export type Product = {
  url: string
  simulatorUrl: string
  /** Kills the app without a word, and starts it again on the same data. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Starts app and simulator on free ports, with an empty data folder. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'agentiq-product-'))
  const [port, simulatorPort] = [await freePort(), await freePort()]
  const url = `http://localhost:${port}`
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`

  const simulator = launch('server/simulator/main.ts', {
    ...process.env,
    SIMULATOR_PORT: String(simulatorPort),
    SIMULATOR_BUYER: 'off',
    SIMULATOR_CONTROL: 'on',
    SIMULATOR_MODERATION_MS: '200',
    SIMULATOR_LATE_EVENT_MS: '0',
    SIMULATOR_READ_LAG_MS: '0',
    SIMULATOR_PARENT: 'watch',
    ...env,
  })
  const appEnv = {
    ...process.env,
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: folder,
    DATABASE_URL: '',
    WB_FEEDBACKS_URL: simulatorUrl,
    WB_CHAT_URL: simulatorUrl,
    WB_CARDS_URL: simulatorUrl,
    SYNC_SECONDS: '4',
    CHAT_SYNC_SECONDS: '2',
    UNDO_SECONDS: '3',
    LOG_LEVEL: 'warn',
    ...env,
  }
  await simulator.answers(`${simulatorUrl}/__sim/health`)
  let app = await startApp(url, appEnv)

  return {
    url,
    simulatorUrl,
    async restart() {
      await app.kill()
      app = await startApp(url, appEnv)
    },
    async stop() {
      await Promise.all([app.stop(), simulator.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startApp(url: string, env: NodeJS.ProcessEnv): Promise<Running> {
  const app = launch('server/src/main.ts', env)
  await app.ready
  await app.answers(`${url}/healthz`)
  return app
}

export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
