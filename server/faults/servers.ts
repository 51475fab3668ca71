import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Pace } from '../testkit/scaled-time.ts'
import type { Order, Word } from './product-process.ts'

/** A server of the product that is killed and started again, always on the same address. */
export type Server = {
  url: string
  isUp(): boolean
  starts(pace: Pace): Promise<void>
  /** Resolves when the process that will follow it has read its modules. */
  hasSuccessor(): Promise<void>
  /** SIGKILL: no word, no clean-up. */
  dies(): Promise<void>
  runsAt(pace: Pace): void
  /** Replies that have not come to an end, by state. */
  unfinished(): Promise<Record<string, number>>
  /** Ends it and its successor. */
  close(): Promise<void>
}

/** What the first server that is up says; null while none is, or the one that was asked has died. */
export async function unfinishedIn(servers: Server[]): Promise<Record<string, number> | null> {
  const server = servers.find((each) => each.isUp())
  return server ? await server.unfinished().catch(() => null) : null
}

/** The next process reads its modules while the one before it still lives. */
export function openServer(env: Record<string, string>): Server {
  let next = spare(env)
  let living: ChildProcess | null = null

  return {
    url: `http://localhost:${env.PORT}`,
    isUp: () => living !== null,
    async starts(pace) {
      const starting = next
      await starting.loaded
      const open = heard(starting.child, (word) => (word === 'open' ? true : null))
      tell(starting.child, { begin: pace })
      await open
      living = starting.child
      next = spare(env)
    },
    async hasSuccessor() {
      await next.loaded
    },
    async dies() {
      const dying = living
      living = null
      if (dying) await ended(dying, () => dying.kill('SIGKILL'))
    },
    runsAt(pace) {
      if (living) tell(living, { pace })
    },
    async unfinished() {
      if (!living) throw new Error('The server is not running.')
      const told = heard(living, (word) => (typeof word === 'object' ? word.unfinished : null))
      tell(living, { unfinished: true })
      return await told
    },
    async close() {
      const last = living
      living = null
      if (last) {
        const insist = setTimeout(() => last.kill('SIGKILL'), insistAfterMs)
        await ended(last, () => tell(last, { end: true }))
        clearTimeout(insist)
      }
      await ended(next.child, () => next.child.kill('SIGKILL'))
    },
  }
}

// A stop that takes longer than the product gives itself is a death.
const insistAfterMs = 15_000

type Spare = { child: ChildProcess; loaded: Promise<unknown> }

function spare(env: Record<string, string>): Spare {
  const child = fork(join(import.meta.dirname, 'product-process.ts'), {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, ...env },
    execArgv: ['--import', 'tsx'],
    // Its log, if there is to be one, goes where ours does.
    stdio: ['ignore', process.stderr, 'inherit', 'ipc'],
  })
  const loaded = heard(child, (word) => (word === 'loaded' ? true : null))
  // Whoever starts it hears of it; a spare that nobody starts may end as it likes.
  loaded.catch(() => undefined)
  return { child, loaded }
}

function tell(child: ChildProcess, order: Order): void {
  child.send(order)
}

async function heard<Told>(child: ChildProcess, toldBy: (word: Word) => Told | null): Promise<Told> {
  return await new Promise<Told>((resolve, reject) => {
    const listen = (word: Word) => {
      const told = toldBy(word)
      if (told === null) return
      stop()
      resolve(told)
    }
    const fail = () => {
      stop()
      reject(new Error('The server ended before it answered.'))
    }
    const stop = () => child.off('message', listen).off('exit', fail)
    child.on('message', listen).once('exit', fail)
  })
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  end()
  await exit
}
