import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { BadConfig, readConfig } from '../src/config.ts'
import { FolderUnusable } from '../src/storage/folder-unusable.ts'
import { prepareClientTypes, prepareServer } from './prepare.ts'
import { demoAccount } from './start/demo-account.ts'
import { assertFree, assertPortFree } from './start/free.ts'
import { watchLaunchers } from './start/launchers.ts'
import { planLaunch } from './start/plan.ts'
import { StartFailed } from './start/processes.ts'
import { endWork, tool, top } from './steps.ts'

// pnpm dev: the app, the simulator and the client, each begun again or reloaded when its files change.

const clientPort = 5173
const devUrl = `http://localhost:${clientPort}`
const foreseen = [BadConfig, StartFailed, FolderUnusable]
const children: ChildProcess[] = []
let stopping = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
watchLaunchers(() => void stop(0))

try {
  await dev()
} catch (error) {
  // A build that `stop` has ended did not fail, and `stop` says how this ends.
  if (!stopping) await fail(error)
}

async function fail(error: unknown): Promise<void> {
  if (!foreseen.some((kind) => error instanceof kind)) throw error
  console.error((error as Error).message)
  await stop(1)
}

async function dev(): Promise<void> {
  const env = {
    ...process.env,
    PUBLIC_URL: process.env.PUBLIC_URL || devUrl,
    LOG_LEVEL: process.env.LOG_LEVEL || 'info',
  }
  const plan = planLaunch(env, readConfig(env))
  // A watcher whose program cannot start would only wait for a change.
  await assertFree(plan)
  await assertPortFree(clientPort, 'localhost', null)
  await prepareServer()
  await prepareClientTypes()

  keep('node_modules/.bin/tsx', ['watch', 'src/main.ts'], 'server', plan.appEnv)
  if (plan.simulatorUrl) keep('node_modules/.bin/tsx', ['watch', 'simulator/main.ts'], 'server', plan.simulatorEnv)
  keep(tool('client', 'vite'), ['--port', `${clientPort}`, '--strictPort'], 'client', {
    ...env,
    VITE_API_TARGET: plan.appUrl,
  })

  await answers(`${plan.appUrl}/healthz`)
  const account = plan.simulatorUrl ? await demoAccount(plan) : null
  console.log(`\n  App: ${devUrl}   Login: ${account?.login ?? '–'}   Password: ${account?.password ?? '–'}\n`)
  for (const note of account?.notes ?? []) console.log(`  ${note}`)
}

/** All of them or none: when one ends, the others do. */
function keep(program: string, args: string[], folder: string, env: NodeJS.ProcessEnv): void {
  const child = spawn(program.startsWith('/') ? program : join(top, folder, program), args, {
    cwd: join(top, folder),
    env,
    stdio: 'inherit',
  })
  children.push(child)
  child.once('exit', (code) => void stop(code ?? 1))
}

async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  await endWork()
  const living = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
  const ended = living.map((child) => new Promise((resolve) => child.once('exit', resolve)))
  for (const child of living) child.kill('SIGTERM')
  await Promise.race([Promise.all(ended), pause(4500)])
  for (const child of living) child.kill('SIGKILL')
  process.exit(code)
}

async function answers(url: string): Promise<void> {
  while (!(await isOk(url))) await pause(200)
}

async function isOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
