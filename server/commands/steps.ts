import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** The checkout's top folder. */
export const top = join(import.meta.dirname, '../..')

/** How a TypeScript program of ours is run. */
export const nodeArgs = ['--import', 'tsx']

/**
 * How the server itself is run. Its data is in the database, so what it holds at once is some 80 MB; left alone, V8 lets garbage
 * grow to several times that before it looks, because the machine has memory to spare. A lower ceiling and a smaller nursery make it look sooner.
 */
export const serverArgs = [...nodeArgs, '--max-old-space-size=512', '--max-semi-space-size=8']

/** What the system's allocator is told: with an arena for each of Node's threads it keeps some 25 MB that nothing uses. */
export const serverEnv = { MALLOC_ARENA_MAX: '2' }

/** Runs a program to its end. Its output is ours; its exit code comes back. */
export async function run(program: string, args: string[], options: SpawnOptions = {}): Promise<number> {
  return await exitOf(begin(program, args, { cwd: top, stdio: 'inherit', ...options }))
}

/** Runs a program to its end and keeps what it says. */
export async function runQuietly(
  program: string,
  args: string[],
  folder = '.',
): Promise<{ code: number; output: string }> {
  const child = begin(program, args, { cwd: join(top, folder), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  return { code: await exitOf(child), output }
}

/** Ends what `run` and `runQuietly` have begun: whoever is asked to stop would leave it behind otherwise. */
export async function endWork(): Promise<void> {
  const ended = [...working].map(async (child) => {
    child.kill('SIGTERM')
    const insist = setTimeout(() => child.kill('SIGKILL'), insistAfterMs)
    await exitOf(child)
    clearTimeout(insist)
  })
  await Promise.all(ended)
}

const working = new Set<ChildProcess>()
const insistAfterMs = 3000

function begin(program: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(program, args, options)
  working.add(child)
  for (const end of ['exit', 'error']) child.once(end, () => working.delete(child))
  return child
}

/** The exit code of a child, 1 when a signal ended it. */
export async function exitOf(child: ChildProcess): Promise<number> {
  return await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** A tool that a workspace package has installed, to be run as it is. */
export function tool(workspacePackage: string, name: string): string {
  return join(top, workspacePackage, 'node_modules', '.bin', name)
}

/**
 * Does the work only if its inputs changed since it was last done, or its output is gone. Says in `.cache/` what it was done for.
 */
export async function once(name: string, inputs: string[], output: string, work: () => Promise<void>): Promise<void> {
  const stamp = join(top, '.cache', `${name}.stamp`)
  const now = fingerprintOf(inputs)
  const before = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (before === now && existsSync(join(top, output))) return

  await work()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, fingerprintOf(inputs))
}

function fingerprintOf(inputs: string[]): string {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap((input) => filesIn(join(top, input)))) {
    hash.update(relative(top, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

const skipped = new Set(['node_modules', 'dist', 'generated', '.cache'])

function filesIn(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !skipped.has(name))
    .flatMap(({ name }) => filesIn(join(path, name)))
    .sort()
}
