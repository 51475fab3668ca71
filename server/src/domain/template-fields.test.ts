import { expect, test } from 'vitest'
import { checkedTemplate } from './template-fields.ts'

const kept = {
  title: ' Брак ',
  shortcut: '/Брак',
  text: ' Жаль! ',
  channels: ['review', 'review'],
  ratingMin: 1,
  ratingMax: 2,
}

test('a template is kept without blanks around, its shortcut in small letters and without the slash', () => {
  expect(checkedTemplate(kept)).toEqual({
    ...kept,
    title: 'Брак',
    shortcut: 'брак',
    text: 'Жаль!',
    channels: ['review'],
  })
})

test.each([
  ['title', { title: ' ' }],
  ['title', { title: 'а'.repeat(81) }],
  ['shortcut', { shortcut: 'два слова' }],
  ['shortcut', { shortcut: '/' }],
  ['text', { text: '' }],
  ['text', { text: 'а'.repeat(5001) }],
  ['text', { text: 'Ваш {заказ}' }],
  ['channels', { channels: [] }],
  ['ratingMin', { ratingMin: 0 }],
  ['ratingMax', { ratingMin: 4, ratingMax: 3 }],
])('a template with a wrong %s is refused (%o)', (field, change) => {
  expect(() => checkedTemplate({ ...kept, ...change })).toThrow(expect.objectContaining({ field }))
})
