// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { remember } from '#offline/remembered.ts'
import { type Leaving, useSession } from './session.ts'

let answering: 'me' | 'other' = 'me'

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
  vi.stubGlobal('fetch', async () => {
    const user = { __typename: 'User', id: answering, name: '', email: `${answering}@example.com` }
    const data = { viewer: { __typename: 'Viewer', user, sellers: [] } }
    return new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } })
  })
})
afterEach(() => vi.unstubAllGlobals())

test('whose words may go is told by what every tab knows: another account in another tab holds them back', () => {
  const session = useSession()
  session.viewer = viewer('me')
  expect(session.writerId()).toBe('me')

  remember('viewer', viewer('me'))
  expect(session.writerId()).toBe('me')

  remember('viewer', viewer('other'))
  expect(session.writerId()).toBeNull()
})

test('where the server knows somebody else by now, the former account leaves without having chosen to', async () => {
  const session = useSession()
  const left: Leaving[] = []
  session.onLeaving(async (leaving) => void left.push(leaving))
  session.viewer = viewer('me')

  answering = 'other'
  await session.refresh()

  expect(left).toEqual([{ userId: 'me', how: 'replaced' }])
  expect(session.writerId()).toBe('other')
})

const viewer = (id: string) => ({ user: { id, name: '', email: `${id}@example.com` }, sellers: [] }) as never
