import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { nodeArgs, serverArgs, serverEnv } from '../commands/steps.ts'

/** A server in a process of its own. */
export type Running = { url: string; child: ChildProcess; stop(): Promise<void> }

const server = join(import.meta.dirname, '..')

/** Our server, as people run it. */
export async function startOurs(env: Record<string, string>, flags: string[] = []): Promise<Running> {
  return await start(
    'bench/ours.ts',
    [],
    { ...serverEnv, PORT: '0', LOG_LEVEL: 'info', WB_CARDS_URL: 'off', NODE_ENV: 'production', ...env },
    [...serverArgs, ...flags],
  )
}

/** The peer. */
export async function startBare(options: unknown): Promise<Running> {
  return await start('bench/bare.ts', [JSON.stringify(options)], { NODE_ENV: 'production' }, nodeArgs)
}

async function start(file: string, args: string[], env: Record<string, string>, flags: string[]): Promise<Running> {
  const child = fork(join(server, file), args, {
    cwd: server,
    env: { ...withoutDatabase(process.env), ...env },
    execArgv: flags,
    // The log is written as always; only nobody reads it.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const url = await readiness(child, file)

  return {
    url,
    child,
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

async function readiness(child: ChildProcess, file: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it was ready.`)))
    child.on('message', (message: { ready?: string }) => {
      if (message.ready) resolve(message.ready)
    })
  })
}

function withoutDatabase({ DATABASE_URL: _, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env
}
