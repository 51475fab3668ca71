import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readOptions } from './read-options.ts'
import { startSimulator } from './start-simulator.ts'

const program = join(import.meta.dirname, 'main.ts')
const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the program says where it is, keeps its state and leaves in peace', async () => {
  const state = join(folder, 'state.json')
  const running = started({
    SIMULATOR_PORT: '0',
    SIMULATOR_STATE: state,
    SIMULATOR_BUYER: 'on',
    SIMULATOR_CONTROL: 'on',
  })

  const [url] = /http:\/\/localhost:\d+/.exec(await running.firstLine) ?? []
  const health = await fetch(`${url}/__sim/health`)
  running.child.kill('SIGTERM')

  expect(await health.json()).toEqual({ ok: true })
  expect(await running.end).toEqual({ code: 0, complaint: '' })
  expect(existsSync(state)).toBe(true)
})

test('started by itself the program has no control interface, and the times that the contract assumes', async () => {
  const running = started({ SIMULATOR_PORT: '0' })
  const [url] = /http:\/\/localhost:\d+/.exec(await running.firstLine) ?? []
  const asked = await fetch(`${url}/__sim/health`)
  running.child.kill('SIGTERM')
  await running.end

  expect(asked.status).toBe(404)
  expect(readOptions({})).toMatchObject({ moderationMs: 30_000, readLagMs: 3000, knobs: { lateEventMs: 2000 } })
})

test('a busy port is one plain sentence', async () => {
  const { port, close } = await startSimulator({ seed: 'empty' })

  const { end } = started({ SIMULATOR_PORT: String(port) })

  expect(await end).toEqual({ code: 1, complaint: `Port ${port} is busy; set SIMULATOR_PORT to another one.\n` })
  await close()
})

test.each([
  [{ SIMULATOR_PORT: 'many' }, 'SIMULATOR_PORT must be a whole number, not "many".\n'],
  [{ SIMULATOR_FEEDBACKS: '/nowhere.json' }, 'The file /nowhere.json cannot be read (ENOENT).\n'],
  [
    { SIMULATOR_STATE: withContent('{"half":') },
    `The file ${join(folder, 'broken.json')} is not JSON; put it right, or take it away.\n`,
  ],
])('a bad setting is one plain sentence: %j', async (environment, complaint) => {
  const { end } = started({ SIMULATOR_PORT: '0', ...environment })

  expect(await end).toEqual({ code: 1, complaint })
})

test('a state that somebody damaged is one plain sentence', async () => {
  const state = join(folder, 'damaged.json')
  writeFileSync(state, '{"version":1}')

  const { end } = started({ SIMULATOR_PORT: '0', SIMULATOR_STATE: state })

  const complaint = `The file ${state} is not a state of the simulator; remove it to begin anew.\n`
  expect(await end).toEqual({ code: 1, complaint })
})

test('a state that cannot be kept is one sentence, and the simulator runs on', async () => {
  const { child, firstLine, end } = started({
    SIMULATOR_PORT: '0',
    SIMULATOR_STATE: '/proc/x/state.json',
    SIMULATOR_CONTROL: 'on',
  })
  const [url] = /http:\/\/localhost:\d+/.exec(await firstLine) ?? []
  const send = async () => await fetch(`${url}/__sim/seed`, { method: 'POST', body: JSON.stringify({ sid: 'shop' }) })

  await send()
  await new Promise((resolve) => child.stderr.once('data', resolve))
  const afterwards = await send()
  child.kill('SIGTERM')

  expect(afterwards.ok).toBe(true)
  expect(await end).toEqual({ code: 0, complaint: 'The state cannot be saved to /proc/x/state.json (ENOENT).\n' })
})

test('the program leaves when its parent has died', async () => {
  const env = { ...process.env, SIMULATOR_PORT: '0', SIMULATOR_PARENT: 'watch' }
  const parent = spawn('sh', ['-c', `"${process.execPath}" --import tsx "${program}" & wait`], { env })
  await new Promise((resolve) => parent.stdout.once('data', resolve))

  parent.kill('SIGKILL')

  // The pipes close only when the orphan is gone too.
  await new Promise((resolve) => parent.once('close', resolve))
  expect(parent.signalCode).toBe('SIGKILL')
})

function started(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', program], { env: { ...process.env, ...environment } })
  let complaint = ''
  child.stderr.on('data', (part: Buffer) => {
    complaint += part.toString('utf8')
  })
  return {
    child,
    firstLine: new Promise<string>((resolve) =>
      child.stdout.once('data', (part: Buffer) => resolve(part.toString('utf8'))),
    ),
    end: new Promise((resolve) => child.once('close', (code) => resolve({ code, complaint }))),
  }
}

function withContent(content: string): string {
  const path = join(folder, 'broken.json')
  writeFileSync(path, content)
  return path
}
