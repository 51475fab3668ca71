// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { forgetWritten } from '#offline/database.ts'
import { useBulk } from './bulk.ts'
import { useConnection } from './connection.ts'
import { useReplyRules } from './reply-rules.ts'
import { useReviewQueue } from './review-queue.ts'
import { useSession } from './session.ts'

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('No network')))
  setActivePinia(createPinia())
  useSession().viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
})

afterEach(async () => {
  localStorage.clear()
  await forgetWritten()
  vi.unstubAllGlobals()
})

test('texts approved without a connection wait on the device, and count as sent for whatever is written next', async () => {
  useConnection().online = false
  const queue = useReviewQueue()
  queue.take([item('first'), item('second'), item('third')])
  queue.decide('first', { kind: 'approved', text: 'Спасибо за отзыв, носите с удовольствием', templateId: null })
  queue.decide('second', { kind: 'skipped' })
  queue.decide('third', { kind: 'approved', text: 'Рады, что шапка пришлась по душе', templateId: null })

  expect((await queue.send()).kind).toBe('kept')

  expect(queue.items).toEqual([])
  expect(useBulk().waiting.map(({ input }) => [input.action, input.items.map(({ text }) => text)])).toEqual([
    ['SEND', ['Спасибо за отзыв, носите с удовольствием', 'Рады, что шапка пришлась по душе']],
  ])
  const findings = useReplyRules().check('Рады, что шапка пришлась по душе!', item('another'))
  expect(findings.map(({ code }) => code)).toEqual(['duplicate'])
})

function item(id: string): LiveInteractionFragment {
  return { id, version: 3, channel: 'REVIEW', intent: null } as LiveInteractionFragment
}
