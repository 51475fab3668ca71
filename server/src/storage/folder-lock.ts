import { randomUUID } from 'node:crypto'
import { closeSync, fstatSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FolderUnusable, textIn } from './folder-unusable.ts'
import { type Identity, identityOf, isLiving } from './living-process.ts'

/**
 * Holds the folder for this process until `release`; a second holder is refused. Three proofs, because none reaches everywhere:
 * a socket named after the folder's inode, which the kernel frees when the holder dies (Linux, one network namespace); the
 * process that `lock.pid` names (one pid namespace); and between containers or machines the file itself, which its holder
 * touches every two seconds.
 */
export async function lockFolder(path: string): Promise<{ release(): Promise<void> }> {
  const file = join(path, 'lock.pid')
  const socket = process.platform === 'linux' ? await holdSocket(path) : null
  if (socket === 'taken') throw inUse(path, holderIn(file))
  try {
    const stop = await holdFile(path, file)
    return {
      async release() {
        stop()
        await closed(socket)
      },
    }
  } catch (error) {
    await closed(socket)
    throw error
  }
}

/** The time of the disk that the folder is on, which all who share it see. Throws where nothing can be written. */
export function timeOf(path: string): number {
  const probe = join(path, `.probe-${randomUUID()}`)
  const handle = openSync(probe, 'w')
  try {
    writeSync(handle, 'A full disk makes files, and keeps nothing in them.')
    return fstatSync(handle).mtimeMs
  } finally {
    closeSync(handle)
    rmSync(probe, { force: true })
  }
}

type Holder = { identity: Identity | null; owner: string | null }

const touchEveryMs = 2000
// The holder works in one thread with its database, and a long statement delays its touch.
const patienceMs = 10_000

async function holdFile(path: string, file: string): Promise<() => void> {
  await refuseLiving(path, file)
  const owner = randomUUID()
  const words = wordsOf({ identity: identityOf(process.pid), owner })
  if (!isWritten(file, words, 'wx')) throw inUse(path, holderIn(file))

  const timer = setInterval(() => touch(path, file, { owner, words }), touchEveryMs).unref()
  return () => {
    clearInterval(timer)
    if (holderIn(file)?.owner === owner) rmSync(file, { force: true })
  }
}

async function refuseLiving(path: string, file: string): Promise<void> {
  const holder = holderIn(file)
  if (holder === null) return
  const lives = holder.identity && isLiving(holder.identity)
  if (lives ?? (await isTouched(path, file))) throw inUse(path, holder)

  // Somebody else may have waited for the same dead holder, and been quicker.
  const now = holderIn(file)
  if (now !== null && now.owner !== holder.owner) throw inUse(path, now)
  rmSync(file, { force: true })
}

/** Watches until the file is touched, or too old for a living holder. */
async function isTouched(path: string, file: string): Promise<boolean> {
  const first = touchedAt(file)
  const age = Math.max(0, timeOf(path) - (first ?? 0))
  const until = performance.now() + patienceMs - age

  while (performance.now() < until) {
    await pause(200)
    const now = touchedAt(file)
    if (now !== first) return now !== null
  }
  return false
}

function touchedAt(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null
}

/** Tells those who cannot see this process that it lives. A touch that fails is made up for by the next one. */
function touch(path: string, file: string, { owner, words }: { owner: string; words: string }): void {
  const holder = whoIsIn(file)
  if (holder === 'unreadable') return
  if (holder === null) isWritten(file, words, 'wx')
  else if (holder.owner === owner) isWritten(file, words, 'r+')
  else endAtOnce(path, holder)
}

function whoIsIn(file: string): Holder | null | 'unreadable' {
  try {
    return holderIn(file)
  } catch (error) {
    if (error instanceof FolderUnusable) return 'unreadable'
    throw error
  }
}

/** Two on one embedded database destroy it. What was acknowledged is on the disk, so that ending here loses nothing. */
function endAtOnce(path: string, holder: Holder): never {
  console.error(`The data folder ${path} was taken by ${nameOf(holder)} while this process was suspended; it ends.`)
  process.exit(1)
}

function isWritten(file: string, words: string, flag: 'wx' | 'r+'): boolean {
  try {
    writeFileSync(file, words, { flag, mode: 0o600 })
    return true
  } catch {
    return false
  }
}

function wordsOf({ identity, owner }: Holder): string {
  return [identity?.pid, identity?.home, identity?.begun, owner, ''].join('\n')
}

/** Null when there is no file. Of a file that was cut, or names only a number, as much as it tells. */
function holderIn(file: string): Holder | null {
  const text = textIn(file)
  if (text === null) return null
  const [number = '', home, begun, owner] = text.split('\n')
  const pid = /^\d+$/.test(number) ? Number(number) : null
  if (pid === null) return { identity: null, owner: null }
  // Only a number: of this place, and whoever has it now.
  if (!home || begun === undefined) return { identity: identityOf(pid), owner: null }
  return { identity: { pid, home, begun }, owner: owner || null }
}

async function holdSocket(path: string): Promise<Server | 'taken'> {
  const { dev, ino } = statSync(path)
  const server = createServer()

  return await new Promise((resolve) => {
    server.once('error', () => resolve('taken'))
    server.listen(`\0agentiq-${dev}-${ino}`, () => resolve(server.unref()))
  })
}

async function closed(socket: Server | null): Promise<void> {
  await new Promise<void>((resolve) => (socket ? socket.close(() => resolve()) : resolve()))
}

function inUse(path: string, holder: Holder | null): FolderUnusable {
  return new FolderUnusable(
    `The data folder ${path} is in use by ${nameOf(holder)}; stop it, or set DATA_DIR to another folder.`,
  )
}

function nameOf(holder: Holder | null): string {
  const identity = holder?.identity
  if (!identity) return 'another process'
  const where = isLiving(identity) === null ? ' of another container or machine' : ''
  return `another process (pid ${identity.pid}${where})`
}
