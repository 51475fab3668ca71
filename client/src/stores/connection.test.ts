import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tellReach } from '#api/reach.ts'
import { offsetOf, useConnection } from './connection.ts'

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('a single failure is not yet offline', async () => {
  serverIs('up')
  const connection = useConnection()

  tellReach({ kind: 'unreachable' })
  await vi.advanceTimersByTimeAsync(2_100)

  expect(connection.online).toBe(true)
})

test('a failure that is still there after two seconds is offline', async () => {
  serverIs('down')
  const connection = useConnection()

  tellReach({ kind: 'unreachable' })
  await vi.advanceTimersByTimeAsync(1_900)
  expect(connection.online).toBe(true)

  await vi.advanceTimersByTimeAsync(200)
  expect(connection.online).toBe(false)
})

test('being offline is shown for three seconds at least, and then everyone hears that it is over', async () => {
  serverIs('down')
  const connection = useConnection()
  const resume = vi.fn()
  connection.onBackOnline(resume)
  tellReach({ kind: 'unreachable' })
  await vi.advanceTimersByTimeAsync(2_100)

  tellReach({ kind: 'reached', serverTime: null })
  expect(connection.online).toBe(false)

  await vi.advanceTimersByTimeAsync(3_000)
  expect(connection.online).toBe(true)
  expect(resume).toHaveBeenCalledOnce()
})

test('a clock that is an hour wrong is put right, one that is a second off is left alone', () => {
  const device = Date.parse('2026-02-11T12:00:00Z')

  expect(offsetOf(new Date('2026-02-11T13:00:00Z'), device)).toBe(3_600_500)
  expect(offsetOf(new Date('2026-02-11T12:00:00Z'), device)).toBe(0)
})

function serverIs(state: 'up' | 'down') {
  vi.stubGlobal('fetch', async () => {
    if (state === 'down') throw new TypeError('Failed to fetch')
    return new Response('{}')
  })
}
