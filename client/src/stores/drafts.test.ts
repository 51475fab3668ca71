// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tellChanged } from '#api/changed.ts'
import { outboxItem } from '#domain/outbox-item.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { forgetWritten } from '#offline/database.ts'
import { returnToField, takeBackToField } from '#offline/outbox.ts'
import { useDrafts } from './drafts.ts'
import { useSession } from './session.ts'

beforeEach(() => {
  setActivePinia(createPinia())
  useSession().viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
})

afterEach(forgetWritten)

test('a text taken back too late is no draft once the item says that the reply has left', async () => {
  const drafts = await withTakenBack('Спасибо')

  tellChanged(review({ key: 'a', state: 'CONFIRMED' }))

  await vi.waitFor(() => expect(drafts.texts.get('review')).toBeUndefined())
})

test('while the server still holds the reply its text stays in the field', async () => {
  const drafts = await withTakenBack('Спасибо')

  await drafts.settle(review({ key: 'a', state: 'QUEUED' }))
  await drafts.settle(review({ key: 'another', state: 'CONFIRMED' }))

  expect(drafts.texts.get('review')).toBe('Спасибо')
})

test('a text that was changed since is kept, whatever became of the reply', async () => {
  const drafts = await withTakenBack('Спасибо')
  await drafts.keep({ interactionId: 'review', text: 'Спасибо, Анна', caret: 13, refused: null })

  await drafts.settle(review({ key: 'a', state: 'CONFIRMED' }))

  expect(drafts.texts.get('review')).toBe('Спасибо, Анна')
})

test('the words of an edit that came back are kept as those of an edit', async () => {
  const drafts = useDrafts()
  const edit = { key: 'a', interactionId: 'review', channel: 'REVIEW', kind: 'edit', userId: 'me' } as const
  await returnToField(outboxItem({ ...edit, text: 'Спасибо, учли' }, 1), 1)

  expect(await drafts.find('review')).toMatchObject({ kind: 'edit', text: 'Спасибо, учли' })
})

async function withTakenBack(text: string) {
  const drafts = useDrafts()
  await drafts.start()
  await takeBackToField(outboxItem({ key: 'a', interactionId: 'review', channel: 'REVIEW', text, userId: 'me' }, 1), 1)
  await vi.waitFor(() => expect(drafts.texts.get('review')).toBe(text))
  return drafts
}

const review = (lastReply: { key: string; state: string }) =>
  ({ id: 'review', lastReply }) as unknown as LiveInteractionFragment
