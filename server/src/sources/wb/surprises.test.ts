import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectedChat, expectedEvent, expectedQuestion, expectedReview } from './expected-shapes.ts'
import { surprisesIn } from './surprises.ts'

test.each([
  ['review', expectedReview],
  ['question', expectedQuestion],
  ['event', expectedEvent],
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

  expect(surprisesIn([strange, strange], expectedReview)).toEqual([
    { kind: 'field', name: 'futureField', count: 2 },
    { kind: 'value', name: 'answer.state=postponed', count: 2 },
    { kind: 'field', name: 'productDetails.weight', count: 2 },
  ])
})

test('they are found in lists too, and in objects within objects', () => {
  const photo = { fullSize: 'a', miniSize: 'b', alt: 'Шов' }
  expect(surprisesIn([{ ...sample('review'), photoLinks: [photo, photo] }], expectedReview)).toEqual([
    { kind: 'field', name: 'photoLinks[].alt', count: 2 },
  ])
  const attachments = { goodCard: { nmID: 1, weight: 2 }, files: [{ url: 'x', pages: 3 }] }
  expect(
    surprisesIn([{ ...sample('event'), message: { attachments } }], expectedEvent).map(({ name }) => name),
  ).toEqual(['message.attachments.goodCard.weight', 'message.attachments.files[].pages'])
  expect(surprisesIn([{ chatID: 'a', replySign: 'b', lastMessage: { seen: true } }], expectedChat)).toEqual([
    { kind: 'field', name: 'lastMessage.seen', count: 1 },
  ])
})

test('what is no object, and what is absent, is no surprise; a name has an end', () => {
  expect(surprisesIn([null, 'text', {}, { answer: null }], expectedReview)).toEqual([])
  expect(surprisesIn([{ ['x'.repeat(500)]: 1 }], expectedReview)[0]?.name).toHaveLength(80)
})

function sample(name: string): Record<string, unknown> {
  const value: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'samples', `${name}.json`), 'utf8'))
  return { ...(value as object) }
}
