import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { top } from '../../commands/steps.ts'
import { lockFolder } from './folder-lock.ts'

const canSeparate = spawnSync('unshare', ['--net', '--pid', '--fork', '--mount-proc', 'true']).status === 0

test('a folder has one owner, named by its pid in the lock file', async () => {
  const path = newFolder()
  const { release } = await lockFolder(path)

  expect(pidIn(path)).toBe(process.pid)
  await expect(lockFolder(path)).rejects.toThrow(`is in use by another process (pid ${process.pid}); stop it`)
  await release()
})

test('a released folder can be taken again, and keeps no trace', async () => {
  const path = newFolder()
  await (await lockFolder(path)).release()

  const again = await lockFolder(path)
  await again.release()
  expect(readdirSync(path)).toEqual([])
})

test('a process that only the file names keeps the folder while it lives, and not a moment longer', async () => {
  const path = newFolder()
  const other = begun(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'])
  writeFileSync(join(path, 'lock.pid'), `${other.pid}\n`)

  await expect(lockFolder(path)).rejects.toThrow(`is in use by another process (pid ${other.pid}); stop it`)
  await killed(other)

  const took = await timed(() => lockFolder(path).then(({ release }) => release()))
  expect(took).toBeLessThan(1000)
})

test('a process that got the number of a dead holder does not keep the folder', async () => {
  const path = newFolder()
  const { release } = await lockFolder(path)
  const mine = readFileSync(join(path, 'lock.pid'), 'utf8')
  await release()
  const [pid, home, , owner] = mine.split('\n')
  writeFileSync(join(path, 'lock.pid'), [pid, home, 'long before', owner, ''].join('\n'))

  expect(await timed(() => lockFolder(path).then((lock) => lock.release()))).toBeLessThan(1000)
})

test('a holder that nobody here can see has the folder while it touches the file', async () => {
  const path = newFolder()
  const file = writeForeign(path)
  const touches = setInterval(() => utimesSync(file, new Date(), new Date()), 500)

  await expect(lockFolder(path)).rejects.toThrow('in use by another process (pid 7 of another container or machine)')
  clearInterval(touches)
})

test('a holder that nobody here can see loses the folder once the file is old', async () => {
  const path = newFolder()
  const file = writeForeign(path)
  const nineSecondsAgo = new Date(Date.now() - 9000)
  utimesSync(file, nineSecondsAgo, nineSecondsAgo)

  const { release } = await lockFolder(path)
  expect(pidIn(path)).toBe(process.pid)
  await release()
})

test.each(['', 'no number\n'])('a lock file that was cut short (%j) is taken over when it is old', async (text) => {
  const path = newFolder()
  writeFileSync(join(path, 'lock.pid'), text)
  utimesSync(join(path, 'lock.pid'), new Date(0), new Date(0))

  await (await lockFolder(path)).release()
})

test('a lock file that cannot be read is one sentence', async () => {
  const path = newFolder()
  mkdirSync(join(path, 'lock.pid'))

  await expect(lockFolder(path)).rejects.toThrow(`${join(path, 'lock.pid')} cannot be read; restore a copy`)
})

test('whoever finds the folder taken by another ends at once', async () => {
  const path = newFolder()
  const holder = await holding(path)
  const ended = new Promise((resolve) => holder.child.once('exit', resolve))

  writeForeign(path)

  expect(await ended).toBe(1)
  expect(holder.complaint()).toContain(`The data folder ${path} was taken by another process (pid 7`)
})

test.runIf(canSeparate)(
  'needs unshare: a holder in another network is refused at once, and replaced at once when killed',
  async () => {
    const path = newFolder()
    const holder = await holding(path, ['--net'])

    await expect(lockFolder(path)).rejects.toThrow(`is in use by another process (pid ${pidIn(path)}); stop it`)
    await killed(holder.child)

    expect(await timed(() => lockFolder(path).then(({ release }) => release()))).toBeLessThan(1000)
  },
)

test.runIf(canSeparate)(
  'needs unshare: a holder in another container is refused, and replaced some seconds after its death',
  async () => {
    const path = newFolder()
    const holder = await holding(path, ['--net', '--pid', '--fork', '--kill-child', '--mount-proc'])

    await expect(lockFolder(path)).rejects.toThrow('of another container or machine); stop it')
    await killed(holder.child)

    expect(await timed(() => lockFolder(path).then(({ release }) => release()))).toBeLessThan(12_000)
  },
)

/** A process of its own, in namespaces of its own if any are named, that has the folder. */
async function holding(path: string, namespaces: string[] = []) {
  const code = `import { lockFolder } from './server/src/storage/folder-lock.ts'
    await lockFolder(process.argv[1])
    console.log('held')
    setInterval(() => undefined, 1000)`
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '-e', code, path]
  const [program = '', ...args] = namespaces.length > 0 ? ['unshare', ...namespaces, ...node] : node
  const child = begun(program, args)
  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (complaint += part))
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  return { child, complaint: () => complaint }
}

function begun(program: string, args: string[]): ChildProcess {
  const child = spawn(program, args, { cwd: top, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => killed(child))
  return child
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

/** A fresh lock file from elsewhere. */
function writeForeign(path: string): string {
  const file = join(path, 'lock.pid')
  writeFileSync(file, ['7', 'another-boot/pid:[1]', '12345', 'somebody', ''].join('\n'))
  return file
}

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

function pidIn(path: string): number {
  return Number(readFileSync(join(path, 'lock.pid'), 'utf8').split('\n')[0])
}

function newFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'agentiq-lock-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}
