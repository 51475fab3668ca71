import { ofetch } from 'ofetch'
import type { Clock } from '#clock.ts'
import type { Deps } from '#deps.ts'
import type { TokenType } from '#domain/cadence.ts'
import { after, SECOND } from '#domain/time.ts'
import { NotExecuted, OutcomeUnknown, RefusedBySource, type SourceError } from '#sources/errors.ts'
import { type Aside, type BudgetGroup, type Lane, type RateBudget, takeInTurn } from '#sources/rate-budget.ts'
import { failureOf, parsedBody, type RawAnswer, requestIdOf } from './failure.ts'
import { lostCall } from './lost-call.ts'

export type WbDeps = {
  config: Pick<Deps['config'], 'wbFeedbacksUrl' | 'wbChatUrl' | 'wbTimeoutMs' | 'wbClientSecret'>
  clock: Clock
  budget: RateBudget
  /** Where the caller waits for its next request; without it a call that the budget holds back ends at once. */
  aside?: Aside | undefined
}

/** With what we ask: the bare key, and what it says about itself. */
type WbKey = {
  token: string
  tokenType: TokenType
  readOnly: boolean
  opensFeedbacks: boolean
  opensChats: boolean
}

export type WbRequest = {
  host: 'feedbacks' | 'chat'
  group: BudgetGroup
  path: string
  query?: Record<string, string | number | boolean>
  /** Who waits for the answer, where it is not the one that usually does. */
  lane?: Lane
}

/** A write. A body that is not a form is sent as JSON; `bytes` is how many of them are files, which take time to be written. */
type WbWrite = WbRequest & {
  method: 'POST' | 'PATCH'
  body: FormData | Record<string, unknown>
  bytes?: number
  /** Called right before the request leaves; where it throws, nothing leaves. */
  leaving?: (() => Promise<void>) | undefined
}

type WbAnswer = { status: number; body: unknown; requestId: string | null }

/** 200 with bytes; anything else that is no failure with what WB said in JSON. */
export type FileAnswer = { status: number; bytes: Buffer; body: unknown }

/** Asks WB. Throws only the three classes of `errors.ts`, and never repeats a call. */
export type WbClient = {
  /** The JSON of an answer; an answer without any is an error. */
  read(request: WbRequest): Promise<unknown>
  /** Whatever WB answered to a read, its refusals and faults too; only an answer that did not come is an error. */
  look(request: WbRequest): Promise<RawAnswer>
  /** A file as WB sends it, or what WB said instead; null for one that is larger than `most` bytes. */
  fetchFile(request: WbRequest, most: number): Promise<FileAnswer | null>
  /** Whatever WB answered to a write that it did not refuse; the body is undefined if it is no JSON. */
  write(request: WbWrite): Promise<WbAnswer>
}

export function createWbClient(deps: WbDeps, key: WbKey): WbClient {
  return {
    async read(request) {
      const { status, body, requestId } = await readOnce(deps, key, request)
      if (body === undefined)
        throw new OutcomeUnknown(`WB answered ${status} to ${request.path} without JSON`, requestId)
      return body
    },
    look: (request) => answered(deps, key, request, request.lane ?? 'rest').then(({ answer }) => answer),
    fetchFile: (request, most) => fetchFile(deps, key, request, most),
    async write(request) {
      // WB would refuse it, and the key says so itself (WB contract §2.4).
      if (key.readOnly) throw new RefusedBySource('scope', 403, 'The key may only read')
      return await call(deps, key, request, 'write')
    },
  }
}

/** Faults of readings are counted for the host; a write is tried whatever happened to others. */
async function readOnce(deps: WbDeps, key: WbKey, request: WbRequest): Promise<WbAnswer> {
  try {
    return await call(deps, key, request, request.lane ?? 'rest')
  } catch (error) {
    if (isFaultOfHost(error)) await deps.budget.stumbled(request.group)
    throw error
  }
}

function isFaultOfHost(error: unknown): error is SourceError {
  return error instanceof OutcomeUnknown || (error instanceof NotExecuted && error.reason === 'network')
}

async function call(deps: WbDeps, key: WbKey, request: WbRequest | WbWrite, lane: Lane): Promise<WbAnswer> {
  const { answer, retryAt } = await answered(deps, key, request, lane)
  const isOpened = request.host === 'chat' ? key.opensChats : key.opensFeedbacks
  const failure = failureOf(answer, { retryAt, isOpened })
  if (failure) throw failure
  return { status: answer.status, body: answer.body, requestId: requestIdOf(answer) }
}

/** Whatever WB answered, inside the budget. */
async function answered(deps: WbDeps, key: WbKey, request: WbRequest | WbWrite, lane: Lane) {
  await takeInTurn(deps, request.group, lane)
  if ('leaving' in request) await request.leaving?.()
  const answer = await ask(deps, key, request)
  return { answer, retryAt: await tellBudget(deps, request.group, answer) }
}

// As long again for each five megabytes: of a message that is cut off nobody knows the fate.
const bytesPerTimeout = 5_000_000

/** One request. The key goes to WB and nowhere else: a redirect is not followed. */
async function ask({ config }: WbDeps, key: WbKey, request: WbRequest | WbWrite): Promise<RawAnswer> {
  const base = request.host === 'chat' ? config.wbChatUrl : config.wbFeedbacksUrl
  const { method, body, bytes = 0 } = 'method' in request ? request : { method: 'GET' as const, body: undefined }
  try {
    const { status, headers, _data } = await ofetch.raw<string, 'text'>(`${base}${request.path}`, {
      method,
      headers: { Accept: 'application/json', ...proofOf(key, config) },
      ...(request.query ? { query: request.query } : {}),
      ...(body ? { body } : {}),
      retry: false,
      redirect: 'manual',
      signal: AbortSignal.timeout(config.wbTimeoutMs * (1 + Math.ceil(bytes / bytesPerTimeout))),
      ignoreResponseError: true,
      responseType: 'text',
    })
    const text = _data ?? ''
    return { status, headers, text, body: parsedBody(text) }
  } catch (error) {
    throw lostCall(error, `${method} ${request.path}`)
  }
}

/** The service's secret goes with the keys that need it, and with no other (WB contract §2.1). */
function proofOf(
  { token, tokenType }: Pick<WbKey, 'token' | 'tokenType'>,
  { wbClientSecret }: Pick<WbDeps['config'], 'wbClientSecret'>,
): Record<string, string> {
  const secret = tokenType === 'base' && wbClientSecret !== null ? { 'X-Client-Secret': wbClientSecret } : {}
  return { Authorization: token, ...secret }
}

async function fetchFile(deps: WbDeps, key: WbKey, request: WbRequest, most: number): Promise<FileAnswer | null> {
  await takeInTurn(deps, request.group, request.lane ?? 'rest')
  const { status, headers, bytes } = await askForBytes(deps, key, request, most)
  const isPage = saysInWords(headers)
  const text = status === 200 && !isPage ? '' : (bytes ?? '').toString('utf8')
  const answer = { status, headers, text, body: parsedBody(text) }
  const failure = failureOf(answer, {
    retryAt: await tellBudget(deps, request.group, answer),
    isOpened: key.opensChats,
  })
  if (failure) throw failure
  if (status === 200 && isPage) throw new OutcomeUnknown(`WB answered ${request.path} with a page and no file`)
  return bytes && { status, bytes, body: answer.body }
}

/** A page of some proxy, or an answer in JSON: buyers send neither (WB contract §9.4). */
function saysInWords(headers: Headers): boolean {
  return /^\s*(text\/html|application\/(\w+\+)?json)\b/i.test(headers.get('content-type') ?? '')
}

/** A file may lie at another place of WB's, which is followed once. The key is shown to WB's own API only. */
async function askForBytes({ config }: WbDeps, key: WbKey, request: WbRequest, most: number) {
  const base = request.host === 'chat' ? config.wbChatUrl : config.wbFeedbacksUrl
  const reading = { most, timeoutMs: config.wbTimeoutMs }
  try {
    const answer = await readBytes(`${base}${request.path}`, proofOf(key, config), reading)
    const place = placeTold(answer, base)
    if (place === null) return answer

    const file = await readBytes(place, {}, reading)
    if (file.status !== 200)
      throw new OutcomeUnknown(`WB sent elsewhere for ${request.path}, which answered ${file.status}`)
    return file
  } catch (error) {
    throw error instanceof OutcomeUnknown ? error : lostCall(error, `GET ${request.path}`)
  }
}

type ReadingBytes = { most: number; timeoutMs: number }

/** Reads no further than it may: how large a file is, nobody has promised. */
async function readBytes(url: string, proof: Record<string, string>, { most, timeoutMs }: ReadingBytes) {
  const { status, headers, _data } = await ofetch.raw<ReadableStream<Uint8Array>, 'stream'>(url, {
    headers: { Accept: '*/*', ...proof },
    retry: false,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    ignoreResponseError: true,
    responseType: 'stream',
  })
  return { status, headers, bytes: _data ? await bytesWithin(_data, most) : Buffer.alloc(0) }
}

/** Where WB says that the file lies: with itself or in its storage. Anywhere else nothing is asked. */
function placeTold({ status, headers }: { status: number; headers: Headers }, base: string): string | null {
  const location = status >= 300 && status < 400 ? headers.get('location') : null
  if (location === null || !URL.canParse(location, base)) return null
  const place = new URL(location, base)
  const isStorage = place.protocol === 'https:' && storages.some((domain) => place.hostname.endsWith(domain))
  return isStorage || place.origin === new URL(base).origin ? place.href : null
}

const storages = ['.wildberries.ru', '.wbbasket.ru', '.wb.ru']

async function bytesWithin(stream: ReadableStream<Uint8Array>, most: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of stream) {
    size += part.length
    if (size > most) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Passes on what the headers say about the budget. Returns when to come again after a 429. */
async function tellBudget(
  { budget, clock }: WbDeps,
  group: BudgetGroup,
  { status, headers }: RawAnswer,
): Promise<Date | null> {
  // A fault has not been through the budget, or says nothing of it.
  if (status >= 500) return null
  if (status !== 429) {
    await budget.heard(group, wholeOf(headers.get('x-ratelimit-remaining')))
    return null
  }
  const told = [headers.get('x-ratelimit-retry'), headers.get('retry-after')]
    .map(wholeOf)
    .filter((each) => each !== null)
    // Nought is no time: taken by its word, one refusal would follow another for ever.
    .filter((each) => each > 0)
  return await budget.slowDown(group, told.length > 0 ? after(clock.now(), Math.max(...told) * SECOND) : null)
}

function wholeOf(header: string | null): number | null {
  return header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) : null
}
