import 'fake-indexeddb/auto'
import { bundledGuardrails, bundledPolicy, type GuardrailPolicy, guardrailReading } from '@agentiq/server/rules'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { remember } from '#offline/remembered.ts'
import { useReplyRules } from './reply-rules.ts'

// What the device knows of the rules before it has asked anybody.

const review = { id: 'mine', channel: 'REVIEW' as const, intent: null, text: 'Хороший товар' }

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})

test('a device that has never asked goes by the rules that came with the app', () => {
  expect(useReplyRules().guardrails).toBe(bundledGuardrails)
})

test('the rules that the server told last hold without a network', () => {
  const [rule] = bundledPolicy.rules
  keep({ version: 'newer', rules: [...bundledPolicy.rules, { ...rule, phrases: 'открытк*' } as never] })

  expect(codes('Положим вам открытку в следующий заказ')).toEqual(['ai_mention'])
})

test.each([
  ['of a server that is read otherwise', { version: 'newer', reading: guardrailReading + 1, rules: [] }],
  ['that were damaged', { version: 'broken', rules: [{ ...bundledPolicy.rules[0], shapes: ['('] } as never] }],
])('rules %s give way to those of the app', (_, change) => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  keep(change)

  expect(codes('Здравствуйте, вам отвечает бот магазина')).toEqual(['ai_mention'])
})

test('what the buyer wrote is not guessed: known from a list only, an item is not judged by it', () => {
  const { text: _, ...glance } = review

  expect(codes('Оформите возврат через ЛК WB', glance)).toEqual([])
  expect(codes('Оформите возврат через ЛК WB')).toEqual(['unsolicited_return'])
  expect(codes('Оформите возврат через ЛК WB', { ...review, text: null })).toEqual(['unsolicited_return'])
  expect(codes('Оформите возврат через ЛК WB', { ...glance, text: 'Верну', intent: null })).toEqual([])
  expect(codes('Оформите возврат через ЛК WB', { ...review, intent: 'WRONG_ITEM' })).toEqual([])
})

test('the same words to another item within a day are noticed, until the first ones come back', () => {
  const rules = useReplyRules()
  rules.noteSent('Спасибо, носите с удовольствием!', 'other')
  const text = 'спасибо, носите с удовольствием'

  expect(codes(text)).toEqual(['duplicate'])
  expect(codes(text, { ...review, id: 'other' })).toEqual([])
  rules.forgetSent('other')
  expect(codes(text)).toEqual([])
})

const codes = (text: string, item: Parameters<ReturnType<typeof useReplyRules>['check']>[1] = review) =>
  useReplyRules()
    .check(text, item)
    .map(({ code }) => code)

const keep = (change: Partial<GuardrailPolicy>) => remember('account.replyRules', { ...bundledPolicy, ...change })
