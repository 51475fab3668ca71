import type { Finding } from '@agentiq/server/rules'
import sdl from '@schema/schema.graphql?raw'
import { buildSchema, type GraphQLEnumType } from 'graphql'
import { expect, test } from 'vitest'
import { findingText, sentences } from './findings.ts'

const finding: Finding = {
  code: 'promise',
  category: 'promise',
  severity: 'block',
  phrase: 'вернём деньги',
  start: 0,
  end: 13,
  hint: null,
  isWording: false,
  excess: 0,
}

test('every code of the contract has a sentence', () => {
  const codes = (buildSchema(sdl).getType('GuardrailCode') as GraphQLEnumType).getValues()

  expect(Object.keys(sentences).sort()).toEqual(codes.map(({ name }) => name.toLowerCase()).sort())
})

test('a rule that this app does not know is told by its phrase', () => {
  const code = 'rudeness' as Finding['code']

  expect(findingText({ ...finding, code }, 500)).toBe('Запрещённая фраза: «вернём деньги»')
  expect(findingText({ ...finding, code, severity: 'warn' }, 500)).toBe('Нежелательная фраза: «вернём деньги»')
})

test('lengths are told by the rules’ own numbers', () => {
  const plain = (text: string) => text.replace(/\s/g, ' ')

  expect(plain(findingText({ ...finding, code: 'too_long' }, 500))).toBe('Длиннее 500 знаков — дочитают не все')
  expect(plain(findingText({ ...finding, code: 'over_limit', excess: 12 }, 500))).toBe('Длиннее лимита WB на 12 знаков')
})
