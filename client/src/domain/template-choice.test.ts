import { expect, test } from 'vitest'
import { type Answered, shortcutAt, type Template, templatesFor, textFor, withWords } from './template-choice.ts'

const template: Template = {
  id: '1',
  title: 'Извинение',
  shortcut: 'брак',
  text: '{имя}, жаль, что {товар} подвёл. Ваш {магазин}',
  channels: ['REVIEW'],
  intent: null,
  ratingMin: null,
  ratingMax: null,
  isActive: true,
}

const review: Answered = {
  channel: 'REVIEW',
  intent: 'WRONG_ITEM',
  rating: 1,
  customerName: 'Марина К.',
  product: { nmId: '146168367', name: 'Термокружка' },
}

test('a slash at the start of a word begins a shortcut, one inside a word or an address does not', () => {
  expect(shortcutAt('/бр', 3)).toEqual({ typed: 'бр', start: 0, end: 3 })
  expect(shortcutAt('Добрый день /', 13)).toEqual({ typed: '', start: 12, end: 13 })
  expect(shortcutAt('строка\n/б и дальше', 9)).toEqual({ typed: 'б', start: 7, end: 9 })
  expect(shortcutAt('и/или', 5)).toBeNull()
  expect(shortcutAt('/брак готово', 12)).toBeNull()
})

test('templates are found by the beginning of their shortcut or of their title, and only where they fit', () => {
  expect(templatesFor([template], review, 'БР')).toEqual([template])
  expect(templatesFor([template], review, 'изв')).toEqual([template])
  expect(templatesFor([template], review, 'рак')).toEqual([])
  expect(templatesFor([template], { ...review, channel: 'CHAT' })).toEqual([])
})

test('the words of a template are filled with the item, and a name that is not known goes with its comma', () => {
  expect(textFor(template, review, 'Flax')).toBe('Марина, жаль, что Термокружка подвёл. Ваш Flax')
  expect(textFor(template, { ...review, customerName: null }, 'Flax')).toBe('Жаль, что Термокружка подвёл. Ваш Flax')
})

test('words take the place of the shortcut, and what has no value is selected', () => {
  expect(withWords('Да. /бр Спасибо', { start: 4, end: 7 }, 'Жаль.')).toEqual({
    text: 'Да. Жаль. Спасибо',
    selection: { start: 9, end: 9 },
  })
  expect(withWords('/бр', { start: 0, end: 3 }, 'О {товар} пишут')).toEqual({
    text: 'О {товар} пишут',
    selection: { start: 2, end: 9 },
  })
})
