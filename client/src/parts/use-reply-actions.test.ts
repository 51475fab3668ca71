// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { outboxItem } from '#domain/outbox-item.ts'
import type { ReplyFieldsFragment } from '#generated/graphql.ts'
import { useOutbox } from '#stores/outbox.ts'
import { useReplyActions } from './use-reply-actions.ts'

const message = {
  id: 'message',
  kind: 'ANSWER',
  state: 'FAILED',
  text: 'Уже едет',
  files: [],
  createdAt: '2026-09-14T12:00:00.000Z',
} as unknown as ReplyFieldsFragment

test('a message that is sent again names what she has read of the chat: all that is before her, else what there was when she wrote', async () => {
  const chat = { channel: 'CHAT', occurredAt: '2026-09-14T12:05:00.000Z' }

  expect(await seenWhenSentAgain(chat)).toBe(chat.occurredAt)
  expect(await seenWhenSentAgain({ channel: 'CHAT' })).toBe(message.createdAt)
  expect(await seenWhenSentAgain({ channel: 'REVIEW', occurredAt: chat.occurredAt })).toBeNull()
})

test('a message that is sent as it is although the buyer wrote names no more than what is before her', async () => {
  const chat = { channel: 'CHAT', occurredAt: '2026-09-14T12:05:00.000Z' }

  expect(await seenWhenSentAgain(chat, 'sendAsIs')).toBe(chat.occurredAt)
  expect(await seenWhenSentAgain({ channel: 'CHAT' }, 'sendAsIs')).toBeNull()
})

test('a message that yielded to another answer is sent anyway whatever else has been said', async () => {
  const chat = { channel: 'CHAT', occurredAt: '2026-09-14T12:05:00.000Z' }

  expect(await seenWhenSentAgain(chat, 'sendAnyway')).toBeNull()
})

test.each(['sendAnyway', 'sendAsIs'] as const)(
  'what is sent although somebody has written since names nothing that she has seen: %s',
  async (action) => {
    setActivePinia(createPinia())
    const sendAsIs = vi.spyOn(useOutbox(), 'sendAsIs').mockResolvedValue()
    const written = { key: 'k', interactionId: 'item', channel: 'CHAT', text: 'Уже едет', userId: 'anna' } as const
    const item = { ...outboxItem(written, 0), state: 'refused' as const }

    await actionsOf(null).onUnsent(action, item)

    expect(sendAsIs).toHaveBeenCalledExactlyOnceWith(item)
  },
)

async function seenWhenSentAgain(
  item: { channel: string; occurredAt?: string },
  action: 'retry' | 'sendAsIs' | 'sendAnyway' = 'retry',
): Promise<unknown> {
  setActivePinia(createPinia())
  const replace = vi.spyOn(useOutbox(), 'replace').mockResolvedValue()
  const interaction = { id: 'item', customerName: null, product: null, ...item } as never

  await actionsOf(interaction).onReply(action, message)
  return replace.mock.calls[0]?.[1].seenAt
}

function actionsOf(interaction: null): ReturnType<typeof useReplyActions> {
  let actions: ReturnType<typeof useReplyActions> | undefined
  const Screen = {
    setup: () => {
      actions = useReplyActions(() => interaction)
      return () => null
    },
  }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: Screen }] })
  mount(Screen, { global: { plugins: [router] } })
  if (!actions) throw new Error('The screen was not mounted.')
  return actions
}
