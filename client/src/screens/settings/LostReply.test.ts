// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { mount, RouterLinkStub } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, test } from 'vitest'
import type { LostReplyFragment } from '#generated/graphql.ts'
import LostReply from './LostReply.vue'

test('a rejection that stopped speaks of itself, not of an answer', () => {
  const stopped = { kind: 'REJECTION', state: 'FAILED', failure: 'INVALID', text: 'Вопрос отклонён продавцом' } as const

  expect(rowOf(stopped)).toContain('Отклонить вопросWB не принял отклонение')
  expect(rowOf({ ...stopped, failure: null })).toContain('Отклонить вопросВопрос не отклонён')
})

const rowOf = (facts: Partial<LostReplyFragment>) =>
  mount(LostReply, {
    props: {
      reply: {
        ...{ id: 'r', files: [], canRestart: false, createdAt: '2026-03-04T09:00:00Z' },
        interaction: { id: 'i', channel: 'QUESTION', customerName: null, product: null },
        ...facts,
      } as unknown as LostReplyFragment,
    },
    global: { plugins: [createPinia()], stubs: { RouterLink: RouterLinkStub } },
  }).text()
