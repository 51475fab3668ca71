// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { BulkProgressFragment } from '#generated/graphql.ts'
import { remembered } from '#offline/remembered.ts'
import { useBulk } from './bulk.ts'

const answers: unknown[] = []
beforeEach(() => {
  setActivePinia(createPinia())
  vi.stubGlobal('fetch', async () => {
    const data = answers.length > 1 ? answers.shift() : answers[0]
    return new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  answers.length = 0
  localStorage.clear()
})

const job = (change: Partial<BulkProgressFragment> = {}): BulkProgressFragment => ({
  id: 'job',
  action: 'SEND',
  state: 'RUNNING',
  startsAt: '2026-11-22T10:00:00.000Z',
  finishedAt: null,
  totals: { total: 3, sent: 0, blocked: 0, failed: 0, skipped: 0, waiting: 3 },
  ...change,
})

const started = (told: BulkProgressFragment) => ({
  startBulk: {
    __typename: 'StartBulkSuccess',
    job: { __typename: 'BulkJob', ...told, totals: { __typename: 'BulkTotals', ...told.totals } },
  },
})

test('a job that was begun is watched, and remembered for the next visit until it is over', async () => {
  const bulk = useBulk()
  const finished = vi.fn()
  bulk.onFinished(finished)
  answers.push(started(job()))

  expect((await bulk.begin({ action: 'SEND', items: [] })).kind).toBe('accepted')
  expect(bulk.sending).toMatchObject({ id: 'job', state: 'RUNNING' })
  expect(remembered('account.bulk')).toEqual(['job'])
  expect(finished).not.toHaveBeenCalled()
})

test('one that is over at once is told as that, and the next visit has nothing to watch', async () => {
  const bulk = useBulk()
  const finished = vi.fn()
  bulk.onFinished(finished)
  answers.push(started(job({ state: 'FINISHED', finishedAt: '2026-11-22T10:00:01.000Z' })))

  await bulk.begin({ action: 'CLOSE', items: [] })

  expect(finished).toHaveBeenCalledOnce()
  expect(remembered('account.bulk')).toBeNull()
})

test('dismissed, it is neither shown nor remembered', async () => {
  const bulk = useBulk()
  answers.push(started(job()))
  await bulk.begin({ action: 'SEND', items: [] })

  bulk.dismiss('job')

  expect(bulk.sending).toBeNull()
  expect(remembered('account.bulk')).toBeNull()
})

test('while texts are sent, another action neither hides nor forgets them', async () => {
  const bulk = useBulk()
  answers.push(started(job()), started(job({ id: 'other', action: 'CLOSE' })))

  await bulk.begin({ action: 'SEND', items: [] })
  await bulk.begin({ action: 'CLOSE', items: [] })

  expect(bulk.sending).toMatchObject({ id: 'job' })
  expect(remembered('account.bulk')).toEqual(['job', 'other'])
})
