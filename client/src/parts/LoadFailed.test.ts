// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { useConnection } from '#stores/connection.ts'
import { useSession } from '#stores/session.ts'
import LoadFailed from './LoadFailed.vue'

const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/:rest(.*)*', component: LoadFailed }],
})

beforeEach(async () => {
  setActivePinia(createPinia())
  await router.push('/inbox?f=urgent')
})

test('whoever the server does not know any more is led to the sign-in, and back to where she was', () => {
  useSession().state = 'expired'
  const failed = mount(LoadFailed, { props: { title: 'Переписка не загрузилась' }, global: { plugins: [router] } })

  expect(failed.text()).toContain('Сессия истекла')
  expect(failed.text()).not.toContain('Проверьте связь')
  expect(failed.get('a').attributes('href')).toBe('/login?next=/inbox?f=urgent')
})

test('without a network nothing of it is on the device; with one it is tried again', async () => {
  useSession().state = 'signed_in'
  const failed = mount(LoadFailed, { props: { title: 'Переписка не загрузилась' }, global: { plugins: [router] } })
  expect(failed.text()).toContain('Переписка не загрузилась')
  expect(failed.text()).toContain('Проверьте связь')

  await failed.get('button').trigger('click')
  expect(failed.emitted('retry')).toHaveLength(1)

  useConnection().online = false
  await failed.vm.$nextTick()
  expect(failed.text()).toContain('На этом устройстве ещё нет сохранённых данных')
})
