// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { forgetWritten } from '#offline/database.ts'
import { useBulk } from '#stores/bulk.ts'
import { useConnection } from '#stores/connection.ts'
import { useSession } from '#stores/session.ts'
import { hideToast, toasts } from '#ui/toasts.ts'
import { useItemActions } from './use-item-actions.ts'

// No connection anywhere here.

const request = vi.fn(() => Promise.reject(new TypeError('No network')))
const moveOn = vi.fn()

beforeEach(() => {
  vi.stubGlobal('fetch', request)
  setActivePinia(createPinia())
  useSession().viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
  useConnection().online = false
  vi.clearAllMocks()
})

afterEach(async () => {
  for (const { id } of [...toasts]) hideToast(id)
  await forgetWritten()
  vi.unstubAllGlobals()
})

test('a priority set without a connection waits on the device, with the version that was seen', async () => {
  await actions().prioritise('HIGH')

  expect(useBulk().waiting.map(({ input }) => input)).toEqual([
    { action: 'SET_PRIORITY', priority: 'HIGH', items: [{ interactionId: 'item', version: 7 }] },
  ])
  expect(toasts.at(-1)?.text).toBe('Сделаем, когда появится связь')
  expect(request).not.toHaveBeenCalled()
})

test('an item closed without a connection is dealt with, and brought back it was never closed', async () => {
  await actions().close('MANUAL')
  expect(moveOn).toHaveBeenCalledOnce()
  expect(useBulk().wishOf('item')).toMatchObject({ action: 'CLOSE', closeReason: 'MANUAL' })

  await actions().reopen()
  expect(useBulk().waiting).toEqual([])
  expect(toasts.at(-1)?.text).toBe('Действие отменено')
})

test('what waits can be taken back from where it is told', async () => {
  await actions().prioritise(null)
  toasts.at(-1)?.action?.run()

  await vi.waitFor(() => expect(useBulk().waiting).toEqual([]))
  await vi.waitFor(() => expect(toasts.at(-1)?.text).toBe('Действие отменено'))
})

function actions() {
  return useItemActions('item', () => ({ id: 'item', version: 7 }) as LiveInteractionFragment, moveOn)
}
