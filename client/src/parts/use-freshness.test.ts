// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { useSession, type Viewer } from '#stores/session.ts'
import { useSynchronisation } from '#stores/synchronisation.ts'
import { useFreshness } from './use-freshness.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 1, 11, 12, 0) })
  document.dispatchEvent(new Event('visibilitychange'))
  setActivePinia(createPinia())
})
afterEach(() => vi.useRealTimers())

test('once the session is lost nothing is called fresh or on its way: it is said of when it is', () => {
  const session = useSession()
  session.viewer = {
    sellers: [{ connection, sync: { status: 'SUCCESS', lastSuccessAt: now(), channels: [] } }],
  } as never
  session.state = 'signed_in'
  const freshness = effectScope().run(useFreshness)
  expect(freshness?.value).toEqual(['Обновлено только что'])

  session.state = 'expired'
  expect(freshness?.value).toEqual(['Показано сохранённое на 12:00'])
})

test('a synchronisation that was under way when the session was lost is not told as under way', () => {
  const session = useSession()
  session.viewer = {
    sellers: [{ connection, sync: { status: 'SYNCING', lastSuccessAt: null, channels: [] } }],
  } as never
  session.state = 'signed_in'
  const synchronisation = useSynchronisation()
  expect(synchronisation.running).toBe(true)

  session.state = 'expired'
  expect(synchronisation.running).toBe(false)
  expect(effectScope().run(useFreshness)?.value).toEqual(['Ещё не обновлялось'])
})

const now = () => new Date().toISOString()

const connection = { channels: [] } as unknown as Viewer['sellers'][number]['connection']
