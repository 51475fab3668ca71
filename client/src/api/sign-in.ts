import { isGatewayFailure, request } from './reach.ts'

/** What the door answers. */
export type SignInOutcome =
  | { kind: 'accepted' }
  | { kind: 'wrong_credentials' }
  | { kind: 'email_taken' }
  | { kind: 'bad_input'; field: 'email' | 'password' | 'company' }
  | { kind: 'too_many'; minutes: number }
  | { kind: 'unreachable' }
  | { kind: 'broken' }

export const signIn = (email: string, password: string) => knock('/api/auth/sign-in/email', { email, password })

export const signUp = (email: string, password: string, company: string) =>
  knock('/api/auth/sign-up/email', { email, password, name: company, company })

export const signOut = () => knock('/api/auth/sign-out', {})

async function knock(path: string, body: object): Promise<SignInOutcome> {
  const response = await post(path, body)
  if (!response || isGatewayFailure(response.status)) return { kind: 'unreachable' }
  if (response.ok) return { kind: 'accepted' }

  return outcomeOfRefusal(
    response.status,
    response.headers.get('x-retry-after') ?? response.headers.get('retry-after'),
    await codeOf(response),
  )
}

async function post(path: string, body: object): Promise<Response | null> {
  try {
    return await request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** The codes are better-auth's. */
export function outcomeOfRefusal(status: number, retryAfterSeconds: string | null, code: string): SignInOutcome {
  if (status === 429) return { kind: 'too_many', minutes: Math.max(1, Math.ceil(Number(retryAfterSeconds ?? 60) / 60)) }
  if (code.startsWith('USER_ALREADY_EXISTS')) return { kind: 'email_taken' }
  if (code === 'INVALID_EMAIL') return { kind: 'bad_input', field: 'email' }
  if (code.startsWith('PASSWORD_TOO_')) return { kind: 'bad_input', field: 'password' }
  if (code === 'INVALID_EMAIL_OR_PASSWORD' || status === 401) return { kind: 'wrong_credentials' }
  return { kind: 'broken' }
}

async function codeOf(response: Response): Promise<string> {
  try {
    return String(((await response.json()) as { code?: unknown }).code)
  } catch {
    return ''
  }
}
