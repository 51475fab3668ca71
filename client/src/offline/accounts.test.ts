// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { deleteDB, openDB } from 'idb'
import { afterEach, expect, test } from 'vitest'
import { outboxItem } from '#domain/outbox-item.ts'
import { forgetWritten, forgetWrittenBy } from './database.ts'
import { keepDraft, listDrafts, readDraft } from './drafts.ts'
import { keepFile, readFile } from './files.ts'
import { keepReply, returnToField, unsent } from './outbox.ts'
import { startSender } from './sender.ts'

// Two people may use one device, one after the other. Each finds what she has written, and nothing of the other's.

afterEach(forgetWritten)

test('each finds her own words in the field of the same item', async () => {
  await keepDraft(draft('anna', 'Спасибо от Анны'))
  await keepDraft(draft('vera', 'Спасибо от Веры'))

  expect(await readDraft('anna', 'review')).toMatchObject({ text: 'Спасибо от Анны' })
  expect(await readDraft('vera', 'review')).toMatchObject({ text: 'Спасибо от Веры' })
  expect(await listDrafts('anna')).toHaveLength(1)
})

test('a reply that one sends empties her field only, and comes back to hers', async () => {
  await keepDraft(draft('anna', 'Спасибо от Анны'))
  await keepDraft(draft('vera', 'Спасибо от Веры'))

  await keepReply(reply('vera'))
  expect(await readDraft('anna', 'review')).toMatchObject({ text: 'Спасибо от Анны' })
  expect(await readDraft('vera', 'review')).toBeUndefined()

  await returnToField(reply('vera'), 2)
  expect(await readDraft('anna', 'review')).toMatchObject({ text: 'Спасибо от Анны' })
  expect(await readDraft('vera', 'review')).toMatchObject({ text: 'vera' })
})

test('the same words that another person has just sent are sent all the same', async () => {
  await keepReply(reply('anna', 'Спасибо!'), { isFromField: true })

  expect(await keepReply(reply('vera', 'Спасибо!'), { isFromField: true })).toBe(true)
})

test('the replies of one are not sent while the other is signed in, and go when she is back', async () => {
  await keepReply(reply('anna'))
  const sent: string[] = []
  let userId = 'vera'
  const sender = startSender({
    send: async ({ key }) => {
      sent.push(key)
      return { kind: 'accepted', replyId: key }
    },
    takeBack: async () => 'cancelled',
    userId: () => userId,
    now: Date.now,
  })

  await sender.wake()
  expect(sent).toEqual([])
  expect(await unsent()).toMatchObject([{ userId: 'anna', state: 'waiting', attempts: 0 }])

  userId = 'anna'
  await sender.wake()
  sender.stop()
  expect(sent).toEqual(['anna'])
})

test('whoever signs out takes away what she has written, with its files, and nothing of the other', async () => {
  const file = (key: string) => ({ key, name: 'чек.pdf', type: 'application/pdf' as const, size: 1, id: null })
  await keepFile('hers', new ArrayBuffer(1), 1)
  await keepFile('other', new ArrayBuffer(1), 1)
  await keepDraft({ ...draft('anna', 'Анна'), files: [file('hers')] })
  await keepDraft({ ...draft('vera', 'Вера'), files: [file('other')] })
  await keepReply({ ...reply('anna'), interactionId: 'chat' })
  await keepReply({ ...reply('vera'), interactionId: 'chat' })

  await forgetWrittenBy('anna')

  expect([await listDrafts('anna'), await readFile('hers')]).toEqual([[], undefined])
  expect((await unsent()).map(({ userId }) => userId)).toEqual(['vera'])
  expect(await listDrafts('vera')).toMatchObject([{ text: 'Вера' }])
  expect(await readFile('other')).toBeDefined()
})

test.each([1, 2, 3, 4])(
  'what an app of version %d of the database has kept is all there after the update',
  async (version) => {
    await deleteDB('written')
    const old = await openDB('written', version, {
      upgrade(db) {
        db.createObjectStore('outbox', { keyPath: 'key' })
        db.createObjectStore('drafts', { keyPath: 'interactionId' })
        if (version >= 2) db.createObjectStore('lastSent')
        if (version >= 3) db.createObjectStore('files', { keyPath: 'key' })
        if (version >= 4) db.createObjectStore('actions', { keyPath: 'key' })
      },
    })
    await old.put('drafts', draft('anna', 'Анна пишет'))
    await old.put('drafts', { ...draft('vera', 'Вера пишет'), interactionId: 'chat' })
    await old.put('outbox', reply('anna'))
    if (version >= 2) await old.put('lastSent', { interactionId: 'review', text: 'Спасибо', at: 1 }, 'last')
    if (version >= 3) await old.put('files', { key: 'file', bytes: new ArrayBuffer(2), at: 1 })
    if (version >= 4) await old.put('actions', { key: 'wish', userId: 'anna', createdAt: 1 })
    old.close()

    expect(await readDraft('anna', 'review')).toEqual(draft('anna', 'Анна пишет'))
    expect(await readDraft('vera', 'chat')).toMatchObject({ text: 'Вера пишет' })
    expect(await readDraft('vera', 'review')).toBeUndefined()
    expect(await unsent()).toEqual([reply('anna')])
    expect((await readFile('file'))?.byteLength).toBe(version >= 3 ? 2 : undefined)
    const { keptActions } = await import('./actions.ts')
    expect((await keptActions()).map(({ key }) => key)).toEqual(version >= 4 ? ['wish'] : [])
  },
)

function draft(userId: string, text: string) {
  return { interactionId: 'review', text, caret: 0, updatedAt: 1, userId, refused: null }
}

function reply(userId: string, text = userId) {
  return outboxItem({ key: userId, interactionId: 'review', channel: 'REVIEW', text, userId }, 1)
}
