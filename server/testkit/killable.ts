import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Order, Word } from './app-process.ts'

/** The product as a process that is killed and started again on the same data. Its clock goes with the test's. */
export type Killable = {
  /** Starts the app; resolves once it is open, that far ahead of the machine's clock. */
  starts(aheadMs: number): Promise<void>
  /** SIGKILL: no word, no clean-up. */
  dies(): Promise<void>
  /** Moves its clock, and waits until nothing is due and nothing is being done. */
  passes(aheadMs: number): Promise<void>
  /** Ends everything, the app as a stop ends it. */
  close(): Promise<void>
}

/** The next process reads its modules while the one before it still lives. */
export function openKillable(env: Record<string, string>): Killable {
  let next = spare(env)
  let living: Spare | null = null

  async function tell(order: Order, awaited: Word): Promise<void> {
    if (!living) throw new Error('The app is not running')
    const { child } = living
    child.send(order)
    await heard(child, awaited)
  }

  return {
    async starts(aheadMs) {
      living = next
      await living.loaded
      await tell({ begin: aheadMs }, 'open')
      next = spare(env)
    },
    async dies() {
      if (living) await ended(living.child, () => living?.child.kill('SIGKILL'))
      living = null
    },
    passes: (aheadMs) => tell({ pass: aheadMs }, 'settled'),
    async close() {
      if (living) await ended(living.child, () => living?.child.send({ end: true } satisfies Order))
      living = null
      await ended(next.child, () => next.child.kill('SIGKILL'))
    },
  }
}

type Spare = { child: ChildProcess; loaded: Promise<void> }

function spare(env: Record<string, string>): Spare {
  const child = fork(join(import.meta.dirname, 'app-process.ts'), {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, ...env },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const loaded = heard(child, 'loaded')
  // Whoever starts it hears of it; a spare that nobody starts may end as it likes.
  loaded.catch(() => undefined)
  return { child, loaded }
}

async function heard(child: ChildProcess, awaited: Word): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const listen = (word: Word) => {
      if (word === awaited) finish(resolve)
    }
    const fail = () => finish(() => reject(new Error(`The app ended before it was ${awaited}`)))
    const finish = (settle: () => void) => {
      child.off('message', listen).off('exit', fail)
      settle()
    }
    child.on('message', listen).once('exit', fail)
  })
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  end()
  await exit
}
