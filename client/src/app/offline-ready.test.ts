import { afterEach, expect, test } from 'vitest'
import { nextTick, ref } from 'vue'
import { toasts } from '#ui/toasts.ts'
import { tellOfflineReady } from './offline-ready.ts'

afterEach(() => void toasts.splice(0))

test('that the app works without a network waits until no conversation is open, and is said once', async () => {
  const open = ref(true)
  tellOfflineReady(() => !open.value)
  expect(toasts).toEqual([])

  for (const isOpen of [false, true, false]) {
    open.value = isOpen
    await nextTick()
  }

  expect(toasts.map(({ text }) => text)).toEqual(['Готово к работе без связи'])
})

test('with nothing in the way it is said at once', () => {
  tellOfflineReady(() => true)

  expect(toasts).toHaveLength(1)
})
