// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { mount, RouterLinkStub, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type OutboxKind, outboxItem } from '#domain/outbox-item.ts'
import { forgetWritten } from '#offline/database.ts'
import { readDraft } from '#offline/drafts.ts'
import { keepReply, keepUnsent, takeBackToField } from '#offline/outbox.ts'
import { useDrafts } from '#stores/drafts.ts'
import { useOutbox } from '#stores/outbox.ts'
import { useSession } from '#stores/session.ts'
import WritingPlace from './WritingPlace.vue'

let place: VueWrapper | undefined

beforeEach(async () => {
  setActivePinia(createPinia())
  useSession().viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
  await useDrafts().start()
  useOutbox().start()
})

afterEach(async () => {
  place?.unmount()
  await forgetWritten()
})

test('the field of an answer that was taken back takes every letter while the server still holds it', async () => {
  await takenBack('answer')
  const { field, types } = open()
  await vi.waitFor(() => expect(field()?.value).toBe('Спасибо'))

  await types('Спасибо, Анна')
  await vi.waitFor(async () => expect((await readDraft('me', 'item'))?.text).toBe('Спасибо, Анна'))
  await types('Спасибо, Анна!')

  expect(field()?.value).toBe('Спасибо, Анна!')
})

test('the words of an edit that was taken back stand in the field for edits, and stay those of an edit', async () => {
  await takenBack('edit')
  const { field, types } = open()
  await vi.waitFor(() => expect(field()?.value).toBe('Спасибо'))

  await types('Спасибо, учли')
  await vi.waitFor(async () =>
    expect(await readDraft('me', 'item')).toMatchObject({ kind: 'edit', text: 'Спасибо, учли' }),
  )

  expect(field()?.value).toBe('Спасибо, учли')
  expect(place?.text()).toContain('Не менять')
})

test('once it is sent again, or the server has let go of it, the field is there as it always is', async () => {
  const item = await takenBack('answer')
  const { field } = open()
  await vi.waitFor(() => expect(field()).toBeDefined())

  await keepReply({ ...item, key: 'again' })
  await vi.waitFor(() => expect(field()).toBeUndefined())

  await keepUnsent({ ...item, key: 'again' })
  await vi.waitFor(() => expect(field()).toBeDefined())
  await keepUnsent(item)
  await vi.waitFor(() => expect(field()).toBeUndefined())
})

async function takenBack(kind: OutboxKind) {
  const reply = { key: 'a', interactionId: 'item', channel: 'REVIEW', kind, text: 'Спасибо', userId: 'me' } as const
  const item = { ...outboxItem(reply, 1), replyId: 'reply' }
  await takeBackToField(item, 1)
  return item
}

function open() {
  const messages = [{ id: 'said', author: 'SELLER', text: 'Спасибо за отзыв', reply: null, attachments: [] }]
  const interaction = {
    ...{ id: 'item', channel: 'REVIEW', intent: null, rating: null, customerName: null, product: null },
    ...{ text: 'Хороший товар', needsResponse: false, replyBlocked: 'IN_FLIGHT', editBlocked: 'IN_FLIGHT', messages },
  } as never
  const wrapper = mount(WritingPlace, {
    props: { interaction, whenSent: () => {} },
    attachTo: document.body,
    global: { stubs: { RouterLink: RouterLinkStub } },
  })
  place = wrapper
  const area = () => wrapper.find('textarea')
  return {
    field: () => (area().exists() ? area().element : undefined),
    types: async (text: string) => await area().setValue(text),
  }
}
