import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, test, vi } from 'vitest'

const listeners: ((event: object) => void)[] = []
vi.mock('#api/live.ts', () => ({
  onInboxEvent: (listener: (event: object) => void) => {
    listeners.push(listener)
    return () => undefined
  },
}))

afterEach(() => void vi.useRealTimers())

test('the time on the screen goes on when a deadline comes, and a second later, and with no other news', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-28T12:00:00Z') })
  setActivePinia(createPinia())
  const { useNow } = await import('./clock.ts')
  const now = useNow()
  const seconds = () => now.value.getUTCSeconds()
  const hears = (type: string) => {
    for (const listener of listeners) listener({ type })
  }

  await vi.advanceTimersByTimeAsync(5000)
  hears('UPDATED')
  expect(seconds()).toBe(0)
  hears('SLA_DUE_SOON')
  expect(seconds()).toBe(5)
  await vi.advanceTimersByTimeAsync(1000)
  expect(seconds()).toBe(6)
  await vi.advanceTimersByTimeAsync(4000)
  hears('SLA_OVERDUE')
  expect(seconds()).toBe(10)
})
