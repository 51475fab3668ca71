import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller, type Received } from '../testkit/given.ts'
import { journalOf } from '../testkit/shop.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let seller: GivenSeller

beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
  await seller.isConnected()
})
afterAll(async () => await app.close())

test('notes of an item are shown with their writer, the newest first', async () => {
  const review = await seller.receives.review()
  await add(review, 'Брак из партии 12')
  app.clock.advance(1000)
  await add(review, 'Склад подтвердил')

  expect(await notesOf(review)).toMatchObject([
    { text: 'Склад подтвердил', author: { name: 'Анна' } },
    { text: 'Брак из партии 12' },
  ])
})

test('the same key twice is one note, and another text under it a conflict', async () => {
  const review = await seller.receives.review()
  const key = randomUUID()
  await add(review, 'Позвонить на склад', key)

  expect(await add(review, 'Позвонить на склад', key)).toEqual({ __typename: 'AddNoteSuccess' })
  expect(await add(review, 'Другое', key)).toEqual({ __typename: 'Conflict', reason: 'KEY_REUSED' })
  expect(await notesOf(review)).toHaveLength(1)
})

test('a note is deleted for good', async () => {
  const review = await seller.receives.review()
  await add(review, 'Лишнее')
  const [note] = await notesOf(review)

  expect(await remove(note?.id ?? '')).toEqual({ __typename: 'DeleteNoteSuccess' })
  expect(await remove(note?.id ?? '')).toEqual({ __typename: 'NotFound' })
  expect(await notesOf(review)).toEqual([])
})

test.each([' ', 'а'.repeat(2001), 'ну\u0000л'])('an empty, endless or unreadable note is refused', async (text) => {
  expect(await add(await seller.receives.review(), text)).toEqual({ __typename: 'BadInput', field: 'text' })
})

test('the journal tells of notes and never holds their words', async () => {
  const another = await givenSeller(app)
  const review = await another.receives.review()
  await add(review, 'Никому не говорить', randomUUID(), another)
  const [note] = await notesOf(review, another)
  await remove(note?.id ?? '', another)

  expect(await journalOf(app.deps.db, another.sellerId)).toEqual(['note_added', 'note_deleted'])
  const events = await app.deps.db.prisma.journalEvent.findMany({ where: { sellerId: another.sellerId } })
  expect(JSON.stringify(events)).not.toContain('Никому')
})

test('a note changes nothing about the item and is no part of its conversation', async () => {
  const chat = await seller.receives.chat({ text: 'Где заказ?' })
  const before = await card(chat)
  await add(chat, 'Заказ потерян')

  expect(await card(chat)).toEqual(before)
})

type NoteSeen = { id: string; text: string; author: { name: string } | null }

async function add(item: Received, text: string, key: string = randomUUID(), asker = seller) {
  const query = `mutation ($input: AddNoteInput!) {
    addNote(input: $input) { __typename ... on BadInput { field } ... on Conflict { reason } }
  }`
  return (await ask<{ addNote: object }>(app, asker, query, { input: { interactionId: item.id, text, key } })).data
    ?.addNote
}

async function remove(noteId: string, asker = seller) {
  const query = 'mutation ($input: DeleteNoteInput!) { deleteNote(input: $input) { __typename } }'
  return (await ask<{ deleteNote: object }>(app, asker, query, { input: { noteId } })).data?.deleteNote
}

async function notesOf(item: Received, asker = seller): Promise<NoteSeen[]> {
  const query = 'query ($id: ID!) { interaction(id: $id) { notes { id text author { name } } } }'
  return (await read<{ interaction: { notes: NoteSeen[] } }>(app, asker, query, { id: item.id })).interaction.notes
}

async function card(item: Received) {
  const query = 'query ($id: ID!) { interaction(id: $id) { status version preview messages { text } } }'
  return (await read<{ interaction: object }>(app, seller, query, { id: item.id })).interaction
}
