import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { exitOf, serverArgs, serverEnv, top } from '../steps.ts'

/** A program that could not start. The message is its own sentence. */
export class StartFailed extends Error {}

/** A program of ours that was started. */
export type Running = {
  /** Resolves when it says that it is ready; rejects with its own words when it ended before. */
  ready: Promise<void>
  /** Its exit code, once it ended. */
  ended: Promise<number>
  /** Waits until an address of it answers 200. */
  answers(url: string): Promise<void>
  /** Asks it to stop; insists after a while. */
  stop(): Promise<void>
  /** Ends it at once, without a word. */
  kill(): Promise<void>
}

const insistAfterMs = 4500

/** Starts a program. What it says to standard error is shown; if it cannot start, that is why. */
export function launch(program: string, env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [...serverArgs, program], {
    cwd: top,
    env: { ...serverEnv, ...env },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  const ended = exitOf(child)
  let words = ''
  let isReady = false

  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    if (isReady) process.stderr.write(chunk)
    else words = (words + chunk).slice(-4000)
  })

  const ready = new Promise<void>((resolve, reject) => {
    child.once('message', () => {
      isReady = true
      process.stderr.write(words)
      resolve()
    })
    void ended.then((code) => reject(new StartFailed(words.trim() || `${program} ended with code ${code}.`)))
  })
  ready.catch(() => undefined)

  return {
    ready,
    ended,
    async answers(url) {
      while (!(await isOk(url))) {
        if (child.exitCode !== null) throw new StartFailed(words.trim() || `${program} ended.`)
        await pause(50)
      }
      isReady = true
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      const insist = setTimeout(() => child.kill('SIGKILL'), insistAfterMs)
      await ended
      clearTimeout(insist)
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function isOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok
  } catch {
    return false
  }
}
