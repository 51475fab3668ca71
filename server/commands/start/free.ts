import { createServer } from 'node:net'
import { ownFolder } from '../../src/storage/data-folder.ts'
import type { LaunchPlan } from './plan.ts'
import { StartFailed } from './processes.ts'

/** Before anything is built in vain. The folder is of the embedded database, the simulator and the demo account. */
export async function assertFree({ config }: LaunchPlan): Promise<void> {
  if (!config.databaseUrl || config.simulator) await (await ownFolder(config.dataDir)).release()
  await assertPortFree(config.port, config.host, 'PORT')
  if (config.simulator) await assertPortFree(config.simulator.port, '127.0.0.1', 'SIMULATOR_PORT')
}

/** Whatever else is wrong with it, the program that listens says itself. */
export async function assertPortFree(port: number, host: string, variable: string | null): Promise<void> {
  const advice = variable ? `stop it, or set ${variable} to a free one` : 'stop it'
  await new Promise<void>((resolve, reject) => {
    const server = createServer()
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      code === 'EADDRINUSE'
        ? reject(new StartFailed(`Port ${port} is in use by another program; ${advice}.`))
        : resolve(),
    )
    server.listen(port, host, () => server.close(() => resolve()))
  })
}
