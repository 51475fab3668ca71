// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { expect, test } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { useSession } from '#stores/session.ts'
import { useScreensOf } from './screens-of.ts'

test('an open field is made anew for whoever signs in after somebody else, and stays for whoever is still the same', async () => {
  const { field, is } = shown('anna')
  await field().setValue('Слова Анны')

  await is('anna')
  await is(null)
  expect(field().element.value).toBe('Слова Анны')
  await is('vera')
  expect(field().element.value).toBe('')
})

test('the sign-in stays as it is while it lets somebody else in', async () => {
  const { field, is } = shown('anna', true)
  await field().setValue('vera@example.com')

  await is('vera')
  expect(field().element.value).toBe('vera@example.com')
})

function shown(first: string, isSignIn = false) {
  setActivePinia(createPinia())
  const session = useSession()
  const viewer = (id: string) => ({ user: { id, name: '', email: '' }, sellers: [] }) as never
  session.viewer = viewer(first)
  const bare = ref(isSignIn)
  const App = defineComponent(() => {
    const owner = useScreensOf(() => bare.value)
    return () => h('main', h('input', { key: owner.value }))
  })
  const page = mount(App)
  return {
    field: () => page.get('input'),
    async is(id: string | null) {
      session.viewer = id === null ? null : viewer(id)
      await nextTick()
    },
  }
}
