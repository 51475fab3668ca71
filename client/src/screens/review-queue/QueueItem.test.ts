import 'fake-indexeddb/auto'
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { tellChanged } from '#api/changed.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { forgetWritten } from '#offline/database.ts'
import { useDraftSettings } from '#stores/draft-settings.ts'
import { useDrafts } from '#stores/drafts.ts'
import { useReviewQueue } from '#stores/review-queue.ts'
import { useSession } from '#stores/session.ts'
import { hideToast, toasts } from '#ui/toasts.ts'
import QueueItem from './QueueItem.vue'

// No network anywhere here: an item is known as the list has shown it.

const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/:rest(.*)*', component: QueueItem }],
})
let shown: VueWrapper | undefined

beforeEach(() => {
  localStorage.clear()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('No network')))
  setActivePinia(createPinia())
  useSession().viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
})

afterEach(async () => {
  shown?.unmount()
  // What was typed is on its way to the device.
  await new Promise((resolve) => setTimeout(resolve, 20))
  for (const { id } of [...toasts]) hideToast(id)
  await forgetWritten()
  vi.unstubAllGlobals()
})

test('a text nothing stands against is approved, and the next one comes', async () => {
  const { types, approve, queue } = open()

  await types('Спасибо за отзыв, носите с удовольствием')
  await approve()

  expect(queue.at).toBe(1)
  expect([...queue.decisions.values()]).toEqual([
    {
      kind: 'approved',
      text: 'Спасибо за отзыв, носите с удовольствием',
      templateId: null,
      draftId: null,
      hasRemarks: false,
    },
  ])
})

test('the draft that is ready stands in the field, is approved as it is, and is named', async () => {
  const { field, approve, queue } = open({ draft })
  await vi.waitFor(() => expect(field().element.value).toBe(draft.text))
  expect(shown?.text()).toContain('AI-черновик')

  await approve()

  expect([...queue.decisions.values()]).toEqual([
    { kind: 'approved', text: draft.text, templateId: null, draftId: 'draft', hasRemarks: false },
  ])
  expect(useDrafts().texts.get('item')).toBeUndefined()
})

test('a draft that was changed is named all the same, and can be had back', async () => {
  const { field, types, approve, queue } = open({ draft })
  await vi.waitFor(() => expect(field().element.value).toBe(draft.text))

  await types('Спасибо, что рассказали нам об этом')
  expect(shown?.text()).toContain('Черновик изменён вами')
  await press('Вернуть исходный')
  expect(field().element.value).toBe(draft.text)
  await types('Спасибо, что рассказали нам об этом')
  await approve()

  expect([...queue.decisions.values()]).toMatchObject([
    { text: 'Спасибо, что рассказали нам об этом', draftId: 'draft' },
  ])
})

test('what was typed before stands in the field, and not the draft; what was approved before comes first of all', async () => {
  await useDrafts().keep({ interactionId: 'item', text: 'Своими словами', caret: 0, refused: null })
  const first = open({ draft })
  await vi.waitFor(() => expect(first.field().element.value).toBe('Своими словами'))
  shown?.unmount()

  const queue = useReviewQueue()
  queue.decide('item', { kind: 'approved', text: 'Одобрено раньше', templateId: null })
  const again = mount(QueueItem, {
    props: { item: queue.items[0] as LiveInteractionFragment },
    global: { plugins: [router] },
  })
  shown = again
  await vi.waitFor(() => expect(again.get('textarea').element.value).toBe('Одобрено раньше'))
})

test('a draft that comes while the item is looked at is put in, unless something stands in the field', async () => {
  useReviewQueue().start()
  const { field, types, queue } = open()
  await new Promise((resolve) => setTimeout(resolve, 30))

  tellChanged({ ...(queue.items[0] as LiveInteractionFragment), version: 9, draft })
  expect(queue.items[0]).toMatchObject({ draft: { id: 'draft' } })
  expect(queue.items[0]?.version).toBeUndefined()
  await shown?.setProps({ item: queue.items[0] })
  await vi.waitFor(() => expect(field().element.value).toBe(draft.text))

  // What she may be reading stays: another one is offered.
  const newer = { ...draft, id: 'newer', text: 'Другой текст' }
  tellChanged({ ...(queue.items[0] as LiveInteractionFragment), version: 10, draft: newer })
  await shown?.setProps({ item: queue.items[0] })
  expect(field().element.value).toBe(draft.text)
  expect(shown?.text()).toContain('Вставить')

  await types('Своими словами и подробно')
  tellChanged({
    ...(queue.items[0] as LiveInteractionFragment),
    draft: { ...newer, id: 'newest' },
  })
  await shown?.setProps({ item: queue.items[0] })
  expect(field().element.value).toBe('Своими словами и подробно')
  expect(shown?.text()).toContain('Вставить')
})

test('a draft for words that the buyer has changed since is not put in', async () => {
  const { field } = open({ draft: { ...draft, isOutdated: true } })
  await new Promise((resolve) => setTimeout(resolve, 30))

  expect(field().element.value).toBe('')
})

test('where models are switched off no draft is put in, and none of those that are left is approved with one', async () => {
  useDraftSettings().settings = { llmEnabled: false } as never
  const { field } = open({ draft })
  await new Promise((resolve) => setTimeout(resolve, 30))

  expect(field().element.value).toBe('')
  expect(shown?.text()).not.toContain('Одобрить остальные')

  // She asked for it all the same.
  useDraftSettings().want(['item'])
  await vi.waitFor(() => expect(field().element.value).toBe(draft.text))
})

test('praise with nothing against its drafts is approved at once, each with the draft it was shown or would be shown', async () => {
  const { field, queue } = open({ draft }, { draft: { ...draft, id: 'another', text: 'Рады, что товар вам подошёл!' } })
  await vi.waitFor(() => expect(field().element.value).toBe(draft.text))

  await press('Одобрить остальные')

  await vi.waitFor(() => expect(queue.at).toBe(2))
  expect([...queue.decisions]).toMatchObject([
    ['item', { text: draft.text, draftId: 'draft' }],
    ['other', { text: 'Рады, что товар вам подошёл!', draftId: 'another' }],
  ])
})

test('what must not be said is not approved, and leads to what is to be mended', async () => {
  const { types, approve, queue } = open()

  await types('Мы вернём вам деньги, как обещали')
  await approve()

  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Нельзя обещать возврат'))
  expect(queue.at).toBe(0)
})

test('Ctrl and Enter approve', async () => {
  const { types, field, queue } = open()
  await types('Спасибо за отзыв, носите с удовольствием')

  await field().trigger('keydown', { key: 'Enter', ctrlKey: true })

  expect(queue.counts).toEqual({ approved: 1, skipped: 0, remarked: 0 })
})

test('a text that goes in spite of advice is counted as one', async () => {
  const { types, approve, queue } = open()

  await types('Спасибо!')
  await approve()

  expect(queue.counts).toEqual({ approved: 1, skipped: 0, remarked: 1 })
})

test('the same words to another of the queue are advised against, and counted as that', async () => {
  const { types, approve, queue } = open()
  queue.decide('other', { kind: 'approved', text: 'Спасибо за отзыв! Носите с удовольствием', templateId: null })

  await types('спасибо за отзыв, носите с удовольствием')
  await vi.waitFor(() => expect(shown?.text()).toContain('Такой же ответ'))
  await approve()

  expect(queue.counts).toEqual({ approved: 2, skipped: 0, remarked: 1 })
})

test('what is left is not approved at once as long as two of it have the same words', async () => {
  const atOnce = () => shown?.text().includes('Одобрить остальные')
  const { types } = open()
  await types('Спасибо за отзыв, носите с удовольствием')
  await useDrafts().keep(draftOf('other', 'Спасибо за отзыв! Носите с удовольствием'))
  await vi.waitFor(() => expect(useDrafts().texts.get('other')).toBeTruthy())
  expect(atOnce()).toBe(false)

  await useDrafts().keep(draftOf('other', 'Рады, что шапка пришлась по душе'))
  await vi.waitFor(() => expect(atOnce()).toBe(true))
})

test('a finger that swipes to the left skips, one that swipes to the right approves', async () => {
  const { types, swipes, queue } = open()

  await swipes(-100)
  expect(queue.counts).toEqual({ approved: 0, skipped: 1, remarked: 0 })

  await types('Спасибо за отзыв, носите с удовольствием')
  await swipes(100)
  expect(queue.counts).toEqual({ approved: 1, skipped: 0, remarked: 0 })
})

test('the conversation itself is one press away', () => {
  open()

  expect(shown?.get('a').attributes('href')).toBe('/inbox/item')
})

test('what only a person may answer says so and is not approved among many', async () => {
  const { types, approve, queue } = open({ needsEscalation: true, escalationReason: 'LEGAL' })
  expect(shown?.get('.complaint').text()).toContain('Нужен ответ человека')

  await types('Спасибо за отзыв, носите с удовольствием')
  await approve()

  expect(queue.decisions.size).toBe(0)
})

test('words put in the place of others come back on request, though the next item is open already', async () => {
  const { types } = open()
  await types('Здравствуйте! Мы вернём вам деньги.')
  await vi.waitFor(() => expect(shown?.text()).toContain('Вставить вместо'))
  await press('Вставить вместо')

  shown?.unmount()
  toasts.at(-1)?.action?.run()

  await vi.waitFor(() => expect(useDrafts().texts.get('item')).toBe('Здравствуйте! Мы вернём вам деньги.'))
})

const draftOf = (interactionId: string, text: string) => ({ interactionId, text, caret: text.length, refused: null })

async function press(label: string) {
  await shown
    ?.findAll('button')
    .find((each) => each.text() === label)
    ?.trigger('click')
}

const draft = {
  __typename: 'Draft',
  id: 'draft',
  text: 'Спасибо за отзыв, носите с удовольствием!',
  origin: 'MODEL',
  fallbackReason: null,
  isOutdated: false,
  needsEscalation: false,
  escalationReason: null,
  outdatedBy: null,
  shownAt: null,
} as const

function open(change: Partial<LiveInteractionFragment> = {}, next: Partial<LiveInteractionFragment> = {}) {
  const item = {
    id: 'item',
    channel: 'REVIEW',
    intent: null,
    rating: 5,
    customerName: 'Мария',
    product: null,
    preview: 'Хороший товар',
    photoCount: 0,
    needsResponse: true,
    needsEscalation: false,
    escalationReason: null,
    slaDueAt: null,
    ...change,
  } as LiveInteractionFragment
  const queue = useReviewQueue()
  queue.take([item, { ...item, id: 'other', ...next }])
  const wrapper = mount(QueueItem, { props: { item }, global: { plugins: [router] }, attachTo: document.body })
  shown = wrapper

  return {
    queue,
    field: () => wrapper.get('textarea'),
    types: async (text: string) => await wrapper.get('textarea').setValue(text),
    approve: async () => await wrapper.get('form').trigger('submit'),
    swipes: async (by: number) => {
      const finger = { pointerType: 'touch', isPrimary: true, clientY: 300 }
      const said = wrapper.get('.body')
      await said.trigger('pointerdown', { ...finger, clientX: 200 })
      await said.trigger('pointermove', { ...finger, clientX: 200 + by })
      await said.trigger('pointerup', { ...finger, clientX: 200 + by })
    },
  }
}
