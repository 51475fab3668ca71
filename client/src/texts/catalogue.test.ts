import { expect, test } from 'vitest'
import { ru } from './ru.ts'
import { unusedTexts } from './unused-texts.ts'

const sources = import.meta.glob(['/src/**/*.{vue,ts}', '!/src/texts/**', '!/src/**/*.test.ts', '!/src/generated/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
}) as Record<string, string>

const catalogue = import.meta.glob('/src/texts/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
}) as typeof sources

test('words for people are written in the catalogue and nowhere else', () => {
  const wordy = Object.entries(sources)
    .filter(([, source]) => /[а-яё]/i.test(source))
    .map(([file]) => file)

  expect(wordy).toEqual([])
})

test('every text of the catalogue is shown somewhere', () => {
  expect(unusedTexts(ru, [...Object.values(sources), ...Object.values(catalogue)])).toEqual([])
})

test('a text counts as shown by its full name, however the program shortens it', () => {
  const inbox = { title: 'А', empty: { title: 'Б', text: 'В' } }
  const texts = { inbox, words: { sort: { NEW: 'Г', OLD: 'Д' } } }

  expect(unusedTexts(texts, ['ru.inbox.title + other.ru.words'])).toEqual([
    'ru.inbox.empty.title',
    'ru.inbox.empty.text',
    'ru.words.sort.NEW',
    'ru.words.sort.OLD',
  ])
  const parts = 'const { empty: none, title } = ru.inbox\n{{ none.title }} {{ title }}'
  const group = 'import { words as all } from \'#texts/words.ts\'\nconst { sort } = all\n:name="sort[order]"'
  expect(unusedTexts(texts, [parts, group])).toEqual(['ru.inbox.empty.text'])
  expect(unusedTexts(texts, ['...ru.inbox', 'ru.words.sort'])).toEqual([])
})
