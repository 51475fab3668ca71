import type { IncomingMessage } from 'node:http'
import { toNodeHandler } from 'better-auth/node'
import type { Config } from '#config.ts'
import { addressHeader, addressOf } from './address.ts'
import type { Auth } from './auth.ts'
import type { Handler } from './handler.ts'
import { isOwnOrigin } from './origin.ts'
import { sendRefusal } from './send.ts'

/** `/api/auth`: whatever takes a session or a key away is in force for everything this process does next. */
export function createAuthHandler(
  auth: Auth,
  { publicUrl }: Pick<Config, 'publicUrl'>,
  rightsTaken: () => void,
): Handler {
  const handle = toNodeHandler(auth)

  return async (request, response) => {
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    if (changes && !isOwnOrigin(request, publicUrl)) {
      return sendRefusal(response, 403, 'FOREIGN_ORIGIN', 'This page may not sign anybody in or out.')
    }
    request.headers[addressHeader] = addressOf(request, publicUrl)

    // Before the answer is out, so that nobody who reads it can still be taken for signed in.
    const end = response.end.bind(response)
    if (changes && takesRights(request)) {
      response.end = ((...rest: Parameters<typeof end>) => {
        if (response.statusCode < 400) rightsTaken()
        return end(...rest)
      }) as typeof response.end
    }
    await handle(request, response)
  }
}

function takesRights({ url = '' }: IncomingMessage): boolean {
  const path = url.split('?')[0]?.slice('/api/auth'.length) ?? ''
  return taking.has(path.replace(/\/+$/, ''))
}

const taking: ReadonlySet<string> = new Set([
  '/sign-out',
  '/revoke-session',
  '/revoke-sessions',
  '/revoke-other-sessions',
  '/change-password',
  '/reset-password',
  '/delete-user',
  '/api-key/update',
  '/api-key/delete',
])
