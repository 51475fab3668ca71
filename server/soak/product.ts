import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDatabase } from '../testkit/database.ts'
import type { Answer, Asked, Call } from './app-process.ts'

/** The product of a soak: its own process, its own database, WB's place taken by the simulator. */
export type Product = { name: string; url: string; asks: Ask; close(): Promise<void> }

type Ask = <Name extends keyof Asked>(name: Name, ...argument: Parameters<Asked[Name]>) => ReturnType<Asked[Name]>

/** Starts one, on the embedded database or on a new one of the PostgreSQL server that is named. */
export async function startProduct({
  name,
  simulatorUrl,
  secret,
  aheadMs,
}: {
  name: string
  simulatorUrl: string
  secret: string | null
  aheadMs: number
}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'agentiq-soak-'))
  const server = process.env.DATABASE_URL
  const database = server ? await makeDatabase(server) : null
  const child = fork(join(import.meta.dirname, 'app-process.ts'), {
    cwd: join(import.meta.dirname, '..'),
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: folder,
      DATABASE_URL: database?.url ?? '',
      SECRET_KEY: 'a key for the soak that is long enough',
      WB_FEEDBACKS_URL: simulatorUrl,
      WB_CHAT_URL: simulatorUrl,
      WB_CARDS_URL: simulatorUrl,
      WB_CLIENT_SECRET: secret ?? '',
      // A hang and a listing are lived through in real time; twice the usual pause keeps ten hours within half an hour.
      WB_TIMEOUT_SECONDS: '2',
      SYNC_SECONDS: '600',
      LOG_LEVEL: 'error',
    },
  })
  const asks = askerOf(child)

  async function close(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit')
      await asks('ends').catch(() => undefined)
      child.kill('SIGKILL')
      await exit
    }
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    return { name, url: await asks('begin', aheadMs), asks, close }
  } catch (error) {
    await close()
    throw error
  }
}

function askerOf(child: ReturnType<typeof fork>): Ask {
  const waiting = new Map<number, (answer: Answer) => void>()
  let calls = 0
  child.on('message', (answer: Answer) => waiting.get(answer.number)?.(answer))
  child.on('exit', (code, signal) => {
    for (const [number, tell] of waiting) tell({ number, error: `The product ended (${signal ?? code})` })
  })

  const ask = (name: keyof Asked, argument?: unknown) =>
    new Promise((resolve, reject) => {
      calls += 1
      const number = calls
      waiting.set(number, ({ result, error }) => {
        waiting.delete(number)
        if (error === undefined) resolve(result)
        else reject(new Error(error))
      })
      child.send({ number, name, argument } satisfies Call, (error) => {
        if (error) waiting.get(number)?.({ number, error: error.message })
      })
    })
  // The process answers what it was asked for: both sides are compiled together.
  return ask as unknown as Ask
}
