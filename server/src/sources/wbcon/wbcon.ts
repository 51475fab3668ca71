import { ofetch } from 'ofetch'
import type { Clock } from '#clock.ts'
import type { Config } from '#config.ts'
import type { Rated } from '#domain/analytics.ts'
import { after, HOUR, SECOND } from '#domain/time.ts'
import type { AnalyticsSource, Begun, Collected, Setback } from '#sources/analytics-source.ts'
import type { RateBuckets } from '#sources/rate-budget.ts'
import { parsedBody } from '#sources/wb/failure.ts'
import { fieldsOf, textOf } from '#sources/wb/payload.ts'
import { isAboutPace, pageIn, standingIn, taskIn } from './answers.ts'

type WbconDeps = {
  wbcon: NonNullable<Config['wbcon']>
  timeoutMs: number
  clock: Clock
  buckets: RateBuckets
}

/** WBCON, a collector of public reviews. Of what it tells only the stars and their time are read. */
export function openWbcon(deps: WbconDeps): AnalyticsSource {
  return {
    source: 'wbcon_fallback',
    begin: (nmId) => begin(deps, nmId),
    collect: (nmId, taskId) => collect(deps, nmId, taskId),
  }
}

async function begin(deps: WbconDeps, nmId: string): Promise<Begun> {
  const answer = await ask(deps, '/create_task_fb', { method: 'POST', body: { article: Number(nmId) } })
  if (answer.kind !== 'told') return answer
  const taskId = taskIn(answer.body)
  return taskId ? { kind: 'begun', taskId } : unreadable('/create_task_fb')
}

async function collect(deps: WbconDeps, nmId: string, taskId: string): Promise<Collected> {
  const answer = await ask(deps, '/task_status', { query: { task_id: taskId } })
  if (answer.kind !== 'told') return answer
  const standing = standingIn(answer.body)
  if (!standing) return unreadable('/task_status')
  if (standing.error) return { kind: 'lost', detail: `The task failed: ${standing.error}`.slice(0, 300) }
  return standing.isReady ? await results(deps, nmId, taskId) : { kind: 'pending' }
}

// More reviews of one product than anybody looks at in a year; what is not read shows in the coverage.
const mostPages = 50

/** Pages overlap, so reviews are known by their ids while they are counted; the ids go no further. */
async function results(deps: WbconDeps, nmId: string, taskId: string): Promise<Collected> {
  const seen = new Set<string>()
  const rated = new Map<string, Rated>()
  let offset = 0
  let total: number | null = null
  let isOver = false

  for (let pages = 0; pages < mostPages && !isOver; pages += 1) {
    const answer = await ask(deps, '/get_results_fb', { query: { task_id: taskId, offset } })
    if (answer.kind !== 'told') return answer
    const page = pageIn(answer.body, nmId)
    if (!page) return unreadable('/get_results_fb')

    total ??= page.total
    offset += page.size
    // A server that does not know `offset` gives its first page for ever.
    const isNews = page.ids.some((id) => !seen.has(id))
    for (const id of page.ids) seen.add(id)
    isOver = page.size === 0 || !isNews || (total !== null && seen.size >= total)
    for (const { id, at, rating } of page.ratings) rated.set(id, { at, rating })
  }
  return { kind: 'ready', ratings: [...rated.values()], coverage: coverageOf(seen.size, total, isOver) }
}

function coverageOf(seen: number, total: number | null, isOver: boolean): number {
  if (total === null) return isOver ? 1 : 0
  return total === 0 ? 1 : Math.min(1, seen / total)
}

type Told = { kind: 'told'; body: unknown }
type Question = { method?: 'POST'; body?: Record<string, unknown>; query?: Record<string, string | number> }

/** One request. The key goes to the configured host and nowhere else: a redirect is not followed. */
async function ask(deps: WbconDeps, path: string, { method, body, query }: Question): Promise<Told | Setback> {
  const { wbcon, timeoutMs, clock, buckets } = deps
  const freeAt = (await buckets.take(bucket, allowance, clock.now()))?.freeAt
  if (freeAt) return { kind: 'later', retryAt: laterOf(freeAt, after(clock.now(), allowance.refillMs * 10)) }

  try {
    const { status, headers, _data } = await ofetch.raw<string, 'text'>(`${wbcon.url}${path}`, {
      method: method ?? 'GET',
      headers: { token: wbcon.key, Accept: 'application/json' },
      ...(query ? { query } : {}),
      ...(body ? { body } : {}),
      retry: false,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ignoreResponseError: true,
      responseType: 'text',
    })
    return await judged(deps, path, { status, retryAfter: headers.get('retry-after'), body: parsedBody(_data ?? '') })
  } catch (error) {
    return { kind: 'failed', detail: `${path}: ${error instanceof Error ? error.name : 'no answer'}` }
  }
}

type Heard = { status: number; retryAfter: string | null; body: unknown }

async function judged(deps: WbconDeps, path: string, { status, retryAfter, body }: Heard): Promise<Told | Setback> {
  const complaint = textOf(fieldsOf(body)?.error) ?? textOf(fieldsOf(body)?.detail)
  if (status === 429 || isAboutPace(complaint)) return await slowDown(deps, retryAfter)
  if (status === 401) return await keyRefused(deps, complaint)
  if (status === 404 && path !== '/create_task_fb') return { kind: 'lost', detail: `WBCON answered 404 to ${path}` }
  if (status >= 400 && status < 500) return { kind: 'refused', detail: `WBCON answered ${status} to ${path}` }
  if (status !== 200 && status !== 201) return { kind: 'failed', detail: `WBCON answered ${status} to ${path}` }
  return body === undefined ? unreadable(path) : { kind: 'told', body }
}

const bucket = 'wbcon'
// The published pace is 5,000 reviews a minute, and a page has a hundred of them.
const allowance = { capacity: 60, refillMs: 1200, reserve: 0 }

async function slowDown({ clock, buckets }: WbconDeps, told: string | null): Promise<Setback> {
  const seconds = told !== null && /^\d{1,6}$/.test(told.trim()) ? Number(told) : 60
  const retryAt = after(clock.now(), Math.max(1, seconds) * SECOND)
  await buckets.close(bucket, retryAt, clock.now())
  return { kind: 'later', retryAt }
}

/** Every other product would be refused as well: nobody asks for an hour. */
async function keyRefused({ clock, buckets }: WbconDeps, complaint: string | null): Promise<Setback> {
  await buckets.close(bucket, after(clock.now(), HOUR), clock.now())
  return { kind: 'failed', detail: `WBCON does not take the key${complaint ? `: ${complaint.slice(0, 200)}` : ''}` }
}

function unreadable(path: string): Setback {
  return { kind: 'failed', detail: `WBCON answered ${path} with something we cannot read` }
}

function laterOf(one: Date, other: Date): Date {
  return one > other ? one : other
}
