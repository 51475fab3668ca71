import 'fake-indexeddb/auto'
import { afterEach, expect, test } from 'vitest'
import { type OutboxFile, type OutboxItem, outboxItem } from '#domain/outbox-item.ts'
import { forgetWritten } from './database.ts'
import { keepDraft, readDraft } from './drafts.ts'
import { forgetLooseFiles, keepFile, readFile } from './files.ts'
import { keepBeside, keepReply, letGo, returnToField, takeBackToField, unsent, withdraw } from './outbox.ts'

afterEach(forgetWritten)

test('files go with their reply: from the field to the outbox, and off the device once the server has it', async () => {
  await chosen('a', 'b')
  await keepDraft(draft('', [file('a'), file('b')]))
  await keepReply(reply('one', [file('a'), file('b')]))

  expect(await readDraft('me', 'chat')).toBeUndefined()
  expect((await unsent())[0]?.files?.map(({ key }) => key)).toEqual(['a', 'b'])
  expect(new Uint8Array((await readFile('a')) ?? new ArrayBuffer())).toEqual(new Uint8Array([1, 2]))

  await letGo('one')
  expect([await readFile('a'), await readFile('b')]).toEqual([undefined, undefined])
})

test('a reply that comes back to the field brings its files, before those chosen meanwhile', async () => {
  await chosen('a', 'b')
  await keepReply(reply('one', [file('a')]))
  await keepDraft(draft('', [file('b')]))

  await returnToField(reply('one', [file('a')]), 2)

  expect(await readDraft('me', 'chat')).toMatchObject({ text: 'Вот', files: [{ key: 'a' }, { key: 'b' }] })
  expect(await readFile('a')).toBeDefined()
})

test('whoever writes only words leaves the files of the draft where they are', async () => {
  await chosen('a')
  await keepDraft(draft('', [file('a')]))
  const { files: _, ...words } = draft('Вот', [])

  await keepDraft(words)
  expect(await readDraft('me', 'chat')).toMatchObject({ text: 'Вот', files: [{ key: 'a' }] })

  await keepDraft(draft('', []))
  expect(await readDraft('me', 'chat')).toBeUndefined()
})

test('what was taken back too late leaves the field with its files, and no others', async () => {
  await chosen('a', 'b')
  await keepReply(reply('one', [file('a')]))
  await keepDraft(draft('И ещё', [file('b')]))
  await takeBackToField(reply('one', [file('a')]), 2)

  await withdraw(reply('one', [file('a')]))

  expect(await readDraft('me', 'chat')).toMatchObject({ text: 'И ещё', files: [{ key: 'b' }] })
})

test('a reply sent again takes over the files, and what is typed meanwhile stays', async () => {
  await chosen('a')
  await keepReply(reply('one', [file('a')]))
  await keepDraft(draft('И ещё', []))

  await keepBeside(reply('two', [file('a')]), 'one')

  expect((await unsent()).map(({ key }) => key)).toEqual(['two'])
  expect(await readFile('a')).toBeDefined()
  expect(await readDraft('me', 'chat')).toMatchObject({ text: 'И ещё' })
})

test('files that go with nothing are forgotten, the others stay', async () => {
  await chosen('draft', 'outbox', 'loose')
  await keepReply(reply('one', [file('outbox')]))
  await keepDraft(draft('', [file('draft')]))

  await keepFile('young', new ArrayBuffer(1), 3)

  await forgetLooseFiles(2)

  const found = await Promise.all(
    ['draft', 'outbox', 'loose', 'young'].map(async (key) => (await readFile(key)) !== undefined),
  )
  expect(found).toEqual([true, true, false, true])
})

const chosen = (...keys: string[]) => Promise.all(keys.map((key) => keepFile(key, new Uint8Array([1, 2]).buffer, 1)))

const file = (key: string): OutboxFile => ({ key, name: `${key}.pdf`, type: 'application/pdf', size: 2, id: null })

const draft = (text: string, files: OutboxFile[]) => ({
  interactionId: 'chat',
  text,
  caret: 0,
  updatedAt: 1,
  userId: 'me',
  refused: null,
  files,
})

const reply = (key: string, files: OutboxFile[]): OutboxItem =>
  outboxItem({ key, interactionId: 'chat', channel: 'CHAT', text: 'Вот', userId: 'me', files }, 1)
