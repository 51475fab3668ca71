import { expect, test } from 'vitest'
import type { PriorityReason } from '#generated/graphql.ts'
import { priorityReasons, priorityText, type ReasonFacts, ruleText, words } from './words.ts'

const allReasons = Object.keys(priorityReasons) as PriorityReason[]

test('a topic goes on after the priority in small letters', () => {
  expect(priorityText('URGENT', 'INTENT', { intent: 'DEFECT_NOT_WORKING' })).toBe('Срочно: брак или не работает')
  expect(priorityText('HIGH', 'INTENT', { intent: 'SIZING_FIT' })).toBe('Важно: размер и посадка')
})

test.each([
  ['INTENT', { intent: 'OTHER' }],
  ['INTENT', {}],
  ['OTHER', {}],
] as const)('the reason %s with %o says nothing and is dropped', (reason, facts) => {
  expect(priorityText('NORMAL', reason, facts)).toBe('Обычный')
})

test('a rule that stands alone is called as the design calls it', () => {
  expect(ruleText('INTENT', { intent: 'DEFECT_NOT_WORKING' })).toBe('Тема: Брак, не работает')
  expect(ruleText('ESCALATION', { escalation: 'MEDICAL' })).toBe('Нужен человек: здоровье')
  expect(ruleText('HIDDEN_COMPLAINT', {})).toBe('Жалоба в позитивном отзыве')
  expect(ruleText('MODEL', { intent: 'DELIVERY_STATUS' })).toBe('По оценке AI')
  expect(ruleText('OTHER', {})).toBeNull()
})

test('after the deadline nothing is about to run out', () => {
  expect(priorityText('URGENT', 'SLA_NEAR_BREACH', { overdue: false })).toBe('Срочно: срок скоро истечёт')
  expect(priorityText('URGENT', 'SLA_NEAR_BREACH', { overdue: true })).toBe('Срочно: срок вышел')
})

test('no reason brings a colon or a capital letter into the sentence', () => {
  const reasons = [...Object.keys(words.escalation), null].flatMap((escalation) =>
    allReasons.map((reason) => priorityText('HIGH', reason, { intent: 'THANKS', escalation } as ReasonFacts)),
  )

  for (const text of reasons) expect(text).toMatch(/^Важно(: [а-яё][^:]*)?$/)
})
