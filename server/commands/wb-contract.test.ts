import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulation, simulate } from '../testkit/shop.ts'
import { exitOf, nodeArgs, top } from './steps.ts'

let simulator: Simulation

beforeAll(async () => {
  // Exactly WB's limits: the command has to stay inside them by itself.
  simulator = await simulate({ knobs: { rateLimits: true } })
})
afterAll(async () => await simulator.close())

test('answers as expected: a line for each call, and 0', async () => {
  const { code, output } = await wbContract(await givenKey())

  expect(output).toContain('as expected GET /api/v1/feedbacks?isAnswered=false')
  expect(output).toContain('WB answers as we expect.')
  expect(code).toBe(0)
})

test('something new is told, also to programs, and is no failure', async () => {
  const { sid, token } = await givenKey()
  await simulator.act('POST knobs', { sid, extraFields: true })

  const { code, output } = await wbContract({ token }, '--json')

  const report = JSON.parse(output) as { state: string; calls: { findings: { severity: string }[] }[] }
  expect(report.state).toBe('new')
  expect(report.calls.flatMap(({ findings }) => findings).map(({ severity }) => severity)).toContain('new')
  expect(code).toBe(0)
})

test('something broken is 1', async () => {
  const { sid, token } = await givenKey()
  await simulator.act('POST fail', { sid, path: '/api/v1/questions', times: 9, status: 200, body: '{"questions":[]}' })

  const { code, output } = await wbContract({ token })

  expect(output).toContain('  BREAKING: data is missing')
  expect(output).toContain('WB no longer answers as we expect.')
  expect(code).toBe(1)
})

test('a host that is not there is 2 and a sentence of its own', async () => {
  const { token } = await givenKey()

  const { code, output } = await wbContract({ token, url: 'http://127.0.0.1:9' })

  expect(output).toContain('A host of WB did not answer')
  expect(output).not.toContain('BREAKING')
  expect(code).toBe(2)
})

test.each([
  ['none', '', 'Set WB_CONTRACT_TOKEN'],
  ['one that is no key', 'hunter2', 'The key in WB_CONTRACT_TOKEN cannot be used'],
])('a key that cannot be used (%s) is 3, and is not printed', async (_, token, sentence) => {
  const { code, output } = await wbContract({ token })

  expect(output).toContain(sentence)
  expect(output).not.toContain('hunter2')
  expect(code).toBe(3)
})

async function givenKey(): Promise<{ sid: string; token: string }> {
  const sid = randomUUID()
  const { token } = await simulator.act<{ token: string }>('POST token', { sid })
  await simulator.act('POST seed', { sid, seed: 'shop' })
  return { sid, token }
}

async function wbContract({ token, url = simulator.url }: { token: string; url?: string }, ...args: string[]) {
  const env = { ...process.env, WB_CONTRACT_TOKEN: token, WB_FEEDBACKS_URL: url, WB_CHAT_URL: url }
  const child = spawn(process.execPath, [...nodeArgs, 'server/commands/wb-contract.ts', ...args], {
    cwd: top,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
  return { code: await exitOf(child), output }
}
