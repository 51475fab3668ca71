// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, test } from 'vitest'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import MetaStrip from './MetaStrip.vue'

const MINUTE = 60_000

test('the reason beside the deadline says the same as the deadline', () => {
  expect(stripOf({ priorityReason: 'SLA_NEAR_BREACH', slaDueAt: inMinutes(20) })).toContain(
    'Срочно: срок скоро истечёт',
  )

  const late = stripOf({ priorityReason: 'SLA_NEAR_BREACH', slaDueAt: inMinutes(-20) })
  expect(late).toContain('Просрочено')
  expect(late).toContain('Срочно: срок вышел')
})

test('a topic that says nothing leaves the priority alone', () => {
  const strip = stripOf({ priority: 'NORMAL', priorityReason: 'INTENT', intent: 'OTHER' })

  expect(strip).toContain('Обычный')
  expect(strip).not.toContain('Обычный:')
})

const inMinutes = (n: number) => new Date(Date.now() + n * MINUTE).toISOString()

function stripOf(facts: Partial<LiveInteractionFragment>): string {
  const interaction = {
    channel: 'QUESTION',
    needsResponse: true,
    priority: 'URGENT',
    intent: null,
    escalationReason: null,
    closeReason: null,
    displayStatus: 'WAITING',
    slaDueAt: inMinutes(120),
    source: 'WB_API',
    lastReply: null,
    ...facts,
  } as LiveInteractionFragment
  return mount(MetaStrip, { props: { interaction }, global: { plugins: [createPinia()] } }).text()
}
