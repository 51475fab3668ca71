import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { addressOf } from './addressed.ts'
import { Refused, replyFor } from './errors.ts'
import { between } from './random.ts'
import { burstOf, type Spending } from './rate-limit.ts'
import { having, type Reply } from './replies.ts'
import { assertAccepted, assertAllowed, profileOf, UNPAID } from './rights.ts'
import { findRoute, type Route } from './routes.ts'
import type { Seller } from './seller.ts'
import { spoiled } from './spoil.ts'
import { readToken, type Token } from './token.ts'
import { delayOf, type Trouble, troubleFor, useUp } from './trouble.ts'
import { knobsOf, nextRequestId, sellerOf, type World } from './world.ts'

export type Request = {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
  origin: string
}

const NOT_FOUND = 'Please consult the https://dev.wildberries.ru/openapi/api-information'

/** What stands before every WB service: path, token, trouble, budget, rights, and the journal behind it all. */
export async function serveWb(world: World, request: Request): Promise<Reply> {
  const visit: Visit = { world, request, seller: null, remaining: 6, trouble: null }
  const reply = await answered(visit)
  record(visit, reply)
  if (reply.done?.effect === 'applied') world.changed()
  return reply
}

type Visit = { world: World; request: Request; seller: Seller | null; remaining: number; trouble: Trouble | null }

async function answered(visit: Visit): Promise<Reply> {
  try {
    const { route, param } = routeOf(visit.request)
    const token = identify(visit)
    return await admitted(visit, token, route, param)
  } catch (error) {
    if (error instanceof Refused) return withHeaders(visit, refusal(visit, error))
    throw error
  }
}

function routeOf({ method, path }: Request) {
  const found = findRoute(method, path)
  if (!found) throw new Refused('gateway', 404, NOT_FOUND)
  return found
}

function identify(visit: Visit): Token {
  const { world, request } = visit
  const token = readToken(request.headers.authorization, world.clock.now())
  visit.seller = sellerOf(world, token.sid)
  world.lastSeen.set(token.sid, Date.now())
  return token
}

async function admitted(visit: Visit, token: Token, route: Route, param: string): Promise<Reply> {
  const { world, request } = visit
  const seller = theSeller(visit)
  assertAccepted(token, seller, route, knobsOf(world, seller))
  const known = { sid: token.sid, method: request.method, path: request.path, now: world.clock.now() }
  const trouble = troubleFor(world.troubles, known)
  if (!trouble) return await withinBudget(visit, token, route, param)

  const delayMs = delayOf(trouble)
  if (delayMs > 0) await pause(delayMs)
  if (!trouble.appliedFirst && trouble.status !== 'slow') {
    strike(visit, trouble)
    return await unapplied(visit, trouble, mostAtOnce(visit, token, route))
  }
  const reply = await withinBudget(visit, token, route, param)
  strike(visit, trouble)
  return spoiled(trouble, reply)
}

function strike(visit: Visit, trouble: Trouble): void {
  visit.world.troubles = useUp(visit.world.troubles, trouble)
  visit.trouble = trouble
}

async function unapplied(visit: Visit, trouble: Trouble, limit: number): Promise<Reply> {
  const { status, body } = trouble
  if (status === 429) throw limited(visit, { limit, ...trouble })
  // Without a body of its own the gateway refuses in its own words.
  const words = typeof status === 'number' ? refusals[status] : undefined
  // A body that is JSON is another family's answer and goes out as it was given.
  if (typeof status === 'number' && words && !isJson(body)) throw new Refused('gateway', status, body ?? words)
  const address = await addressOf(theSeller(visit), visit.request)
  return having({ effect: 'refused', ...address }, spoiled(trouble, nothingDone))
}

const refusals: Record<number, string> = {
  401: 'token problem; token is withdrawn',
  402: UNPAID,
  403: 'access is denied',
  404: NOT_FOUND,
  409: 'conflict with the current state',
  413: 'request body is too large',
}

function isJson(body: string | undefined): boolean {
  return body !== undefined && /^\s*[{[]/.test(body)
}

const nothingDone: Reply = {
  status: 200,
  type: 'application/json',
  body: '{"data":null,"error":false,"errorText":"","additionalErrors":null}',
}

async function withinBudget(visit: Visit, token: Token, route: Route, param: string): Promise<Reply> {
  const spending = spend(visit, token, route)
  try {
    return withHeaders(visit, await handled(visit, token, route, param))
  } catch (error) {
    const extra = spending.knobs.fourxxCost - 1
    if (error instanceof Refused && extra > 0) visit.world.buckets.fine(spending, extra)
    if (error instanceof Refused) return withHeaders(visit, refusal(visit, error))
    throw error
  }
}

/** How many requests this kind of key may make at once: what a 429 names as the limit. */
function mostAtOnce(visit: Visit, token: Token, { group }: Route): number {
  return burstOf(group, profileIn(visit, token))
}

function profileIn({ world, request, seller }: Visit, token: Token) {
  const knobs = seller ? knobsOf(world, seller) : world.knobs
  return profileOf(token, headerOf(request, 'x-client-secret'), knobs)
}

function spend(visit: Visit, token: Token, { group }: Route): Spending {
  const { world, request } = visit
  const knobs = knobsOf(world, theSeller(visit))
  const profile = profileIn(visit, token)
  const { owner, sid } = token
  const spending = { owner, sid, profile, group, host: request.headers.host ?? '', knobs, now: world.clock.now() }
  const budget = visit.world.buckets.spend(spending)
  visit.remaining = budget.kind === 'granted' ? budget.remaining : burstOf(group, profile)
  if (budget.kind === 'exhausted') throw limited(visit, budget)
  return spending
}

async function handled(visit: Visit, token: Token, route: Route, param: string): Promise<Reply> {
  const { world, request } = visit
  const seller = theSeller(visit)
  const knobs = knobsOf(world, seller)
  assertAllowed(token, route, request, knobs)
  const latencyMs = knobs.latencyMs + between(world.latency, 0, knobs.latencyJitterMs)
  if (latencyMs > 0) await pause(latencyMs)
  return route.handle({ ...request, world, seller, knobs, param, now: world.clock.now() })
}

type Wait = {
  retrySeconds?: number
  limit?: number
  resetSeconds?: number
  isGlobal?: boolean
  withoutHeaders?: boolean
}

function limited(visit: Visit, wait: Wait): Refused {
  const { retrySeconds = 2, limit = 6, resetSeconds = retrySeconds, withoutHeaders = false } = wait
  const seller = theSeller(visit)
  const { sid } = seller
  const { globalLimiter, remainingOn429 } = knobsOf(visit.world, seller)
  const isGlobal = wait.isGlobal || globalLimiter
  const detail = isGlobal
    ? `Limited by global limiter, per seller ${sid}; See https://dev.wildberries.ru/openapi/api-information`
    : `limited by ${sid}`
  const headers = {
    'X-Ratelimit-Retry': String(retrySeconds),
    'X-Ratelimit-Limit': String(limit),
    'X-Ratelimit-Reset': String(resetSeconds),
    ...(remainingOn429 ? { 'X-Ratelimit-Remaining': '0' } : {}),
  }
  return new Refused('gateway', 429, detail, {
    ...(withoutHeaders ? {} : { headers }),
    ...(isGlobal ? { origin: 's2s-api' } : {}),
  })
}

function refusal({ world, seller }: Visit, refused: Refused): Reply {
  const { oldErrorType } = seller ? knobsOf(world, seller) : world.knobs
  const circumstances = { requestId: nextRequestId(world), now: world.clock.now(), oldErrorType }
  return having({ effect: 'refused' }, replyFor(refused, circumstances))
}

/** What was ordered for the answer comes last. */
function withHeaders(visit: Visit, reply: Reply): Reply {
  const told = withBudget(visit, reply)
  return { ...told, headers: { ...told.headers, ...visit.trouble?.headers } }
}

/** Every answer but a 429 tells what is left of the budget. */
function withBudget({ world, seller, remaining }: Visit, reply: Reply): Reply {
  const { rateHeaders } = seller ? knobsOf(world, seller) : world.knobs
  if (!rateHeaders) return { ...reply, headers: {} }
  if (reply.status === 429) return reply
  return { ...reply, headers: { ...reply.headers, 'X-Ratelimit-Remaining': String(remaining) } }
}

function record({ world, request, seller, trouble }: Visit, { status, done }: Reply): void {
  world.journal.record({
    at: new Date(world.clock.now()).toISOString(),
    method: request.method,
    path: request.path,
    query: request.query.toString(),
    status,
    effect: done?.effect ?? 'read',
    subject: done?.subject ?? null,
    text: done?.text ?? null,
    sid: seller?.sid ?? null,
    trouble: trouble ? String(trouble.status) : null,
  })
}

function theSeller({ seller }: Visit): Seller {
  if (!seller) throw new Error('A request was let in before its token was read')
  return seller
}

function headerOf({ headers }: Request, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}
