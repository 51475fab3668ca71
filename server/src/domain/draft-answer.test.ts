import { expect, test } from 'vitest'
import { cutAtSentence, isRussian, readModelAnswer } from './draft-answer.ts'

const whole = {
  intent: 'quality_complaint',
  sentiment: 'negative',
  urgency: 'high',
  categories: ['шов'],
  recommendation: 'Здравствуйте! Спасибо, что рассказали о шве. Передали в отдел качества.',
  recommendation_reason: 'Покупатель жалуется на шов.',
  needs_escalation: false,
  escalation_reason: null,
}

test('a whole answer is read, without its greeting', () => {
  expect(readModelAnswer(JSON.stringify(whole))).toMatchObject({
    recommendation: 'Спасибо, что рассказали о шве. Передали в отдел качества.',
    needsEscalation: false,
    escalationReason: null,
  })
})

test.each([
  ['no JSON', 'Спасибо за отзыв!'],
  ['half of it', JSON.stringify(whole).slice(0, -5)],
  ['JSON in a fence', `\`\`\`json\n${JSON.stringify(whole)}\n\`\`\``],
  ['a list', JSON.stringify([whole])],
  ['no text', JSON.stringify({ ...whole, recommendation: ' ' })],
  ['nothing but a greeting', JSON.stringify({ ...whole, recommendation: 'Здравствуйте!' })],
  ['a text that is no text', JSON.stringify({ ...whole, recommendation: ['Спасибо'] })],
  ['an unknown sentiment', JSON.stringify({ ...whole, sentiment: 'angry' })],
  ['an unknown urgency', JSON.stringify({ ...whole, urgency: 'now' })],
  ['no reason', JSON.stringify({ ...whole, recommendation_reason: undefined })],
  ['a flag in words', JSON.stringify({ ...whole, needs_escalation: 'false' })],
  ['categories as a text', JSON.stringify({ ...whole, categories: 'шов' })],
  ['another language', JSON.stringify({ ...whole, recommendation: 'Thank you for your feedback, дорогой друг' })],
])('%s is no answer', (_, answer) => {
  expect(readModelAnswer(answer)).toBeNull()
})

test.each([
  ['Спасибо за вопрос про USB', true],
  ['Thank you very much', false],
  ['123 !', false],
])('«%s» is Russian: %s', (text, is) => {
  expect(isRussian(text)).toBe(is)
})

test('a text that is too long is cut after a sentence, if more than half of it stays', () => {
  expect(cutAtSentence('Раз два. Три.', 20)).toBe('Раз два. Три.')
  expect(cutAtSentence('Раз два три. Четыре.', 15)).toBe('Раз два три.')
  expect(cutAtSentence('Раз. Два три четыре пять.', 15)).toBeNull()
  expect(cutAtSentence('Без конца и без края', 10)).toBeNull()
})
