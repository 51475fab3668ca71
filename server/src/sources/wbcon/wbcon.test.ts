import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RateBuckets } from '#sources/rate-budget.ts'
import { testClock } from '../../../testkit/shop.ts'
import { type Mischief, startWbcon, type Wbcon } from '../../../testkit/wbcon.ts'
import { openWbcon } from './wbcon.ts'

const clock = testClock('2026-11-22T12:00:00Z')
let wbcon: Wbcon

beforeAll(async () => {
  wbcon = await startWbcon({ pageSize: 2 })
})
afterAll(async () => await wbcon.close())

test('a product’s ratings come page by page, each once, and without those of merged cards', async () => {
  wbcon.knows('146168367', [
    { id: 'a', at: '2026-11-20T10:00:00Z', rating: 5 },
    { id: 'b', at: '2026-11-19T10:00:00Z', rating: 1 },
    { id: 'b', at: '2026-11-19T10:00:00Z', rating: 1 },
    { id: 'c', at: '2026-11-18T10:00:00Z', rating: 4, article: '999' },
    { id: 'd', at: '2026-11-17T10:00:00Z', rating: 3 },
  ])

  expect(await collected()).toEqual({
    kind: 'ready',
    ratings: [
      { at: new Date('2026-11-20T10:00:00Z'), rating: 5 },
      { at: new Date('2026-11-19T10:00:00Z'), rating: 1 },
      { at: new Date('2026-11-17T10:00:00Z'), rating: 3 },
    ],
    coverage: 1,
  })
})

test('what the walk did not come to shows in the coverage', async () => {
  wbcon.knows(
    '146168367',
    Array.from({ length: 200 }, (_, index) => ({ id: `r${index}`, at: '2026-11-20T10:00:00Z', rating: 5 })),
  )

  expect(await collected()).toMatchObject({ kind: 'ready', coverage: 0.5, ratings: { length: 100 } })
})

test('a task that is not done is pending, one that is forgotten is lost', async () => {
  wbcon.knows('146168367', [])
  wbcon.works(1)
  const taskId = await begun()

  expect(await open().collect('146168367', taskId)).toEqual({ kind: 'pending' })
  wbcon.works(0)
  wbcon.forgetsTasks()
  expect(await open().collect('146168367', taskId)).toMatchObject({ kind: 'lost' })
})

test('a product without reviews is known whole', async () => {
  wbcon.knows('146168367', [])

  expect(await collected()).toEqual({ kind: 'ready', ratings: [], coverage: 1 })
})

test('a product that WBCON does not serve is refused', async () => {
  expect(await open().begin('5')).toEqual({ kind: 'refused', detail: 'WBCON answered 403 to /create_task_fb' })
})

const soon = new Date('2026-11-22T12:01:00Z')

test.each<[string, Omit<Mischief, 'path'>, object]>([
  ['5xx', { status: 503, body: '<html>' }, { kind: 'failed' }],
  ['JSON that breaks off', { body: '[{"feedback_count": 2, "feedb' }, { kind: 'failed' }],
  ['JSON of another shape', { body: '{"rows": []}' }, { kind: 'failed' }],
  ['an empty answer', { body: '' }, { kind: 'failed' }],
  ['no answer in time', { hangs: true }, { kind: 'failed' }],
  ['another address', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, { kind: 'failed' }],
  ['429', { status: 429 }, { kind: 'later', retryAt: soon }],
  ['429 that says when', { status: 429, headers: { 'retry-after': '7' } }, { kind: 'later', retryAt: at(7) }],
  ['200 that says it is too fast', { body: '{"error":"Rate limit exceeded"}' }, { kind: 'later', retryAt: soon }],
])('%s while pages are read is told, never thrown, and half a result is none', async (_, mischief, told) => {
  wbcon.knows('146168367', [
    { id: 'a', at: '2026-11-20T10:00:00Z', rating: 5 },
    { id: 'b', at: '2026-11-19T10:00:00Z', rating: 1 },
  ])
  const taskId = await begun()
  wbcon.goesWrong({ path: '/get_results_fb', ...mischief })

  expect(await open().collect('146168367', taskId)).toMatchObject(told)
})

test('a key that is not taken closes the way for an hour, and the failure does not hold the key', async () => {
  const closed: Date[] = []
  const buckets = { ...withoutEnd, close: async (_key: string, until: Date) => void closed.push(until) }

  const failure = await open({ key: 'hunter2', buckets }).begin('146168367')

  expect(failure).toEqual({ kind: 'failed', detail: 'WBCON does not take the key: wrong token' })
  expect(closed).toEqual([at(3600)])
})

test('without budget nothing is asked', async () => {
  const before = wbcon.asked.length
  const buckets = { ...withoutEnd, take: async () => ({ freeAt: at(90), closedUntil: null }) }

  expect(await open({ buckets }).begin('146168367')).toEqual({ kind: 'later', retryAt: at(90) })
  expect(wbcon.asked).toHaveLength(before)
})

const withoutEnd: RateBuckets = {
  take: async () => null,
  close: async () => undefined,
  atMost: async () => undefined,
  strike: async () => 0,
  forgive: async () => undefined,
}

function open({ key = wbcon.key, buckets = withoutEnd }: { key?: string; buckets?: RateBuckets } = {}) {
  return openWbcon({ wbcon: { url: wbcon.url, key }, timeoutMs: 500, clock, buckets })
}

async function begun(): Promise<string> {
  const answer = await open().begin('146168367')
  if (answer.kind !== 'begun') throw new Error(`The task was not begun: ${answer.kind}`)
  return answer.taskId
}

async function collected() {
  return await open().collect('146168367', await begun())
}

function at(seconds: number): Date {
  return new Date(clock.now().getTime() + seconds * 1000)
}
