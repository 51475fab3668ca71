import sdl from '@schema/schema.graphql?raw'
import { buildSchema, type GraphQLEnumType, type GraphQLInterfaceType } from 'graphql'
import { expect, test } from 'vitest'
import { refusalText, replyBlocks, replyFailures, sentences, syncProblems } from './refusals.ts'

const schema = buildSchema(sdl)
const now = new Date('2026-02-11T12:00:00Z')

test('every refusal of the contract has a sentence', () => {
  const refusals = schema.getPossibleTypes(schema.getType('Refusal') as GraphQLInterfaceType).map(({ name }) => name)

  expect(Object.keys(sentences).sort()).toEqual(refusals.sort())
})

test.each([
  ['ReplyBlock', replyBlocks],
  ['ReplyFailure', replyFailures],
  ['SyncProblem', syncProblems],
])('every value of %s has a sentence', (name, table) => {
  expect(Object.keys(table).sort()).toEqual(valuesOf(name))
})

test.each(valuesOf('KeyRefusal'))('a key refused as %s is explained', (keyRefusal) => {
  const refusal = { __typename: 'KeyRefused' as const, keyRefusal, expiredAt: '2026-01-02T12:00:00Z' }

  expect(refusalText(refusal, now)).toMatch(/ключ/i)
})

test.each(valuesOf('ConflictReason'))('a conflict as %s is explained', (conflict) => {
  expect(refusalText({ __typename: 'Conflict', conflict } as never, now)).toMatch(/^[А-Я]/)
})

test('a key that ran out says when', () => {
  const refusal = { __typename: 'KeyRefused' as const, keyRefusal: 'EXPIRED', expiredAt: '2026-01-02T12:00:00Z' }

  expect(refusalText(refusal, now)).toBe('Ключ истёк 2 января')
})

test('a wish that came too soon says when it may come again', () => {
  const refusal = { __typename: 'TooSoon' as const, retryAt: '2026-02-11T12:00:17.200Z' }

  const muchLater = { ...refusal, retryAt: new Date(2026, 1, 13, 14, 5).toISOString() }

  expect(refusalText(refusal, now)).toBe('Слишком часто. Можно снова через 18 с')
  expect(refusalText(muchLater, now)).toBe('Слишком часто. Можно снова после 13 фев, 14:05')
})

test('a reply that is too long says by how much', () => {
  const refusal = { __typename: 'ReplyTooLong' as const, length: 1012, limit: 1000 }

  expect(refusalText(refusal, now).replaceAll('\u00a0', ' ')).toBe('Длиннее лимита WB на 12 знаков')
})

function valuesOf(enumName: string): string[] {
  const values = (schema.getType(enumName) as GraphQLEnumType).getValues()
  return values.map(({ name }) => name).sort()
}
