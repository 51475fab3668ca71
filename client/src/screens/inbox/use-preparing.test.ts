// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import type { Client } from '@urql/core'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { followInbox } from '#api/live.ts'
import { hideToast, toasts } from '#ui/toasts.ts'
import { usePreparing } from './use-preparing.ts'

/** What the server says when a draft of an item is asked for; else it takes it. */
let refusals: Record<string, object> = {}
let asked: string[] = []
let seq = 0

beforeEach(() => {
  setActivePinia(createPinia())
  refusals = {}
  asked = []
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    const { interactionId } = JSON.parse(body).variables.input
    asked.push(interactionId)
    const interaction = {
      __typename: 'Interaction',
      id: interactionId,
      draftAskedAt: '2026-03-04T12:00:00Z',
      draft: null,
    }
    const generateDraft = refusals[interactionId] ?? { __typename: 'GenerateDraftSuccess', interaction }
    return new Response(JSON.stringify({ data: { generateDraft } }), {
      headers: { 'content-type': 'application/json' },
    })
  })
})

afterEach(() => {
  for (const { id } of [...toasts]) hideToast(id)
  vi.unstubAllGlobals()
})

test('how far it is can be seen, and once the last draft has come it is said what became of all', async () => {
  refusals = {
    stopped: { __typename: 'Conflict', conflict: 'NEEDS_HUMAN' },
    answered: { __typename: 'Conflict', conflict: 'NOT_OPEN' },
  }
  const { progress, prepare } = opened()
  await prepare(['first', 'second', 'third', 'stopped', 'answered'])
  expect(asked.sort()).toEqual(['answered', 'first', 'second', 'stopped', 'third'])
  expect(progress.value).toEqual({ done: 2, total: 5 })

  hears('DRAFT_GENERATED', 'first')
  hears('DRAFT_CACHE_HIT', 'second')
  hears('DRAFT_GENERATED', 'somebody else’s')
  expect(progress.value).toEqual({ done: 4, total: 5 })
  expect(toasts).toHaveLength(0)
  hears('DRAFT_FAILED', 'third')

  expect(progress.value).toBeNull()
  expect(toasts.at(-1)?.text).toBe('Черновики готовы: 2 · нужен человек: 1 · уже не ждут ответа: 1 · не получилось: 1')
})

test('while drafts are waited for no others are asked for', async () => {
  const { prepare } = opened()
  await prepare(['first'])
  await prepare(['second'])

  expect(asked).toEqual(['first'])
})

function opened() {
  let preparing: ReturnType<typeof usePreparing> | undefined
  mount(
    defineComponent(() => {
      preparing = usePreparing()
      return () => h('div')
    }),
  )
  return preparing as ReturnType<typeof usePreparing>
}

/** The journal tells of a draft of an item. */
function hears(type: string, id: string) {
  seq += 1
  const inboxChanges = {
    __typename: 'InboxEvent',
    seq,
    type,
    at: '2026-03-04T12:00:00Z',
    interaction: { id },
    sync: null,
  }
  const subscription = () => ({
    subscribe(hear: (result: object) => void) {
      hear({ data: { inboxChanges } })
      return { unsubscribe: () => {} }
    },
  })
  followInbox({ subscription } as unknown as Client, { id: 's1', lastSeq: seq - 1 }).stop()
}
