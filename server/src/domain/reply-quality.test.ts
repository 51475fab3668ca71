import { expect, test } from 'vitest'
import { qualityOf } from './reply-quality.ts'

const shownAt = new Date('2026-03-04T10:00:00Z')
const thanks = { text: 'Спасибо за отзыв!', shownAt }

test('EX-45: blanks and case are no edit', () => {
  expect(qualityOf('  спасибо  ЗА отзыв! ', thanks)).toEqual({ outcome: 'draft_accepted' })
})

test('EX-45: a sign that is missing is an edit, a small one', () => {
  expect(qualityOf('Спасибо за отзыв', thanks)).toEqual({ outcome: 'draft_edited', editRatio: 1 / 17, extent: 'minor' })
})

test('EX-45: a draft that was generated and never shown is not there', () => {
  expect(qualityOf('Спасибо за отзыв!', { ...thanks, shownAt: null })).toEqual({ outcome: 'reply_manual' })
})

test.each([
  ['no draft', null],
  ['a draft without a text', { text: null, shownAt }],
  ['a draft of blanks', { text: ' \n ', shownAt }],
])('with %s the reply is a person’s own', (_, draft) => {
  expect(qualityOf('Спасибо', draft)).toEqual({ outcome: 'reply_manual' })
})

test.each([
  ['a fifth', '0123456789', '01234567ab', 0.2, 'major'],
  ['less than a fifth', '0123456789a', '01234567890', 1 / 11, 'minor'],
  ['four fifths', '0123456789', '01abcdefgh', 0.8, 'major'],
  ['more than that', '0123456789', '0abcdefghi', 0.9, 'rewrite'],
  ['words put in front', 'да', 'конечно, да', 9 / 11, 'rewrite'],
  ['an emoji, which is one sign', 'ок 👍', 'ок 👎', 0.25, 'major'],
] as const)('%s changed', (_, draft, reply, editRatio, extent) => {
  expect(qualityOf(reply, { text: draft, shownAt })).toEqual({ outcome: 'draft_edited', editRatio, extent })
})
