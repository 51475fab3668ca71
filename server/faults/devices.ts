import { setTimeout as pause } from 'node:timers/promises'
import type { Server } from './servers.ts'

/** The servers that answer, as a device finds them: whoever does not answer is asked again, with the same words. */
export type Doors = { servers: Server[]; isOver: () => boolean }

/** Somebody signed in. */
export type Person = { cookie: string }

/** Registers an account with a shop of its own. */
export async function register(doors: Doors, name: string): Promise<Person> {
  return await insist(doors, 0, async (url) => {
    const answer = await fetch(`${url}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email: `${name}@example.com`, password: 'correct horse battery', name, company: name }),
    })
    if (!answer.ok) throw new Error(`Nobody could be registered: ${answer.status} ${await answer.text()}`)
    return { cookie: cookiesOf(answer) }
  })
}

/** The same person on another device. */
export async function signIn(doors: Doors, name: string): Promise<Person> {
  return await insist(doors, 0, async (url) => {
    const answer = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email: `${name}@example.com`, password: 'correct horse battery' }),
    })
    if (!answer.ok) throw new Error(`${name} could not sign in: ${answer.status} ${await answer.text()}`)
    return { cookie: cookiesOf(answer) }
  })
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
}

/** Asks until somebody answers, beginning at the door of this number. Nobody answers for good when all is over. */
export async function ask<Data>(
  doors: Doors,
  { cookie }: Person,
  query: string,
  variables: object,
  first = 0,
): Promise<Data> {
  return await insist(doors, first, async (url) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, 'x-agentiq-client': 'faults' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(15_000),
    })
    const { data, errors } = (await answer.json()) as { data?: Data; errors?: object[] }
    if (!data || errors) throw new Error(`${answer.status}: ${JSON.stringify(errors)}`)
    return data
  })
}

/** A server that dies in the middle has perhaps done what it was asked: the next one is asked the same. */
async function insist<Result>(
  { servers, isOver }: Doors,
  first: number,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  for (let turn = first; ; turn += 1) {
    const server = servers[turn % servers.length]
    try {
      if (server?.isUp()) return await work(server.url)
    } catch (error) {
      if (isOver()) throw error
    }
    if (isOver()) throw new Error('Nobody answered until all was over.')
    await pause(100)
  }
}
