// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import type { OutboxFile } from '#domain/outbox-item.ts'
import { forgetWritten } from '#offline/database.ts'
import { keepFile } from '#offline/files.ts'
import { endUpload, noteUpload } from '#stores/uploads.ts'
import KeptFile from './KeptFile.vue'

const picture: OutboxFile = { key: 'p', name: 'полка.png', type: 'image/png', size: 2048, id: null }
const scheme: OutboxFile = { ...picture, key: 's', name: 'схема.pdf', type: 'application/pdf' }

afterEach(async () => {
  vi.restoreAllMocks()
  await forgetWritten()
})

test('a picture that waits on the device is seen, and let go with the place where it is shown', async () => {
  const forgotten = vi.spyOn(URL, 'revokeObjectURL')
  await keepFile('p', new Uint8Array([1, 2, 3]).buffer, 1)
  const shown = mount(KeptFile, { props: { file: picture } })

  await vi.waitFor(() => expect(shown.find('img').attributes('src')).toMatch(/^blob:/))
  const address = shown.find('img').attributes('src')
  expect(shown.text()).toContain('полка.png')

  shown.unmount()
  expect(forgotten).toHaveBeenCalledWith(address)
})

test('a picture that the device has no more, one that is broken, and another file are named beside a sign', async () => {
  await keepFile('s', new Uint8Array([1]).buffer, 1)
  const [gone, other] = [mount(KeptFile, { props: { file: picture } }), mount(KeptFile, { props: { file: scheme } })]
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([gone.find('img').exists(), other.find('img').exists()]).toEqual([false, false])

  await keepFile('b', new Uint8Array([1]).buffer, 1)
  const broken = mount(KeptFile, { props: { file: { ...picture, key: 'b' } } })
  await vi.waitFor(() => expect(broken.find('img').exists()).toBe(true))
  await broken.find('img').trigger('error')
  expect(broken.find('img').exists()).toBe(false)
})

test('how much has left is told, and that all has', async () => {
  const shown = mount(KeptFile, { props: { file: scheme } })
  expect(shown.find('[role=progressbar]').exists()).toBe(false)

  noteUpload('s', 0.4)
  await shown.vm.$nextTick()
  expect(shown.text()).toContain('Загружено 40\u00a0%')
  expect(shown.get('[role=progressbar]').attributes('aria-valuenow')).toBe('40')

  endUpload('s')
  await shown.setProps({ file: { ...scheme, id: 'server' } })
  expect(shown.text()).toContain('Загружен')
  expect(shown.find('[role=progressbar]').exists()).toBe(false)
})
