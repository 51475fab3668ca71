// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import { useDraftSettings } from './draft-settings.ts'
import { shownDraftOf } from './shown-drafts.ts'
import { type Drafted, useDraftPanel } from './use-draft-panel.ts'

const live = vi.hoisted(() => ({ tell: (_: object) => {} }))
vi.mock('#api/live.ts', () => ({
  onInboxEvent: (listener: (event: object) => void) => {
    live.tell = listener
    return () => {}
  },
}))

/** What was asked of the server: the name of the operation and its input. */
let asked: [string, object][] = []

beforeEach(() => {
  setActivePinia(createPinia())
  asked = []
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    const { query, variables } = JSON.parse(body)
    asked.push([/mutation (\w+)/.exec(query)?.[1] ?? '', variables.input])
    const taken = {
      __typename: 'GenerateDraftSuccess',
      interaction: { __typename: 'Interaction', id: 'item', draftAskedAt: null, draft: null },
    }
    const shown = { __typename: 'NotFound' }
    return new Response(JSON.stringify({ data: { generateDraft: taken, showDraft: shown } }), {
      headers: { 'content-type': 'application/json' },
    })
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('an item without a draft has one asked for, once, though none comes', async () => {
  const { item } = opened({ draft: null })
  await flushPromises()
  expect(asked).toEqual([['GenerateDraft', { interactionId: 'item', force: false }]])

  item.value = { ...item.value, draftAskedAt: '2026-03-04T12:00:00Z' }
  await flushPromises()
  item.value = { ...item.value, draftAskedAt: null }
  await flushPromises()
  expect(asked).toHaveLength(1)
})

test('where models are switched off nothing is asked for and nothing shown, until she wants one', async () => {
  const { panel, prepare } = opened({ draft: null }, { llmEnabled: false })
  await flushPromises()
  expect([asked, panel.value]).toEqual([[], 'hidden'])

  await prepare()
  expect(asked).toEqual([['GenerateDraft', { interactionId: 'item', force: false }]])
})

test('one that was turned down gives way to another when she wants one after all', async () => {
  const { panel, turnDown, prepare } = opened({ draft: { ...draft, shownAt: '2026-03-04T12:00:00Z' } })
  turnDown()
  expect(panel.value).toBe('hidden')

  await prepare()
  expect(asked).toEqual([['GenerateDraft', { interactionId: 'item', force: true }]])
})

test('that she has one before her is told once, and known here at once', async () => {
  opened({ draft: { ...draft, id: 'fresh' } })
  expect(shownDraftOf('item')).toBe('fresh')

  await flushPromises()
  expect(asked).toEqual([['ShowDraft', { draftId: 'fresh' }]])
})

test('that no other one came is said to whoever pressed for it, until she presses again; the one there is stays', async () => {
  const failed = { type: 'DRAFT_FAILED', interaction: { id: 'item' } }
  const { panel, noOther, ask, cancel } = opened({ draft: { ...draft, id: 'kept', shownAt: '2026-03-04T12:00:00Z' } })
  live.tell(failed)
  expect(noOther.value).toBe(false)

  await ask({ force: true })
  live.tell({ ...failed, interaction: { id: 'another' } })
  expect(noOther.value).toBe(false)
  live.tell(failed)
  expect([panel.value, noOther.value]).toEqual(['ready', true])

  await ask({ force: true })
  expect(noOther.value).toBe(false)
  await cancel()
  live.tell(failed)
  expect(noOther.value).toBe(false)
})

test('one that is called off has not failed, and is not asked for again by itself', async () => {
  const { item, panel, cancel, prepare } = opened({ draft: null, draftAskedAt: '2026-03-04T12:00:00Z' })
  expect(panel.value).toBe('preparing')

  await cancel()
  item.value = { ...item.value, draftAskedAt: null }
  await flushPromises()
  live.tell({ type: 'DRAFT_FAILED', interaction: { id: 'item' } })
  expect([panel.value, asked]).toEqual(['hidden', [['CancelDraft', { interactionId: 'item' }]]])

  void prepare()
  expect(panel.value).toBe('preparing')
})

test('another one that is called off leaves the former as it was', async () => {
  const { item, panel, noOther, ask, cancel } = opened({
    draft: { ...draft, id: 'former', shownAt: '2026-03-04T12:00:00Z' },
  })
  void ask({ force: true })
  item.value = { ...item.value, draftAskedAt: '2026-03-04T12:00:00Z' }
  expect(panel.value).toBe('preparing')

  await cancel()
  item.value = { ...item.value, draftAskedAt: null }
  await flushPromises()
  expect([panel.value, noOther.value]).toEqual(['ready', false])
})

test('what she reads when the buyer writes again stays until she wants the other one, which is there at once', async () => {
  const read = { ...draft, id: 'read', shownAt: '2026-03-04T12:00:00Z' }
  const { item, panel, draft: shown, ask } = opened({ draft: read })
  item.value = { ...item.value, draft: { ...read, isOutdated: true, outdatedBy: 'BUYER_WROTE' } }
  item.value = { ...item.value, draft: { ...draft, id: 'stand-in', origin: 'FALLBACK', fallbackReason: 'TIMEOUT' } }
  await flushPromises()
  expect([panel.value, shown.value?.id]).toEqual(['outdated', 'read'])
  expect([shownDraftOf('item'), asked]).toEqual(['read', []])

  await ask()
  expect([panel.value, shown.value?.id]).toEqual(['ready', 'stand-in'])
  await flushPromises()
  expect(asked).toEqual([['ShowDraft', { draftId: 'stand-in' }]])
})

test('where the other one is out of date by then, another is asked for; one that she turns down does not lead to it', async () => {
  const read = { ...draft, id: 'once read', isOutdated: true, outdatedBy: 'BUYER_WROTE' as const }
  const { item, panel, draft: shown, ask } = opened({ draft: read })
  item.value = { ...item.value, draft: { ...read, id: 'late' } }
  expect(shown.value?.id).toBe('once read')
  await ask()
  expect(asked).toEqual([['GenerateDraft', { interactionId: 'item', force: false }]])

  const other = opened({ draft: read })
  other.item.value = { ...item.value, draft: { ...draft, id: 'later' } }
  other.turnDown()
  expect([panel.value, other.panel.value]).toEqual(['outdated', 'hidden'])
  asked.length = 0
  await other.prepare()
  expect(asked).toContainEqual(['GenerateDraft', { interactionId: 'item', force: true }])
})

test('one that she pressed for, or that is gone, is not kept from her', async () => {
  const read = { ...draft, id: 'gone', isOutdated: true, outdatedBy: 'BUYER_WROTE' as const }
  const { item, panel, draft: shown, ask } = opened({ draft: read })
  await ask()
  item.value = { ...item.value, draftAskedAt: '2026-03-04T12:00:00Z' }
  item.value = { ...item.value, draftAskedAt: null, draft: { ...draft, id: 'wanted' } }
  expect([panel.value, shown.value?.id]).toEqual(['ready', 'wanted'])

  const other = opened({ draft: read })
  other.item.value = { ...other.item.value, draft: { ...draft, id: 'kept from her' } }
  other.item.value = { ...other.item.value, draft: null }
  expect(other.draft.value).toBe(null)
})

test('how long another one takes is counted from the press, though one was still asked for while the first was read', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const shown = { ...draft, shownAt: '2026-03-04T12:00:00Z' }
  const { panel, takesLong, ask } = opened({ draft: shown, draftAskedAt: '2026-03-04T12:00:00Z' })
  await vi.advanceTimersByTimeAsync(7_900)

  void ask({ force: true })
  await vi.advanceTimersByTimeAsync(7_900)
  expect([panel.value, takesLong.value]).toEqual(['preparing', false])
  await vi.advanceTimersByTimeAsync(200)
  expect(takesLong.value).toBe(true)
})

const draft = {
  __typename: 'Draft',
  id: 'draft',
  text: 'Спасибо!',
  origin: 'MODEL',
  fallbackReason: null,
  isOutdated: false,
  needsEscalation: false,
  escalationReason: null,
  outdatedBy: null,
  shownAt: null,
} as Drafted['draft'] & object

function opened(change: Partial<Drafted>, settings: object = { llmEnabled: true }) {
  useDraftSettings().settings = settings as never
  useDraftSettings().state = 'ready'
  const item = shallowRef<Drafted>({ id: 'item', draft: null, escalationReason: null, draftAskedAt: null, ...change })
  let drafting: ReturnType<typeof useDraftPanel> | undefined
  mount(
    defineComponent(() => {
      drafting = useDraftPanel(() => item.value)
      return () => h('div')
    }),
  )
  return { item, ...(drafting as ReturnType<typeof useDraftPanel>) }
}
