// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { remember } from '#offline/remembered.ts'
import { router } from './router.ts'

const me = {
  user: { __typename: 'User', id: 'me', name: '', email: 'me@example.com' },
  sellers: [{ id: 'shop', connection: { state: 'ACCEPTED' } }],
}

let answers: () => Response

beforeEach(() => {
  localStorage.clear()
  remember('viewer', me)
  setActivePinia(createPinia())
  vi.stubGlobal('fetch', async () => answers())
})
afterEach(() => vi.unstubAllGlobals())

test('who is signed in goes straight on; without a network that is whoever the device remembers', async () => {
  answers = () => {
    throw new TypeError('no network')
  }
  await router.push('/login?next=/outbox')

  expect(router.currentRoute.value.fullPath).toBe('/outbox')
})

test('who comes to the sign-in with a session that the server does not know any more signs in, and goes on where she was going', async () => {
  answers = () => told({ viewer: null })
  await router.push('/login?next=/outbox')

  expect(router.currentRoute.value.fullPath).toBe('/login?next=/outbox')
})

const told = (data: object) =>
  new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } })
