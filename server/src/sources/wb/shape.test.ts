import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectedEvent, expectedQuestion, expectedReview } from './expected-shapes.ts'
import { listOf, misfitsOf, object, oneOf, orNull } from './shape.ts'

test.each([
  ['review', expectedReview],
  ['question', expectedQuestion],
  ['event', expectedEvent],
] as const)('a %s as we know it is as expected', (name, shape) => {
  expect(misfitsOf(sample(name), shape)).toEqual([])
})

const shape = object({
  id: 'text',
  'size?': 'text',
  answer: orNull(object({ text: 'text', state: oneOf('shown', 'refused') })),
  'tags?': listOf('text'),
})

test.each([
  ['a required field that is missing', { answer: null }, 'breaking', 'id', 'is missing'],
  ['a required field that became null', { id: null, answer: null }, 'breaking', 'id', 'is null, not a text'],
  ['a nullable field that is missing', { id: 'a' }, 'breaking', 'answer', 'is missing'],
  ['another type', { id: 7, answer: null }, 'breaking', 'id', 'is a whole number, not a text'],
  [
    'another type of a field that may be absent',
    whole({ size: 48 }),
    'breaking',
    'size',
    'is a whole number, not a text',
  ],
  ['a text where an object was', whole({ answer: 'да' }), 'breaking', 'answer', 'is a text, not an object'],
  ['an object where a list was', whole({ tags: {} }), 'breaking', 'tags', 'is an object, not a list'],
  ['another type within a list', whole({ tags: ['a', 1] }), 'breaking', 'tags[]', 'is a whole number, not a text'],
  ['an unknown field', whole({ weight: 3 }), 'new', 'weight', 'is an unknown field'],
  [
    'an unknown word',
    whole({ answer: { text: 'да', state: 'late' } }),
    'new',
    'answer.state',
    'has the unknown word "late"',
  ],
])('%s is told, and how bad it is', (_, value, severity, path, what) => {
  expect(misfitsOf(value, shape)).toMatchObject([{ severity, path, what, count: 1 }])
})

test('what may be absent may be null', () => {
  expect(misfitsOf(whole({ size: null, tags: null }), shape)).toEqual([])
})

test('the same thing in many items is told once, with how often', () => {
  const items = [whole({ weight: 1 }), whole({ weight: 2 }), whole({})]

  expect(misfitsOf(items, listOf(shape))).toEqual([
    { severity: 'new', path: '[].weight', what: 'is an unknown field', count: 2 },
  ])
})

function whole(change: object): Record<string, unknown> {
  return { id: 'a', answer: null, ...change }
}

function sample(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'samples', `${name}.json`), 'utf8'))
}
