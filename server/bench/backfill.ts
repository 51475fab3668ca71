import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverArgs, serverEnv } from '../commands/steps.ts'
import { makeDatabase } from '../testkit/database.ts'
import type { BackfillOrder, BackfillResult } from './backfill-run.ts'

/** How fast the whole past of a shop comes in when WB sets no limits: from a simulator in a process of its own. */
export async function measureBackfill(databaseServer: string | null, reviews: number): Promise<BackfillResult> {
  const folder = await mkdtemp(join(tmpdir(), 'agentiq-backfill-'))
  const database = databaseServer ? await makeDatabase(databaseServer) : null
  const simulator = start('simulator/main.ts', {
    SIMULATOR_PORT: '0',
    SIMULATOR_SEED: 'empty',
    SIMULATOR_CONTROL: 'on',
  })
  const app = start('bench/backfill-run.ts', {})
  try {
    const [{ ready }] = (await once(simulator, 'message')) as [{ ready: number }]
    const simulatorUrl = `http://127.0.0.1:${ready}`
    app.send({ url: database?.url ?? null, folder, simulatorUrl, reviews } satisfies BackfillOrder)
    return await new Promise((resolve, reject) => {
      app.once('message', (result: BackfillResult) => resolve(result))
      app.once('exit', (code) => reject(new Error(`The backfill ended with ${code} before it was over.`)))
    })
  } finally {
    app.kill('SIGKILL')
    simulator.kill('SIGKILL')
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

function start(file: string, env: Record<string, string>) {
  const server = join(import.meta.dirname, '..')
  return fork(join(server, file), {
    cwd: server,
    env: { ...serverEnv, ...process.env, ...env },
    execArgv: serverArgs,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}
