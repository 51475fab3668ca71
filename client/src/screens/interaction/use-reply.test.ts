// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { forgetWritten } from '#offline/database.ts'
import { readDraft } from '#offline/drafts.ts'
import { returnToField, unsent } from '#offline/outbox.ts'
import { useDrafts } from '#stores/drafts.ts'
import { useSession } from '#stores/session.ts'
import { forgetShown, noteShown } from '#stores/shown-drafts.ts'
import { useReply, type Writing } from './use-reply.ts'

const chat = { id: 'chat', channel: 'CHAT', customerName: 'Вера', product: null } as unknown as LiveInteractionFragment

type Field = ReturnType<typeof useReply>

beforeEach(async () => {
  setActivePinia(createPinia())
  useSession().viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
  await useDrafts().start()
})

afterEach(async () => {
  forgetShown('chat')
  await forgetWritten()
})

test('what is typed while a reply is being stored stays, and the sent text does not come back', async () => {
  const field = await opened()
  field.type('Едет', 4)

  const sent = field.send(chat)
  field.type('Едет Будет завтра', 17)
  expect(await sent).toBe('sent')

  expect(field.text.value).toBe('Будет завтра')
  await vi.waitFor(async () => expect((await readDraft('me', 'chat'))?.text).toBe('Будет завтра'))
  expect((await unsent()).map(({ text }) => text)).toEqual(['Едет'])
})

test('nothing typed meanwhile leaves field and draft empty', async () => {
  const field = await opened()
  field.type('Едет', 4)

  await field.send(chat)

  expect(field.text.value).toBe('')
  expect(await readDraft('me', 'chat')).toBeUndefined()
})

test('a draft sent in another tab leaves the untouched field, and is not sent again', async () => {
  const other = await otherTab()
  await other.writes('Едет')
  const field = await opened()
  expect(field.text.value).toBe('Едет')

  await other.sends('Едет')
  // Pressed before the news of the other tab is here.
  await field.send(chat)

  await vi.waitFor(() => expect(field.text.value).toBe(''))
  expect((await unsent()).map(({ text }) => text)).toEqual(['Едет'])
})

test('two tabs that press for the same typed text in the same moment send it once', async () => {
  const other = await otherTab()
  const field = await opened()
  field.type('Едет', 4)
  await vi.waitFor(async () => expect((await readDraft('me', 'chat'))?.text).toBe('Едет'))

  const [here, there] = await Promise.all([field.send(chat), other.sends('Едет', Date.now())])

  expect([here === 'sent', there]).toContain(true)
  expect((await unsent()).map(({ text }) => text)).toEqual(['Едет'])
  await vi.waitFor(() => expect(field.text.value).toBe(''))
})

test('the same text typed once more is sent once more', async () => {
  const field = await opened()
  for (const _ of ['first', 'second']) {
    field.type('Едет', 4)
    expect(await field.send(chat)).toBe('sent')
  }
  expect(await unsent()).toHaveLength(2)
})

test('the field where the sent text was typed is emptied too', async () => {
  const other = await otherTab()
  const field = await opened()
  field.type('Едет', 4)
  await vi.waitFor(async () => expect((await readDraft('me', 'chat'))?.text).toBe('Едет'))

  await other.sends('Едет')

  await vi.waitFor(() => expect(field.text.value).toBe(''))
})

test('an untouched field follows what another tab writes', async () => {
  const other = await otherTab()
  const field = await opened()

  await other.writes('Едет')
  await vi.waitFor(() => expect(field.text.value).toBe('Едет'))
  await other.writes('Едет завтра')

  await vi.waitFor(() => expect(field.text.value).toBe('Едет завтра'))
  expect(field.elsewhere.value).toBeNull()
})

test('a touched field keeps its text, says that there is another one, and takes it on request', async () => {
  const other = await otherTab()
  const field = await opened()
  field.type('Едет', 4)
  await flushPromises()

  await other.writes('Завтра')
  await vi.waitFor(() => expect(field.elsewhere.value).toBe('Завтра'))
  expect(field.text.value).toBe('Едет')

  field.takeOther()
  expect([field.text.value, field.elsewhere.value]).toEqual(['Завтра', 'Едет'])
})

test('another text sent in another tab leaves what was typed here, also on the device', async () => {
  const other = await otherTab()
  const field = await opened()
  field.type('Едет', 4)
  await flushPromises()

  await other.sends('Завтра')

  await vi.waitFor(async () => expect((await readDraft('me', 'chat'))?.text).toBe('Едет'))
  expect(field.text.value).toBe('Едет')
})

test('the proposed text that was put in is named with the reply, also when it left the field and came back from the device', async () => {
  const field = await opened()
  field.type('Едет', 4, { draftId: 'proposal' })
  field.type('Едет завтра', 11)
  await vi.waitFor(async () => expect((await readDraft('me', 'chat'))?.text).toBe('Едет завтра'))

  await (await opened()).send(chat)

  expect(await named()).toEqual(['proposal'])
})

test('words written beside a proposed text that was only seen are compared with it, and the next ones are not', async () => {
  noteShown('chat', 'proposal')
  const field = await opened()
  for (const words of ['Своими словами', 'И ещё']) {
    field.type(words, words.length)
    await field.send(chat)
  }

  expect(await named()).toEqual(['proposal', null])
})

test('of a text written anew, after the proposed one was deleted, none is named', async () => {
  const field = await opened()
  field.type('Едет', 4, { draftId: 'proposal' })
  field.type('', 0)
  field.type('Завтра', 6)

  await field.send(chat)

  expect(await named()).toEqual([null])
})

test('a proposed text that was put in counts, whatever was shown since', async () => {
  noteShown('chat', 'newer')
  const field = await opened()
  field.type('Едет', 4, { draftId: 'proposal' })

  await field.send(chat)

  expect(await named()).toEqual(['proposal'])
})

test('a reply that comes back to the field knows its proposed text', async () => {
  const field = await opened()
  field.type('Едет', 4, { draftId: 'proposal' })
  await field.send(chat)
  const [item] = await unsent()
  if (item) await returnToField(item, 1)

  await (await opened()).send(chat)

  expect(await named()).toEqual(['proposal'])
})

test('the text of an answer that is edited counts as the draft it is not', async () => {
  const field = await opened({ kind: 'edit', former: 'Едет' })

  expect(field.text.value).toBe('Едет')
  expect(await field.send(chat)).toBe('sent')
})

test('what is typed where somebody else has signed in meanwhile stays its writer’s, and is not sent as the other’s', async () => {
  const field = await opened()
  field.type('Едет', 4)
  await vi.waitFor(async () => expect((await readDraft('me', 'chat'))?.text).toBe('Едет'))

  useSession().viewer = { user: { id: 'other', name: '', email: '' }, sellers: [] } as never
  field.type('Едет завтра', 11)
  await vi.waitFor(async () => expect((await readDraft('me', 'chat'))?.text).toBe('Едет завтра'))
  expect(await field.send(chat)).toBe('busy')

  expect(await readDraft('other', 'chat')).toBeUndefined()
  expect(useDrafts().texts.get('chat')).toBeUndefined()
  expect(await unsent()).toEqual([])
})

async function opened(writing: Writing = { kind: 'answer' }): Promise<Field> {
  let field: Field | undefined
  mount(
    defineComponent(() => {
      field = useReply('chat', () => writing)
      return () => h('div')
    }),
  )
  await flushPromises()
  await new Promise((resolve) => setTimeout(resolve, 20))
  return field as Field
}

/** Which proposed text each reply on the device names. */
const named = async () => (await unsent()).map(({ draftId }) => draftId)

/** The same device, seen by modules of its own. */
async function otherTab() {
  vi.resetModules()
  const [{ keepDraft }, { keepReply }, { outboxItem }] = await Promise.all([
    import('#offline/drafts.ts'),
    import('#offline/outbox.ts'),
    import('#domain/outbox-item.ts'),
  ])
  const draft = { interactionId: 'chat', caret: 0, updatedAt: 1, userId: 'me', refused: null }
  return {
    writes: (text: string) => keepDraft({ ...draft, text }),
    sends: (text: string, at = 1) =>
      keepReply(outboxItem({ key: `other-${text}`, interactionId: 'chat', channel: 'CHAT', text, userId: 'me' }, at), {
        isFromField: true,
      }),
  }
}
