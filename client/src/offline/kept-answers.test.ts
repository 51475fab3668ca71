import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { keepAnswers, readAnswers } from './kept-answers.ts'
import { forgetKept } from './kept-database.ts'
import { keepList, readList } from './kept-lists.ts'

const DAY = 24 * 60 * 60 * 1000

beforeEach(forgetKept)

test('what was read is there again, field by field', async () => {
  await keepAnswers({ 'Interaction:a.text': '"Порвался шов"', 'Interaction:a.rating': '1', 'Query.asked': ':null' })

  expect(await readAnswers()).toEqual({
    'Interaction:a.text': '"Порвался шов"',
    'Interaction:a.rating': '1',
    'Query.asked': ':null',
  })
})

test('a later answer changes its own fields and leaves the others', async () => {
  await keepAnswers({ 'Interaction:a.text': '"Порвался шов"', 'Interaction:a.rating': '1' })

  await keepAnswers({ 'Interaction:a.rating': '2', 'Interaction:a.text': undefined, 'Interaction:a.version': '7' })

  expect(await readAnswers()).toEqual({ 'Interaction:a.rating': '2', 'Interaction:a.version': '7' })
})

test('two tabs do not take from each other what they have read', async () => {
  await Promise.all([
    keepAnswers({ 'Interaction:a.messages': ':["Message:m"]' }),
    keepAnswers({ 'Interaction:a.preview': '"Порвался"' }),
  ])

  expect(Object.keys(await readAnswers()).sort()).toEqual(['Interaction:a.messages', 'Interaction:a.preview'])
})

test('what nobody has read for two weeks leaves the device', async () => {
  await keepAnswers({ 'Interaction:old.text': '""' }, 0)
  await keepAnswers({ 'Interaction:new.text': '""' }, 2 * DAY)

  expect(Object.keys(await readAnswers(15 * DAY))).toEqual(['Interaction:new.text'])
  expect(Object.keys(await readAnswers(2 * DAY))).toEqual(['Interaction:new.text'])
})

test('a question leaves with its answer', async () => {
  await keepAnswers({ 'Query%2ecounts.all': '1', 'Interaction:old.text': '""' }, 0)
  await keepAnswers({ 'Query.interaction': ':"Interaction:old"', 'Query.counts': ':"Query.counts"' }, 0)
  await keepAnswers({ 'Query.counts': ':"Query.counts"', 'Query%2ecounts.all': '2' }, 2 * DAY)

  expect(Object.keys(await readAnswers(15 * DAY)).sort()).toEqual(['Query%2ecounts.all', 'Query.counts'])
})

test('a list is kept for as long as the app asks the same of the server', async () => {
  await keepList('inbox', 1, ['a', 'b'])

  expect(await readList('inbox', 1)).toEqual(['a', 'b'])
  expect(await readList('inbox', 2)).toBeNull()
  expect(await readList('chats', 1)).toBeNull()
})
