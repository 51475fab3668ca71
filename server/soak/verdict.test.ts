import { expect, test } from 'vitest'
import { countsOf, summary } from './report.ts'
import { growthOf, type HeapSample, isKept, type Outcome, type Request, type Shop, verdictsOf } from './verdict.ts'

// A verdict that cannot fail proves nothing: here is each kind of damage that a soak must see.

const written = { id: 'r1', sid: 'flax', channel: 'review' as const, text: 'Ответ 1' }

function shop(change: Partial<Shop> = {}): Shop {
  return {
    name: '1 personal',
    sid: 'flax',
    disagreements: [],
    written: [written],
    told: [{ id: 'r1', text: 'Ответ 1', state: 'confirmed' }],
    shown: ['Ответ 1', 'Ответ коллеги'],
    items: 40,
    ...change,
  }
}

function request(change: Partial<Request> = {}): Request {
  const at = '2026-11-27T10:00:00Z'
  const path = '/api/v1/feedbacks'
  return { at, method: 'GET', path, status: 200, effect: 'read', text: null, sid: 'flax', trouble: null, ...change }
}

const sent = request({
  method: 'POST',
  path: '/api/v1/feedbacks/answer',
  effect: 'applied',
  text: 'Ответ 1',
  status: 204,
})

function heap(growthPerHour: number): HeapSample[] {
  return Array.from({ length: 20 }, (_, index) => {
    const noise = [0, 1.2, -1, 0.6][index % 4] ?? 0
    return { hour: index / 2, heapMb: 70 + noise + (index / 2) * growthPerHour, rssMb: 400 }
  })
}

function broken(change: Partial<Outcome> = {}): string[] {
  const whole: Outcome = {
    shops: [shop()],
    requests: [sent, request()],
    deaths: 0,
    errors: [],
    heaps: { 'with secret': heap(0) },
    ordered: [],
    ...change,
  }
  return verdictsOf(whole).flatMap((verdict) => verdict.broken)
}

test('a world without damage breaks no promise', () => {
  expect(broken()).toEqual([])
})

test('an item that is missing is seen', () => {
  expect(broken({ shops: [shop({ disagreements: ['review 7 is missing'] })] })).toEqual([
    '1 personal: review 7 is missing',
  ])
})

test('a reply that the marketplace applied twice is seen, and so is one that buyers see twice', () => {
  expect(broken({ requests: [sent, sent] })).toEqual([expect.stringContaining('was applied 2 times')])
  expect(broken({ shops: [shop({ shown: ['Ответ 1', 'Ответ 1'] })] })).toEqual([
    expect.stringContaining('is shown 2 times'),
  ])
})

test('a reply that is lost in the product or kept twice is seen', () => {
  const twice = ['r1', 'r2'].map((id) => ({ id, text: 'Ответ 1', state: 'confirmed' }))
  expect(broken({ shops: [shop({ told: [] })] })).toContainEqual(expect.stringContaining('is kept 0 times'))
  expect(broken({ shops: [shop({ told: twice })] })).toEqual([expect.stringContaining('is kept 2 times')])
})

test.each([
  ['confirmed', [], [], 'is confirmed, was applied 0 and is shown 0 times'],
  ['confirmed', [sent], [], 'is confirmed, was applied 1 and is shown 0 times'],
  ['failed', [sent], ['Ответ 1'], 'is failed and was applied'],
  ['cancelled', [sent], ['Ответ 1'], 'is cancelled and was applied'],
  ['needs_attention', [sent], ['Ответ 1'], 'is shown, and the operator is told that it is not'],
  ['rejected', [sent], ['Ответ 1'], 'is rejected and is shown'],
  ['unknown', [], [], 'has come to no end: unknown'],
  ['retry_wait', [], [], 'has come to no end: retry_wait'],
])('%s that does not fit what the marketplace did is seen', (state, requests, shown, complaint) => {
  const other = shop({ name: '2 personal', written: [], told: [{ id: 'o', text: '', state: 'confirmed' }] })
  const mine = shop({ told: [{ id: 'r1', text: 'Ответ 1', state }], shown })
  expect(broken({ shops: [mine, other], requests })).toEqual([expect.stringContaining(complaint)])
})

test.each([
  ['failed', [], []],
  ['cancelled', [], []],
  ['needs_attention', [], []],
  // A moderator refused it afterwards, so the buyer has not got it.
  ['needs_attention', [sent], []],
  ['rejected', [sent], []],
  ['answered_elsewhere', [], []],
])('%s that fits is no damage', (state, requests, shown) => {
  const other = shop({ name: '2 personal', written: [], told: [{ id: 'o', text: '', state: 'confirmed' }] })
  expect(broken({ shops: [shop({ told: [{ id: 'r1', text: 'Ответ 1', state }], shown }), other], requests })).toEqual(
    [],
  )
})

test('a text that nobody has written is seen', () => {
  expect(broken({ requests: [sent, { ...sent, text: 'Чужой ответ' }] })).toEqual(['nobody has written "Чужой ответ"'])
})

test('a request too many is seen, one that trouble turned away is not held against us', () => {
  expect(broken({ requests: [sent, request({ status: 429, trouble: '429' })] })).toEqual([])
  expect(broken({ requests: [sent, request({ status: 429 })] })).toEqual([
    '2026-11-27T10:00:00Z flax GET /api/v1/feedbacks',
  ])
})

test('a dead key may be noticed, and not be asked with for ever', () => {
  const refused = (count: number) => [sent, ...Array.from({ length: count }, () => request({ status: 401 }))]
  expect(broken({ deaths: 1, requests: refused(6) })).toEqual([])
  expect(broken({ deaths: 1, requests: refused(7) })).toEqual([expect.stringContaining('7 requests with 1 dead keys')])
})

test('a leak of a megabyte and a half in an hour is seen, noise is not, and too few samples say nothing', () => {
  expect(broken({ heaps: { app: heap(1.5) } })).toEqual([expect.stringMatching(/^app: grew by .* MB, 3 at most$/)])
  expect(broken({ heaps: { app: heap(0.3) } })).toEqual([])
  expect(broken({ heaps: { app: heap(0).slice(0, 7) } })).toEqual(['app: 4 samples say nothing'])
  expect(Math.abs(growthOf(heap(0)))).toBeLessThan(2)
})

test('an error of our own is seen', () => {
  expect(broken({ errors: ['a synchronisation failed {}'] })).toEqual(['a synchronisation failed {}'])
})

test('a soak in which nothing happened is no soak', () => {
  expect(broken({ shops: [shop({ items: 0, written: [], told: [] })], requests: [], ordered: ['429', '429'] })).toEqual(
    ['1 personal: nothing came in', 'not one reply was confirmed', '429 never struck'],
  )
})

test('the summary tells each promise and how it was broken, at most a dozen times', () => {
  const shops = [shop({ disagreements: Array.from({ length: 14 }, (_, index) => `review ${index} is missing`) })]
  const verdicts = verdictsOf({ shops, requests: [sent], deaths: 0, errors: [], heaps: { app: heap(0) }, ordered: [] })
  const told = summary({
    seed: 7,
    hours: 1,
    quietHours: 2,
    realMinutes: 0.5,
    database: 'pglite',
    shops: [{ name: '1 personal', items: 40, replies: 1, requests: 2, agreedAfterHours: null }],
    requests: 2,
    troubles: countsOf(['429', '502', '429']),
    replies: { confirmed: 1 },
    heaps: { app: { grownMb: 0.5, samples: heap(0) } },
    verdicts,
  })

  expect(isKept(verdicts)).toBe(false)
  expect(told).toContain('BROKEN every shop agrees')
  expect(told).toContain('and 2 more')
  expect(told).toContain('kept   no request of ours was too many')
  expect(told).toContain('429 2, 502 1')
  expect(told).toContain('never agreed')
})
