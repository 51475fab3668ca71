// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { InteractionDetailFragment, ThreadMessageFragment } from '#generated/graphql.ts'
import ConversationThread from './ConversationThread.vue'

let tall = true

beforeEach(() => {
  setActivePinia(createPinia())
  tall = true
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockImplementation(() => (tall ? 2_000 : 300))
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
})

afterEach(() => vi.restoreAllMocks())

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
  const failed = { id: 'r', state: 'FAILED', kind: 'ANSWER', dismissedAt: null, files: [] }
  const thread = opened([
    said('a'),
    { ...said('b'), author: 'SELLER', reply: failed } as unknown as ThreadMessageFragment,
  ])

  expect(thread.get('.scroller').element.scrollTop).toBe(2_000)
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
