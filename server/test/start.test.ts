import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { top } from '../commands/steps.ts'

// The launcher, as a person meets it: by what it prints and how it ends.

const folders: string[] = []
const started: ChildProcess[] = []

afterEach(async () => {
  for (const child of started.splice(0)) await stopped(child)
})

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

test('a newcomer finds the app, a login that works and the simulator; SIGTERM ends all of it', async () => {
  const folder = newFolder()
  const env = await freePorts(folder)
  const first = await welcomed(env)

  expect(first.block).toMatchObject({
    App: `http://localhost:${env.PORT}`,
    Login: 'demo@agentiq.local',
    Simulator: `http://localhost:${env.SIMULATOR_PORT}`,
    Data: folder,
  })
  expect((await fetch(`${first.block.App}/healthz`)).status).toBe(200)
  expect((await signIn(first.block)).status).toBe(200)
  expect(statSync(join(folder, 'demo-account.json')).mode & 0o777).toBe(0o600)

  const second = run({ ...env, ...(await ports()) })
  expect(await second.end).toMatchObject({ code: 1, complaint: expect.stringMatching(/^The data folder .* is in use/) })

  for (let count = 0; count < 6; count += 1) await signIn({ ...first.block, Password: 'wrong' })
  const asked = Date.now()
  first.child.kill('SIGTERM')
  expect(await first.end).toMatchObject({ code: 0 })
  expect(Date.now() - asked).toBeLessThan(5000)
  await expect(fetch(`${first.block.App}/healthz`)).rejects.toThrow()
  await expect(fetch(`${first.block.Simulator}/__sim/health`)).rejects.toThrow()

  // The next start goes on with the same account, though its session is over and nobody may sign in just now.
  rememberWithoutSession(folder)
  const again = await welcomed(env)
  expect(again.block).toEqual(first.block)
  expect(again.said).not.toContain('Building')
  await stopped(again.child)

  // A file that makes no sense is set aside. The address is taken then, so there is another account on the same data.
  writeFileSync(join(folder, 'demo-account.json'), '{"email":')
  const other = await welcomed(env)
  expect(other.block.Login).toMatch(/^demo-\w+@agentiq\.local$/)
  expect(other.said).toContain('demo-account.json.broken')
}, 120_000)

test.each([
  ['app', 'server/src/main.ts'],
  ['simulator', 'server/simulator/main.ts'],
])(
  'when the %s dies, the launcher names it and takes the rest down',
  async (name, program) => {
    const { child, end, block } = await welcomed(await freePorts(newFolder()))

    process.kill(childOf(child, program), 'SIGKILL')

    const { code, complaint } = await end
    expect(code).toBe(1)
    expect(complaint.split('\n').at(-1)).toBe(`The ${name} ended unexpectedly, so AgentIQ stops.`)
    await expect(fetch(`${block.App}/healthz`)).rejects.toThrow()
    await expect(fetch(`${block.Simulator}/__sim/health`)).rejects.toThrow()
  },
  120_000,
)

test('whoever started it is killed without a word: nothing of it is left', async () => {
  const { child, block } = await welcomed(await freePorts(newFolder()), 'npm')

  child.kill('SIGKILL')

  for (const url of [`${block.App}/healthz`, `${block.Simulator}/__sim/health`]) {
    const isGone = async () =>
      await fetch(url).then(
        () => false,
        () => true,
      )
    await expect.poll(isGone, { timeout: 10_000, interval: 100 }).toBe(true)
  }
}, 120_000)

test.each([
  ['a variable that makes no sense', { PORT: 'eighty' }, 'PORT must be a whole number from 1 to 65535, not "eighty".'],
  ['no port at all', { PORT: '0' }, 'PORT must be a whole number from 1 to 65535, not "0".'],
  [
    'a folder that cannot be written',
    { DATA_DIR: '/proc/x' },
    'The data folder /proc/x cannot be written; set DATA_DIR to one that can.',
  ],
])('%s is one sentence', async (_, env, sentence) => {
  const { end } = run({ ...(await freePorts(newFolder())), ...env })

  expect(await end).toEqual({ code: 1, complaint: sentence })
})

test.each(['PORT', 'SIMULATOR_PORT'] as const)('a busy %s is one sentence', async (variable) => {
  const env = await freePorts(newFolder())
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(Number(env[variable]), '127.0.0.1', resolve))

  const { code, complaint } = await run(env).end
  other.close()

  expect(code).toBe(1)
  const port = env[variable]
  expect(complaint).toBe(`Port ${port} is in use by another program; stop it, or set ${variable} to a free one.`)
})

test('asked to stop while it builds, it leaves nothing running', async () => {
  const checkout = slowCheckout()
  const { child, end } = run(await freePorts(newFolder()), checkout)
  await until(() => programsOf(checkout).length > 0)

  child.kill('SIGTERM')

  expect(await end).toEqual({ code: 0, complaint: 'Building the database client …' })
  expect(programsOf(checkout)).toEqual([])
})

test('with PostgreSQL and without the simulator, no data folder is needed', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const PORT = String(typeof address === 'object' && address ? address.port : 0)

  const DATABASE_URL = 'postgresql://127.0.0.1:9/none'
  const SECRET_KEY = 'thirty-two characters or even more than that'
  const { end } = run({ DATA_DIR: '/proc/x', DATABASE_URL, SECRET_KEY, WB_SIMULATOR: 'off', PORT })
  const { complaint } = await end
  other.close()

  expect(complaint).toBe(`Port ${PORT} is in use by another program; stop it, or set PORT to a free one.`)
})

type Block = { App: string; Login: string; Password: string; Simulator: string; Data: string }

const commands = {
  node: [process.execPath, '--import', 'tsx', 'server/commands/start.ts'],
  /** As `npx` does it: a program in between, and a shell. */
  npm: ['npm', 'exec', '-c', 'node --import tsx server/commands/start.ts'],
}

function run(env: Record<string, string>, checkout = top, by: keyof typeof commands = 'node') {
  const [program = '', ...args] = commands[by]
  const child = spawn(program, args, {
    cwd: checkout,
    env: { ...process.env, DATABASE_URL: '', SIMULATOR_STATE: '', REGISTRATION: '', PUBLIC_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const said = { out: '', complaint: '' }
  child.stdout.setEncoding('utf8').on('data', (part: string) => (said.out += part))
  child.stderr.setEncoding('utf8').on('data', (part: string) => (said.complaint += part))
  const end = new Promise<{ code: number | null; complaint: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, complaint: said.complaint.trim() })),
  )
  return { child, said, end }
}

async function welcomed(env: Record<string, string>, by: keyof typeof commands = 'node') {
  const { child, said, end } = run(env, top, by)
  await Promise.race([until(() => said.out.includes('Ctrl-C')), end])
  if (!said.out.includes('Ctrl-C')) throw new Error(`It did not start: ${said.complaint}`)

  const wordBehind = (label: string) => new RegExp(`^ *${label}: +(.+)$`, 'm').exec(said.out)?.[1] ?? ''
  const block: Block = {
    App: wordBehind('App'),
    Login: wordBehind('Login'),
    Password: wordBehind('Password'),
    Simulator: wordBehind('Simulator'),
    Data: wordBehind('Data'),
  }
  return { child, end, block, said: said.out }
}

async function signIn({ App, Login, Password }: Block): Promise<Response> {
  return await fetch(`${App}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: App },
    body: JSON.stringify({ email: Login, password: Password }),
  })
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await ended
}

/** As if the launcher had been away for longer than a session lasts. */
function rememberWithoutSession(folder: string): void {
  const file = join(folder, 'demo-account.json')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), session: null }))
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'agentiq-start-'))
  folders.push(folder)
  return folder
}

/** A copy of the launcher's checkout in which nothing was built yet, and the first tool needs its time. */
function slowCheckout(): string {
  const checkout = realpathSync(newFolder())
  for (const name of ['package.json', 'pnpm-lock.yaml', 'server/package.json', 'server/commands', 'server/src'])
    cpSync(join(top, name), join(checkout, name), { recursive: true, filter: (path) => !path.endsWith('/generated') })
  for (const name of ['node_modules/tsx', 'server/node_modules']) {
    mkdirSync(dirname(join(checkout, name)), { recursive: true })
    symlinkSync(join(top, name), join(checkout, name))
  }
  mkdirSync(join(checkout, 'node_modules/.bin'))
  const slow = `#!/bin/sh\nexec "${process.execPath}" -e 'setTimeout(() => undefined, 30_000)' "$0"\n`
  writeFileSync(join(checkout, 'node_modules/.bin/prisma'), slow, { mode: 0o755 })
  return checkout
}

/** What runs from the checkout's folder, apart from its launcher. */
function programsOf(checkout: string): string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line.includes(checkout))
}

/** The process id of a program that this process has started. */
function childOf({ pid }: ChildProcess, program: string): number {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  const row = stdout.split('\n').find((line) => line.includes(program) && Number(line.trim().split(/ +/)[1]) === pid)
  return Number(row?.trim().split(' ')[0])
}

async function freePorts(folder: string) {
  return { DATA_DIR: folder, ...(await ports()) }
}

async function ports() {
  return { PORT: await freePort(), SIMULATOR_PORT: await freePort() }
}

async function freePort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return String(typeof address === 'object' && address ? address.port : 0)
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 25))
}
