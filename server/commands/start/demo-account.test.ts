import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { demoAccount } from './demo-account.ts'
import { planLaunch } from './plan.ts'

const signIn = '/api/auth/sign-in/email'
const signUp = '/api/auth/sign-up/email'
const known = { email: 'demo@agentiq.local', password: 'remembered', shop: 'shop', session: null }

test('a first start makes the account and keeps it for its owner only', async () => {
  const { plan, file } = await givenApp({ [signUp]: [200] })

  const { login, password, notes } = await demoAccount(plan)

  expect({ login, notes }).toEqual({ login: 'demo@agentiq.local', notes: [] })
  expect(kept(file)).toMatchObject({ email: login, password, session: 'session=1' })
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a later start neither signs in nor up while its session lasts', async () => {
  const { plan, asked } = await givenApp({}, { ...known, session: 'session=1' })

  expect(await demoAccount(plan)).toMatchObject({ login: known.email, password: known.password, notes: [] })
  expect(asked).toEqual(['/graphql'])
})

test('an account whose session is over signs in', async () => {
  const { plan, file } = await givenApp({ [signIn]: [200] }, known)

  expect(await demoAccount(plan)).toMatchObject({ login: known.email, notes: [] })
  expect(kept(file)).toEqual({ ...known, session: 'session=1' })
})

test('while signing in is throttled the known login is told unchecked', async () => {
  const { plan } = await givenApp({ [signIn]: [429] }, known)

  expect(await demoAccount(plan)).toEqual({ login: known.email, password: known.password, notes: [] })
})

test('an account that the database does not know is made again', async () => {
  const { plan } = await givenApp({ [signIn]: [401], [signUp]: [200] }, known)

  expect(await demoAccount(plan)).toEqual({ login: known.email, password: known.password, notes: [] })
})

test.each([
  ['lost', undefined],
  ['of another database', known],
])('where the address has another password, because the file is %s, another account is made', async (_, account) => {
  const { plan, file } = await givenApp({ [signIn]: [401], [signUp]: [422, 200] }, account)

  const { login, notes } = await demoAccount(plan)

  expect(login).toMatch(/^demo-[0-9a-f]+@agentiq\.local$/)
  expect(notes).toEqual([])
  expect(kept(file)).toMatchObject({ email: login })
})

test('where nobody may register, a person is told what to do', async () => {
  const { plan, file, asked } = await givenApp({}, undefined, { REGISTRATION: 'closed' })

  expect((await demoAccount(plan)).password).toBe('for a demo account start once with REGISTRATION=open')
  expect(asked).toEqual([])
  expect(existsSync(file)).toBe(false)
})

test.each(['{"email":', '[]', '{"email":"demo@agentiq.local"}'])('a broken file is set aside: %s', async (text) => {
  const { plan, file } = await givenApp({ [signUp]: [200] }, text)

  const { notes } = await demoAccount(plan)

  expect(notes).toEqual([`${file} made no sense; it is now called demo-account.json.broken.`])
  expect(readFileSync(`${file}.broken`, 'utf8')).toBe(text)
})

test.each([
  [signUp, 500, 'There is no demo account: the app answered the sign-up with 500.'],
  [signUp, 429, 'There is no demo account: too many accounts were made just now; start again in a minute.'],
])('%s answering %i is a sentence, and people are told to make an account', async (path, status, note) => {
  const { plan } = await givenApp({ [path]: [status] })

  expect(await demoAccount(plan)).toEqual({
    login: `make an account at ${plan.appUrl}/register`,
    password: 'the one you choose',
    notes: [note],
  })
})

/** An app that answers these addresses so, one after the other, and calls every signed-in account connected. */
async function givenApp(
  answers: Record<string, number[]>,
  account?: object | string,
  env: Record<string, string> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'agentiq-demo-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'demo-account.json')
  if (account) writeFileSync(file, typeof account === 'string' ? account : JSON.stringify(account))

  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    if (url === '/graphql') return response.end(JSON.stringify({ data: { sellers: [{ connection: {} }] } }))
    return response.writeHead(answers[url]?.shift() ?? 404, { 'set-cookie': 'session=1; HttpOnly' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())

  const config = readConfig({ PORT: String((server.address() as AddressInfo).port), DATA_DIR: folder, ...env })
  return { plan: planLaunch({}, config), file, asked }
}

const kept = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
