import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process as another one can recognise it: numbers are given again, to a process that began later or elsewhere. */
export type Identity = { pid: number; home: string; begun: string }

/** What is known of this process or of one that lived here, by its number. */
export function identityOf(pid: number): Identity {
  return { pid, home: home(), begun: begunAt(pid) }
}

/** Whether it lives; null where its number says nothing, because it was given on another machine or in another container. */
export function isLiving(one: Identity): boolean | null {
  if (one.home !== home()) return null
  if (!isKnown(one.pid)) return false
  const begun = begunAt(one.pid)
  return begun !== ended && (begun === one.begun || begun === unknown)
}

const unknown = ''
const ended = 'ended'

/** Where process numbers mean what they mean here: until the next boot, in this pid namespace. */
function home(): string {
  if (process.platform !== 'linux') return hostname()
  const boot = orUnknown(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  const namespace = orUnknown(() => readlinkSync('/proc/self/ns/pid'))
  return `${boot}/${namespace}`
}

function isKnown(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When it began, in the system's own words; `ended` for what only waits for its parent to notice. */
function begunAt(pid: number): string {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { encoding: 'utf8' }).stdout?.trim() ?? unknown
  }
  // The name in brackets may hold anything, so the fields are counted from behind it.
  const fields =
    orUnknown(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
      .split(') ')
      .at(-1)
      ?.split(' ') ?? []
  return ['Z', 'X'].includes(fields[0] ?? '') ? ended : (fields[19] ?? unknown)
}

function orUnknown(read: () => string): string {
  try {
    return read()
  } catch {
    return unknown
  }
}
