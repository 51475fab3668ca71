import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * The programs that a person's command went through before it became this process: `npx`, `pnpm`, a shell. They do not all pass
 * a signal on; when one of them is gone, nobody is left who could stop us.
 */
export function watchLaunchers(gone: () => void): void {
  const chain = launchersOf(process.pid)
  const everyMs = process.platform === 'linux' ? 300 : 2000

  setInterval(() => {
    const isBroken = chain.some((launcher, index) => parentOf(chain[index - 1] ?? process.pid) !== launcher)
    if (isBroken) gone()
  }, everyMs).unref()
}

/** From the nearest to the farthest. The person's own shell is not among them: it may be closed. */
function launchersOf(pid: number): number[] {
  const parent = parentOf(pid)
  return parent !== null && isLauncher(parent) ? [parent, ...launchersOf(parent)] : []
}

const isLauncher = (pid: number) => /\b(npm|npx|pnpm|corepack)\b|server\/commands\//.test(commandOf(pid))

function parentOf(pid: number): number | null {
  if (process.platform !== 'linux') return Number(ps(pid, 'ppid=')) || null
  // The name in brackets may hold anything, so the fields are counted from behind it.
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')
  return Number(fields?.[1]) || null
}

function commandOf(pid: number): string {
  return process.platform === 'linux' ? read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') : ps(pid, 'command=')
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function ps(pid: number, what: string): string {
  return spawnSync('ps', ['-o', what, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
}
