import { BadConfig, readConfig } from '../src/config.ts'
import { FolderUnusable } from '../src/storage/folder-unusable.ts'
import { prepareApp } from './prepare.ts'
import { demoAccount, type Login, ownAccount } from './start/demo-account.ts'
import { assertFree } from './start/free.ts'
import { watchLaunchers } from './start/launchers.ts'
import { type LaunchPlan, planLaunch } from './start/plan.ts'
import { launch, type Running, StartFailed } from './start/processes.ts'
import { endWork } from './steps.ts'

// pnpm start: builds what is missing, starts the app and the WB simulator, prints where to go. Ctrl-C or SIGTERM stops both.

const running: Running[] = []
const foreseen = [BadConfig, StartFailed, FolderUnusable]
let stopping = false

try {
  await start()
} catch (error) {
  // A build that `stop` has ended did not fail, and `stop` says how this ends.
  if (!stopping) await fail(error)
}

async function fail(error: unknown): Promise<never> {
  await stopAll()
  if (!foreseen.some((kind) => error instanceof kind)) throw error
  if (!(error instanceof Error)) throw error
  console.error(error.message)
  process.exit(1)
}

async function start(): Promise<void> {
  const plan = planLaunch(process.env, readConfig(process.env))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  watchLaunchers(() => void stop(0))

  await assertFree(plan)
  await prepareApp()
  if (plan.simulatorUrl) {
    const simulator = launch('server/simulator/main.ts', plan.simulatorEnv)
    await started('simulator', simulator, `${plan.simulatorUrl}/__sim/health`)
  }
  await started('app', launch('server/src/main.ts', plan.appEnv), `${plan.appUrl}/healthz`)

  const login = plan.simulatorUrl ? await demoAccount(plan) : { ...ownAccount(plan), notes: [] }
  console.log(welcome(plan, login))
}

async function started(name: 'app' | 'simulator', process: Running, health: string): Promise<void> {
  running.push(process)
  // Another program may already answer there: only its own word tells that this one does.
  await process.ready
  await process.answers(health)
  void process.ended.then(() => lost(name))
}

/** One alone is of no use; nobody but `stop` is to end one. */
async function lost(name: string): Promise<void> {
  if (stopping) return
  console.error(`The ${name} ended unexpectedly, so AgentIQ stops.`)
  await stop(1)
}

function welcome({ appUrl, simulatorUrl, config }: LaunchPlan, { login, password, notes }: Login): string {
  return [
    '',
    '  AgentIQ is running.',
    '',
    `  App:        ${appUrl}`,
    `  Login:      ${login}`,
    `  Password:   ${password}`,
    `  Simulator:  ${simulatorUrl ?? 'off'}`,
    `  Data:       ${config.databaseUrl ? 'PostgreSQL (DATABASE_URL)' : config.dataDir}`,
    '',
    ...notes.map((note) => `  ${note}`),
    '  Stop it with Ctrl-C.',
    '',
  ].join('\n')
}

async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  await stopAll()
  process.exit(code)
}

async function stopAll(): Promise<void> {
  stopping = true
  await endWork()
  // The app first: it should not see its marketplace disappear.
  for (const each of running.reverse()) await each.stop()
}
