import { expect, test } from 'vitest'
import { isLong, isPersonal, shownOf } from './said-text.ts'

const short = { whole: false, revealed: false }

test('up to 1200 characters a text is whole, beyond that its first 900 are', () => {
  expect(shownOf('я'.repeat(1_200), short)).toBe('я'.repeat(1_200))
  expect(shownOf('я'.repeat(1_201), short)).toBe(`${'я'.repeat(900)}…`)
  expect(shownOf('я'.repeat(1_201), { ...short, whole: true })).toBe('я'.repeat(1_201))
  expect([isLong('я'.repeat(1_200)), isLong('я'.repeat(1_201))]).toEqual([false, true])
})

test('a long text is cut between words', () => {
  expect(shownOf('Очень понравилось. '.repeat(100), short)).toMatch(/(Очень|понравилось\.)…$/)
})

test('a phone number is hidden until it is asked for, also where the text is cut', () => {
  expect(shownOf('Звоните 89161234567', short)).toBe('Звоните •••• 67')
  expect(shownOf('Звоните 89161234567', { ...short, revealed: true })).toBe('Звоните 89161234567')
  expect(shownOf(`${'я'.repeat(890)} 89161234567 ${'я'.repeat(400)}`, short)).not.toContain('8916')
  expect([isPersonal('Звоните 89161234567'), isPersonal('Размер 48')]).toEqual([true, false])
})
