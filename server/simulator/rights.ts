import { Refused } from './errors.ts'
import type { Request } from './gateway.ts'
import type { Knobs } from './knobs.ts'
import { isWrite, type Route, sandboxed } from './routes.ts'
import type { Seller } from './seller.ts'
import type { Profile, Token } from './token.ts'

export const UNPAID =
  "wb solution for business has insufficient funds on its balance. please top up the balance in the company's personal account https://dev.wildberries.ru/company"

/** Whether the token is worth anything here at all; asked before a request counts. */
export function assertAccepted(token: Token, seller: Seller, route: Route, knobs: Knobs): void {
  const life = lifeOf(token, seller)
  if (life === 'revoked') throw refused(401, 'token problem; token is withdrawn')
  if (life === 'authorDeleted') throw refused(403, 'access denied; author of the token was removed from the shop')
  if (token.isTest && !(knobs.sandbox && sandboxed(route))) {
    throw refused(401, 'token problem; test token is not allowed here')
  }
  if (knobs.unpaid) throw refused(402, UNPAID)
}

/** Whether this token may do this; asked after the request was paid for. */
export function assertAllowed(token: Token, route: Route, request: Request, knobs: Knobs): void {
  const category = route.category ?? categoryOfHost(request)
  if (category !== null && !token.opens(category)) throw wrongCategory(knobs.scopeStatus)
  if (token.isReadOnly && isWrite(route)) {
    throw refused(knobs.readOnlyStatus, 'read-only token is not allowed for this resource')
  }
  const secret = String(request.headers['x-client-secret'] ?? '')
  if (knobs.baseNeedsSecret && profileOf(token, secret, knobs) === 'base') {
    throw refused(403, 'base token without secret')
  }
}

/** A secret that nobody registered moves nothing. */
export function profileOf({ type }: Token, secret: string | undefined, { clientSecret }: Knobs): Profile {
  return type === 'base' && clientSecret !== '' && secret === clientSecret ? 'baseWithSecret' : type
}

// A token that nobody has met yet is valid, and remembered so that it can be revoked with the others.
function lifeOf({ id }: Token, { tokens }: Seller): string {
  const known = tokens.find((one) => one.id === id)
  if (!known) tokens.push({ id, life: 'valid' })
  return known?.life ?? 'valid'
}

/** `/ping` belongs to every host; under a host's own name it asks for that host's category. */
function categoryOfHost({ headers }: Request): number | null {
  const name = headers.host ?? ''
  if (name.startsWith('feedbacks-api')) return 7
  if (name.startsWith('buyer-chat-api')) return 9
  return name.startsWith('returns-api') ? 11 : null
}

const wrongCategory = (status: 401 | 403) =>
  refused(status, status === 401 ? 'token scope not allowed' : 'scope is not allowed for this resource')

const refused = (status: number, detail: string) => new Refused('gateway', status, detail)
