import { expect, test } from 'vitest'
import { listLine } from './list-line.ts'

test('a list shows a text in one line, without a phone and without an address', () => {
  expect(listLine('Позвоните\nмне: +7 912 345-67-89,\t пишите на anna@mail.ru')).toBe(
    'Позвоните мне: •••• 89, пишите на a•••@mail.ru',
  )
  expect(listLine('тел ＋７９１２３４５６７８９')).toBe('тел •••• 89')
})

test('pros and cons do not run into each other', () => {
  expect(listLine('Хорошо\nтепло\nПлюсы: Цвет\nМинусы: Швы')).toBe('Хорошо тепло · Плюсы: Цвет · Минусы: Швы')
})

test('a long text is cut at 300 characters, and a phone on the edge is not cut into view', () => {
  const line = listLine(`${'а'.repeat(294)} 89123456789 и ещё`)

  expect(line).toHaveLength(300)
  expect(line).not.toContain('8912')
})

test('a rating without words is an empty line', () => {
  expect(listLine(null)).toBe('')
})
