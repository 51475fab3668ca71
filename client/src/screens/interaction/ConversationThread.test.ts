// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { InteractionDetailFragment, ThreadMessageFragment } from '#generated/graphql.ts'
import ConversationThread from './ConversationThread.vue'

let tall = true
let room = 400
let resized = () => {}

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', Observer)
  setActivePinia(createPinia())
  tall = true
  room = 400
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockImplementation(() => (tall ? 2_000 : 300))
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockImplementation(() => room)
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('what the buyer adds below the visible part is announced by a pill', async () => {
  const thread = opened([said('a')])

  await thread.setProps({ interaction: review([said('a'), said('b')]) })
  await flushPromises()

  expect(thread.find('.new').exists()).toBe(true)
})

test('what the buyer adds in sight needs no pill', async () => {
  tall = false
  const thread = opened([said('a')])

  await thread.setProps({ interaction: review([said('a'), said('b')]) })
  await flushPromises()

  expect(thread.find('.new').exists()).toBe(false)
})

test('a reply that is taken back leaves no pill behind', async () => {
  const thread = opened([said('a'), said('b')])

  await thread.setProps({ interaction: review([said('a')]) })
  await flushPromises()

  expect(thread.find('.new').exists()).toBe(false)
})

test('a review is read from its beginning', () => {
  expect(opened([said('a'), said('b')]).get('.scroller').element.scrollTop).toBe(0)
})

test('a review whose reply has failed opens where the failure stands', () => {
  expect(opened([said('a'), failed]).get('.scroller').element.scrollTop).toBe(2_000)
})

test('what takes room away below while it opens does not hide the failure', async () => {
  const scroller = opened([said('a'), failed]).get('.scroller')
  scroller.element.scrollTop = 1_600
  room = 250

  await scroller.trigger('scroll')
  resized()

  expect(scroller.element.scrollTop).toBe(2_000)
})

test('who has scrolled up stays there when something takes room away below', async () => {
  const scroller = opened([said('a'), failed]).get('.scroller')
  scroller.element.scrollTop = 700

  await scroller.trigger('scroll')
  room = 250
  resized()

  expect(scroller.element.scrollTop).toBe(700)
})

test('the bubble of a rejection says that it was carried out only once it was', () => {
  const inState = (state: string) =>
    opened([
      { ...failed, text: 'Вопрос отклонён продавцом', reply: { ...failed.reply, kind: 'REJECTION', state } } as never,
    ])
      .get('.bubble')
      .text()

  expect(inState('FAILED')).toMatch(/Отклонить вопрос.*Вопрос не отклонён/)
  expect(inState('UNKNOWN')).toMatch(/Отклонить вопрос.*Проверяем отклонение/)
  expect(inState('CONFIRMED')).toContain('Вопрос отклонён продавцом')
})

const opened = (messages: ThreadMessageFragment[]) =>
  mount(ConversationThread, {
    props: { interaction: review(messages), unsent: [] },
    global: { stubs: { ReviewCard: true } },
  })

const review = (messages: ThreadMessageFragment[]) =>
  ({
    id: 'i',
    channel: 'REVIEW',
    review: { photos: [], tags: [], supplements: [], supplementedBy: null },
    messages,
  }) as unknown as InteractionDetailFragment

function said(id: string): ThreadMessageFragment {
  return {
    id,
    author: 'BUYER',
    text: 'Порвался',
    sentAt: null,
    source: null,
    attachments: [],
    reply: null,
  } as ThreadMessageFragment
}

const failed = {
  ...said('b'),
  author: 'SELLER',
  reply: { id: 'r', state: 'FAILED', kind: 'ANSWER', dismissedAt: null, files: [] },
} as unknown as ThreadMessageFragment

class Observer {
  constructor(callback: () => void) {
    resized = callback
  }
  observe() {}
  disconnect() {}
}
