// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { tellChanged } from '#api/changed.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { useSelection } from './selection.ts'

beforeEach(() => setActivePinia(createPinia()))

const item = (id: string, change: object = {}) =>
  ({ id, version: 1, needsResponse: true, status: 'OPEN', ...change }) as LiveInteractionFragment

test('fifty items are chosen at most', () => {
  const selection = useSelection()
  selection.begin()

  expect(selection.choose(Array.from({ length: 49 }, (_, at) => item(String(at))))).toBe(true)
  expect(selection.choose([item('a'), item('b')])).toBe(false)
  expect(selection.count).toBe(50)
  expect(selection.toggle(item('c'))).toBe(false)
  expect(selection.toggle(item('a'))).toBe(true)
  expect(selection.count).toBe(49)
})

test('an item that is answered meanwhile leaves the selection, and somebody is told', () => {
  const selection = useSelection()
  const told = vi.fn()
  selection.onAnswered(told)
  selection.begin(item('a'))
  selection.choose([item('b'), item('c', { needsResponse: false, status: 'CLOSED' })])

  tellChanged(item('a', { needsResponse: false, status: 'RESPONDED', version: 2 }))
  tellChanged(item('b', { version: 2 }))
  tellChanged(item('c', { needsResponse: false, status: 'RESPONDED', version: 2 }))

  expect([...selection.items.keys()]).toEqual(['b', 'c'])
  expect(told).toHaveBeenCalledExactlyOnceWith(1)
})

test('an item keeps the version it had when it was chosen', () => {
  const selection = useSelection()
  selection.begin(item('a'))

  tellChanged(item('a', { version: 7 }))
  selection.choose([item('a', { version: 7 })])

  expect(selection.items.get('a')?.version).toBe(1)
})

test('the end of the selection forgets what was chosen', () => {
  const selection = useSelection()
  selection.begin(item('a'))
  selection.end()

  expect(selection.active).toBe(false)
  expect(selection.count).toBe(0)
})
