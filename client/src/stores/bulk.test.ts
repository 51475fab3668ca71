// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { BulkProgressFragment } from '#generated/graphql.ts'
import { forgetWritten } from '#offline/database.ts'
import { remembered } from '#offline/remembered.ts'
import { useBulk } from './bulk.ts'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

const items = [{ interactionId: 'item', version: 1 }]
const answers: unknown[] = []
/** Inputs of everything that reached the server, and whether it can be reached. */
const asked: { key: string; action: string; items: object[] }[] = []
let reach: 'both ways' | 'no answer comes back' | 'none' = 'both ways'

beforeEach(() => {
  setActivePinia(createPinia())
  useSession().viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
  reach = 'both ways'
  asked.length = 0
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: string }) => {
    if (reach === 'none') throw new TypeError('No network')
    const { input } = (JSON.parse(body) as { variables?: { input?: (typeof asked)[0] } }).variables ?? {}
    if (input) asked.push(input)
    if (reach === 'no answer comes back') throw new TypeError('Cut off')
    const data = answers.length > 1 ? answers.shift() : answers[0]
    return new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } })
  })
})
afterEach(async () => {
  vi.unstubAllGlobals()
  answers.length = 0
  localStorage.clear()
  await forgetWritten()
})

const job = (change: Partial<BulkProgressFragment> = {}): BulkProgressFragment => ({
  id: 'job',
  action: 'SEND',
  state: 'RUNNING',
  startsAt: '2026-11-22T10:00:00.000Z',
  finishedAt: null,
  totals: { total: 3, sent: 0, blocked: 0, failed: 0, skipped: 0, waiting: 3, waitingForKey: 0 },
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

  expect((await bulk.begin({ action: 'SEND', items })).kind).toBe('accepted')
  expect(bulk.sending).toMatchObject({ id: 'job', state: 'RUNNING' })
  expect(remembered('account.bulk')).toEqual(['job'])
  expect(finished).not.toHaveBeenCalled()
})

test('one that is over at once is told as that, and the next visit has nothing to watch', async () => {
  const bulk = useBulk()
  const finished = vi.fn()
  bulk.onFinished(finished)
  answers.push(started(job({ state: 'FINISHED', finishedAt: '2026-11-22T10:00:01.000Z' })))

  await bulk.begin({ action: 'CLOSE', items })

  expect(finished).toHaveBeenCalledOnce()
  expect(remembered('account.bulk')).toBeNull()
})

test('dismissed, it is neither shown nor remembered', async () => {
  const bulk = useBulk()
  answers.push(started(job()))
  await bulk.begin({ action: 'SEND', items })

  bulk.dismiss('job')

  expect(bulk.sending).toBeNull()
  expect(remembered('account.bulk')).toBeNull()
})

test('while texts are sent, another action neither hides nor forgets them', async () => {
  const bulk = useBulk()
  answers.push(started(job()), started(job({ id: 'other', action: 'CLOSE' })))

  await bulk.begin({ action: 'SEND', items })
  await bulk.begin({ action: 'CLOSE', items })

  expect(bulk.sending).toMatchObject({ id: 'job' })
  expect(remembered('account.bulk')).toEqual(['job', 'other'])
})

test('without a connection an action waits on the device, and goes once when there is one', async () => {
  const bulk = useBulk()
  const connection = useConnection()
  connection.online = false
  answers.push(started(job({ action: 'SET_PRIORITY' })))

  const begun = await bulk.begin({ action: 'SET_PRIORITY', priority: 'HIGH', items })
  expect(begun).toMatchObject({ kind: 'kept' })
  expect(asked).toEqual([])
  expect(bulk.wishOf('item')).toMatchObject({ action: 'SET_PRIORITY', priority: 'HIGH' })

  connection.online = true
  await Promise.all([bulk.sendKept(), bulk.sendKept()])
  await bulk.sendKept()

  expect(asked).toMatchObject([{ key: begun.kind === 'kept' ? begun.key : '', action: 'SET_PRIORITY', items }])
  expect(bulk.isFromHere('job')).toBe(true)
  await vi.waitFor(() => expect(bulk.waiting).toEqual([]))
})

test('an action whose answer was lost is asked for again under the same key', async () => {
  const bulk = useBulk()
  answers.push(started(job({ action: 'CLOSE' })))
  reach = 'no answer comes back'

  expect(await bulk.begin({ action: 'CLOSE', items })).toEqual({ kind: 'kept', key: null })
  reach = 'both ways'
  await bulk.sendKept()

  expect(asked).toHaveLength(2)
  expect(new Set(asked.map(({ key }) => key)).size).toBe(1)
})

test('what waits is there after a reload, and nobody else’s session sends it', async () => {
  useConnection().online = false
  await useBulk().begin({ action: 'CLOSE', items })
  answers.push(started(job({ action: 'CLOSE' })))

  setActivePinia(createPinia())
  useSession().viewer = { user: { id: 'another', name: '', email: '' }, sellers: [] } as never
  await useBulk().sendKept()
  expect(asked).toEqual([])

  useSession().viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
  await useBulk().sendKept()
  expect(asked).toMatchObject([{ action: 'CLOSE' }])
})

test('what is given up before it left never leaves, and what the server refuses later is told', async () => {
  const bulk = useBulk()
  const connection = useConnection()
  const failed = vi.fn()
  bulk.onFailed(failed)
  connection.online = false
  const first = await bulk.begin({ action: 'CLOSE', items })
  await bulk.giveUp(first.kind === 'kept' ? (first.key ?? '') : '')
  await bulk.begin({ action: 'REOPEN', items })
  answers.push({ startBulk: { __typename: 'NotFound', message: 'gone', kind: 'interaction' } })

  connection.online = true
  await bulk.sendKept()

  expect(asked).toMatchObject([{ action: 'REOPEN' }])
  expect(failed).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'refused' }))
})
