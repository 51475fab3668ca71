import { randomBytes, randomUUID } from 'node:crypto'
import { type DemoAccount, remember, rememberedAccount } from './account-file.ts'
import type { LaunchPlan } from './plan.ts'

/** What a newcomer is told about signing in. */
export type Login = {
  login: string
  password: string
  /** What went otherwise than expected, in whole sentences. */
  notes: string[]
}

/**
 * The demo account, ready to be used: remembered or made, and connected to its shop in the simulator. Whatever goes wrong with
 * it becomes a sentence; the product runs without it.
 */
export async function demoAccount(plan: LaunchPlan): Promise<Login> {
  const notes: string[] = []
  try {
    const remembered = rememberedAccount(plan.config.dataDir, (sentence) => notes.push(sentence))
    if (remembered && (await isReady(plan, remembered))) return loginOf(remembered, notes)

    const found = remembered ? await signIn(plan, remembered) : 'unknown'
    if (remembered && found === 'throttled') return loginOf(remembered, notes)
    if (found === 'unknown' && plan.config.registration === 'closed') return closed(notes)

    const account = remembered && found !== 'unknown' ? { ...remembered, session: found } : await made(plan, remembered)
    remember(plan.config.dataDir, account)
    await connectOnce(plan, account).catch((error: Error) => notes.push(error.message))
    return loginOf(account, notes)
  } catch (error) {
    return { ...ownAccount(plan), notes: [...notes, `There is no demo account: ${(error as Error).message}`] }
  }
}

/** Where there is no demo account: what people can do by themselves. */
export function ownAccount({ appUrl, config }: LaunchPlan): Omit<Login, 'notes'> {
  if (config.registration === 'closed') return { login: 'an account you already have', password: 'the one you chose' }
  return { login: `make an account at ${appUrl}/register`, password: 'the one you choose' }
}

const loginOf = ({ email, password }: DemoAccount, notes: string[]): Login => ({ login: email, password, notes })

function closed(notes: string[]): Login {
  return {
    login: 'an account you already have',
    password: 'for a demo account start once with REGISTRATION=open',
    notes,
  }
}

/** Asked with the session of an earlier start: signing in is throttled, and a start is no reason to use that up. */
async function isReady(plan: LaunchPlan, { session }: DemoAccount): Promise<boolean> {
  return session !== null && (await isConnected(plan, session).catch(() => false))
}

/** A session; or the database knows no such account with this password; or too many have signed in just now. */
async function signIn(plan: LaunchPlan, { email, password }: DemoAccount): Promise<string | 'unknown' | 'throttled'> {
  const answer = await post(plan, '/api/auth/sign-in/email', { email, password })
  if (answer.ok) return cookieOf(answer)
  if (answer.status === 401) return 'unknown'
  if (answer.status === 429) return 'throttled'
  throw new Error(`the app answered the sign-in with ${answer.status}.`)
}

/** A new account, under the address of the lost one where that is free. */
async function made(plan: LaunchPlan, lost: DemoAccount | null): Promise<DemoAccount> {
  const account = lost ?? newAccount('demo@agentiq.local')
  const isMade = await signUp(plan, account)
  if (isMade) return isMade

  const another = await signUp(plan, newAccount(`demo-${randomBytes(3).toString('hex')}@agentiq.local`))
  if (!another) throw new Error('the address of the new one was taken, too; start again.')
  return another
}

/** So that no password is the same everywhere. */
function newAccount(email: string): DemoAccount {
  return { email, password: randomBytes(9).toString('base64url'), shop: randomUUID(), session: null }
}

/** Null when somebody has the address already. */
async function signUp(plan: LaunchPlan, account: DemoAccount): Promise<DemoAccount | null> {
  const { email, password } = account
  const answer = await post(plan, '/api/auth/sign-up/email', { email, password, name: 'Демо', company: 'Демо-магазин' })
  if (answer.ok) return { ...account, session: cookieOf(answer) }
  if (answer.status === 422) return null
  if (answer.status === 429) throw new Error('too many accounts were made just now; start again in a minute.')
  throw new Error(`the app answered the sign-up with ${answer.status}.`)
}

async function connectOnce(plan: LaunchPlan, { shop, session }: DemoAccount): Promise<void> {
  if (session && !(await isConnected(plan, session))) await connect(plan, session, shop)
}

async function isConnected(plan: LaunchPlan, session: string): Promise<boolean> {
  const { sellers } = await ask<{ sellers: { connection: object | null }[] }>(
    plan,
    session,
    '{ sellers { connection { state } } }',
  )
  return sellers.some(({ connection }) => connection !== null)
}

async function connect(plan: LaunchPlan, session: string, shop: string): Promise<void> {
  const answer = await fetch(`${plan.simulatorUrl}/__sim/token`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ sid: shop }),
  })
  const { token } = (await answer.json()) as { token: string }
  const mutation = 'mutation ($token: String!) { connectMarketplace(input: { token: $token }) { __typename } }'
  const { connectMarketplace } = await ask<{ connectMarketplace: { __typename: string } }>(plan, session, mutation, {
    token,
  })
  if (connectMarketplace.__typename === 'ConnectMarketplaceSuccess') return
  throw new Error(`The demo account could not be connected to the simulator: ${connectMarketplace.__typename}.`)
}

async function ask<Data>(plan: LaunchPlan, session: string, query: string, variables: object = {}): Promise<Data> {
  const answer = await post(plan, '/graphql', { query, variables }, session)
  const { data, errors } = (await answer.json()) as { data?: Data; errors?: { message: string }[] }
  if (data && !errors) return data
  throw new Error(`The demo account could not be looked at: ${errors?.[0]?.message ?? answer.status}`)
}

const json = { 'content-type': 'application/json' }

async function post({ appUrl, config }: LaunchPlan, path: string, body: object, cookie = ''): Promise<Response> {
  const headers = { ...json, cookie, origin: new URL(config.publicUrl).origin, 'x-agentiq-client': 'start' }
  return await fetch(`${appUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ')
}
