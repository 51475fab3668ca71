import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { eventShape, questionShape, reviewShape, surprisesIn } from './surprises.ts'

test.each([
  ['review', reviewShape],
  ['question', questionShape],
  ['event', eventShape],
] as const)('a %s as we know it holds no surprise', (name, shape) => {
  expect(surprisesIn([sample(name)], shape)).toEqual([])
})

test('fields and words that we do not know are counted by name, wherever they stand', () => {
  const strange = {
    ...sample('review'),
    futureField: {},
    productDetails: { nmId: 1, weight: 3 },
    answer: { text: 'Спасибо', state: 'postponed' },
  }

  expect(surprisesIn([strange, strange], reviewShape)).toEqual([
    { kind: 'field', name: 'futureField', count: 2 },
    { kind: 'field', name: 'productDetails.weight', count: 2 },
    { kind: 'value', name: 'answer.state=postponed', count: 2 },
  ])
})

test('what is no object, and what is absent, is no surprise; a name has an end', () => {
  expect(surprisesIn([null, 'text', {}, { answer: null }], reviewShape)).toEqual([])
  expect(surprisesIn([{ ['x'.repeat(500)]: 1 }], reviewShape)[0]?.name).toHaveLength(80)
})

function sample(name: string): Record<string, unknown> {
  const value: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'samples', `${name}.json`), 'utf8'))
  return { ...(value as object) }
}
