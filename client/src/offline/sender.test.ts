// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { type OutboxItem, outboxItem } from '#domain/outbox-item.ts'
import { forgetWritten } from './database.ts'
import { keepDraft, readDraft } from './drafts.ts'
import { keepBeside, keepReply, onOutboxChange, takeBackToField, unsent } from './outbox.ts'
import { type Attempt, type Sender, startSender, type TakenBack } from './sender.ts'

const accepted: Attempt = { kind: 'accepted', replyId: 'reply' }
const unreachable: Attempt = { kind: 'unreachable' }

let senders: Sender[] = []
let now = 1_000

beforeEach(() => {
  now = 1_000
})

afterEach(async () => {
  for (const sender of senders) sender.stop()
  senders = []
  await forgetWritten()
})

test('a reply is on the device and the field is empty in one step', async () => {
  await keepDraft(draft('review', 'Спасибо'))

  await keepReply(reply('a', { interactionId: 'review' }))

  expect(await unsent()).toMatchObject([{ key: 'a', state: 'waiting' }])
  expect(await readDraft('me', 'review')).toBeUndefined()
})

test('replies go out oldest first and leave the device when the server has them', async () => {
  await keepReply(reply('second', { createdAt: 2 }))
  await keepReply(reply('first', { createdAt: 1 }))
  const { sent, sender } = sending(() => accepted)

  await sender.wake()

  expect(sent).toEqual(['first', 'second'])
  expect(await unsent()).toEqual([])
})

test('without a network the reply stays, and goes with the same key when it is back', async () => {
  await keepReply(reply('a'))
  const answers = [unreachable, accepted]
  const { sent, sender } = sending(() => answers.shift() ?? accepted)

  await sender.wake()
  expect(await unsent()).toMatchObject([{ key: 'a', state: 'waiting', attempts: 1 }])

  window.dispatchEvent(new Event('online'))
  await vi.waitFor(async () => expect(await unsent()).toEqual([]))
  expect(sent).toEqual(['a', 'a'])
})

test('a reply that was being sent when the app died is sent again after the restart', async () => {
  await keepReply({ ...reply('a'), state: 'sending', attempts: 1 })
  const { sent, sender } = sending(() => accepted)

  await sender.wake()

  expect(sent).toEqual(['a'])
})

test('a text that is too long comes back to the field with its reason', async () => {
  await keepReply(reply('a', { interactionId: 'chat', text: 'длинно' }))
  const { sender } = sending(() => ({ kind: 'refused', refused: { type: 'ReplyTooLong', length: 1200, limit: 1000 } }))

  await sender.wake()

  expect(await unsent()).toEqual([])
  expect(await readDraft('me', 'chat')).toMatchObject({
    text: 'длинно',
    refused: { type: 'ReplyTooLong', limit: 1000 },
  })
})

test('what is typed to a question stays when it is rejected, and a rejection that is taken back adds nothing to it', async () => {
  await keepDraft(draft('question', 'Длина 120 см'))
  const rejection = reply('a', { interactionId: 'question', kind: 'rejection', text: 'Отклонить вопрос' })

  await keepReply(rejection)
  expect(await readDraft('me', 'question')).toMatchObject({ text: 'Длина 120 см' })
  await takeBackToField(rejection, 2)
  const { sender } = sending(() => accepted)
  await sender.wake()

  expect(await unsent()).toEqual([])
  expect(await readDraft('me', 'question')).toMatchObject({ text: 'Длина 120 см' })
})

test('what is typed meanwhile is kept behind the text that comes back', async () => {
  await keepReply(reply('a', { interactionId: 'chat', text: 'первое' }))
  await keepDraft(draft('chat', 'второе'))
  const { sender } = sending(() => ({ kind: 'refused', refused: { type: 'BadInput' } }))

  await sender.wake()

  expect((await readDraft('me', 'chat'))?.text).toBe('первое\n\nвторое')
})

test('a reply to what was answered meanwhile stays as a receipt and is not sent again', async () => {
  await keepReply(reply('a'))
  const { sent, sender } = sending(() => ({
    kind: 'refused',
    refused: { type: 'Conflict', reason: 'ALREADY_ANSWERED' },
  }))

  await sender.wake()
  await sender.wake()

  expect(sent).toEqual(['a'])
  expect(await unsent()).toMatchObject([{ state: 'refused', refused: { reason: 'ALREADY_ANSWERED' } }])
})

test('a fault of the server holds one reply, not the others', async () => {
  await keepReply(reply('bad', { createdAt: 1 }))
  await keepReply(reply('good', { createdAt: 2 }))
  const { sent, sender } = sending(({ key }) => (key === 'bad' ? { kind: 'broken' } : accepted))

  await sender.wake()

  expect(sent).toEqual(['bad', 'good'])
  expect(await unsent()).toMatchObject([{ key: 'bad', hold: 'fault' }])
})

test('two tabs do not send one reply twice', async () => {
  const lock = oneAtATime()
  vi.stubGlobal('navigator', { locks: { request: (_name: string, work: () => Promise<unknown>) => lock(work) } })
  await keepReply(reply('a'))
  const here = sending(() => accepted)
  const there = sending(() => accepted)

  await Promise.all([here.sender.wake(), there.sender.wake()])

  expect([...here.sent, ...there.sent]).toEqual(['a'])
  vi.unstubAllGlobals()
})

test("another person's replies stay on the device", async () => {
  await keepReply(reply('hers', { userId: 'she' }))
  const { sent, sender } = sending(() => accepted)

  await sender.wake()

  expect(sent).toEqual([])
  expect(await unsent()).toHaveLength(1)
})

test('a reply taken back on its way is in the field at once, and cancelled when the server names it', async () => {
  await keepReply(reply('a', { interactionId: 'review', text: 'Ой' }))
  const { cancelled, sender } = sending(async (item) => {
    await takeBackToField(item, now)
    expect((await readDraft('me', 'review'))?.text).toBe('Ой')
    return accepted
  })

  await sender.wake()

  expect(cancelled).toEqual([['a', 'reply']])
  expect(await unsent()).toEqual([])
  expect(await readDraft('me', 'review')).toMatchObject({ text: 'Ой', takenBack: null })
})

test('a reply that had left before it was taken back is no draft any more', async () => {
  await keepReply(reply('a', { interactionId: 'review', text: 'Ой' }))
  await keepDraft(draft('review', 'и ещё'))
  const { sender, returned } = sending(
    async (item) => {
      await takeBackToField(item, now)
      expect((await readDraft('me', 'review'))?.text).toBe('Ой\n\nи ещё')
      return accepted
    },
    () => 'tooLate',
  )

  await sender.wake()

  expect(await unsent()).toEqual([])
  expect((await readDraft('me', 'review'))?.text).toBe('и ещё')
  expect(returned).toEqual(['a'])
})

test('what she changed after taking it back is hers, though the reply had left', async () => {
  await takeBackToField(reply('a', { interactionId: 'review', text: 'Ой' }), now)
  await keepDraft(draft('review', 'Ой, исправляю'))
  const { sender } = sending(
    () => accepted,
    () => 'tooLate',
  )

  await sender.wake()

  expect(await unsent()).toEqual([])
  expect((await readDraft('me', 'review'))?.text).toBe('Ой, исправляю')
})

test('who is signed out sends nothing more until she has signed in', async () => {
  await keepReply(reply('first', { createdAt: 1 }))
  await keepReply(reply('second', { createdAt: 2 }))
  const answers: Attempt[] = [{ kind: 'signedOut' }]
  const { sent, sender } = sending(() => answers.shift() ?? accepted)

  await sender.wake()

  expect(sent).toEqual(['first'])
  expect(await unsent()).toMatchObject([
    { key: 'first', state: 'waiting', hold: 'session' },
    { key: 'second', attempts: 0 },
  ])
})

test.each([
  ['pressed', (item: OutboxItem) => keepReply(item)],
  ['sent beside the field', (item: OutboxItem) => keepBeside(item)],
  ['taken back', (item: OutboxItem) => takeBackToField(item, now)],
])('what was %s is on the disk before anybody is told so', async (_, press) => {
  await unsent()
  const begun = vi.spyOn(IDBDatabase.prototype, 'transaction')
  onTestFinished(() => begun.mockRestore())

  await press(reply('a'))

  expect(begun.mock.calls.map(([, mode, options]) => [mode, options?.durability])).toEqual([['readwrite', 'strict']])
})

test('what was taken back before a reload is never sent, and cancelled after it', async () => {
  await takeBackToField({ ...reply('a', { interactionId: 'review' }), state: 'sending', attempts: 1 }, now)
  const { sent, cancelled, sender } = sending(() => accepted)

  await sender.wake()

  expect(sent).toEqual([])
  expect(cancelled).toEqual([['a', null]])
  expect(await readDraft('me', 'review')).toMatchObject({ text: 'Спасибо', takenBack: null })
})

test('without a network what was taken back waits to be cancelled, and holds later replies to the same item', async () => {
  await takeBackToField(reply('a', { interactionId: 'chat', replyId: 'reply' }), now)
  const { sent, sender } = sending(
    () => accepted,
    () => 'unknown',
  )
  await sender.wake()
  await keepReply(reply('b', { interactionId: 'chat', createdAt: 2 }))

  await sender.wake()

  expect(sent).toEqual([])
  expect(await unsent()).toMatchObject([{ key: 'a', takenBack: true, replyId: 'reply' }, { key: 'b' }])
})

test('taking back twice puts the text into the field once', async () => {
  await takeBackToField(reply('a', { interactionId: 'chat' }), now)
  await takeBackToField(reply('a', { interactionId: 'chat' }), now)

  expect((await readDraft('me', 'chat'))?.text).toBe('Спасибо')
})

test('everyone who shows the outbox hears of a change', async () => {
  const heard = vi.fn()
  const stop = onOutboxChange(heard)

  await keepReply(reply('a'))

  expect(heard).toHaveBeenCalled()
  stop()
})

function sending(
  answer: (item: OutboxItem) => Attempt | Promise<Attempt>,
  takeBack: () => TakenBack = () => 'cancelled',
) {
  const sent: string[] = []
  const returned: string[] = []
  const cancelled: [string, string | null][] = []
  const sender = startSender({
    send: async (item) => {
      sent.push(item.key)
      return answer(item)
    },
    takeBack: async ({ key, replyId }) => {
      cancelled.push([key, replyId])
      return takeBack()
    },
    returned: ({ key }) => returned.push(key),
    userId: () => 'me',
    now: () => now,
  })
  senders.push(sender)
  return { sent, cancelled, returned, sender }
}

function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return (work: () => Promise<unknown>) => {
    last = last.then(work, work)
    return last
  }
}

function reply(key: string, over: Partial<OutboxItem> = {}): OutboxItem {
  const made = outboxItem({ key, interactionId: key, channel: 'REVIEW', text: 'Спасибо', userId: 'me' }, 1)
  return { ...made, ...over }
}

function draft(interactionId: string, text: string) {
  return { interactionId, text, caret: 0, updatedAt: 1, userId: 'me', refused: null }
}
