import { expect, test } from 'vitest'
import { findingMessage } from './finding-message.ts'

test.each([
  ['promise', 'block', 'вернём деньги', 'Запрещённая фраза: «вернём деньги» (Обещание)'],
  ['jargon', 'warn', 'ЛК', 'Нежелательная фраза: «ЛК»'],
  ['length', 'block', '', 'Длина ответа'],
] as const)('a finding of %s that is to %s is told in words', (category, severity, phrase, message) => {
  expect(findingMessage({ category, severity, phrase })).toBe(message)
})
