import { counted, type Surprise } from '#domain/surprise.ts'
import { expectedEvent, expectedQuestion, expectedReview } from './expected-shapes.ts'
import { type Fields, fieldsOf } from './payload.ts'
import type { Expected } from './shape.ts'

/** What we know of an object of the marketplace: its fields, those of the objects in it, and the words of its lists. */
export type Shape = { fields: string[]; within?: Record<string, string[]>; words?: Record<string, readonly string[]> }

/** What is in these objects and not in our description of them; nothing in them is looked at but names and words of lists. */
export function surprisesIn(values: unknown[], shape: Shape): Surprise[] {
  return counted(
    values.flatMap((value) => {
      const fields = fieldsOf(value)
      return fields ? [...unknownFields(fields, shape), ...unknownWords(fields, shape)] : []
    }),
  )
}

function unknownFields(fields: Fields, { fields: known, within = {} }: Shape): Surprise[] {
  const inner = Object.entries(within).flatMap(([name, names]) =>
    namesOutside(fieldsOf(fields[name]) ?? {}, names).map((each) => `${name}.${each}`),
  )
  return [...namesOutside(fields, known), ...inner].map((name) => surprise('field', name))
}

function namesOutside(fields: Fields, known: string[]): string[] {
  return Object.keys(fields).filter((name) => !known.includes(name))
}

function unknownWords(fields: Fields, { words = {} }: Shape): Surprise[] {
  return Object.entries(words).flatMap(([path, known]) => {
    const word = path.split('.').reduce<unknown>((value, name) => fieldsOf(value)?.[name], fields)
    return typeof word === 'string' && word !== '' && !known.includes(word)
      ? [surprise('value', `${path}=${word}`)]
      : []
  })
}

const longest = 80

function surprise(kind: Surprise['kind'], name: string): Surprise {
  return { kind, name: name.replaceAll('\u0000', '').toWellFormed().slice(0, longest), count: 1 }
}

/** The names in what we expect: of the object, of the objects right in it, and the words of its lists. */
function namesIn(expected: Expected): Shape {
  const fields = fieldsIn(expected)
  const inner = Object.entries(fields).filter(([, shape]) => Object.keys(fieldsIn(shape)).length > 0)
  return {
    fields: Object.keys(fields),
    within: Object.fromEntries(inner.map(([name, shape]) => [name, Object.keys(fieldsIn(shape))])),
    words: {
      ...wordsIn(fields, ''),
      ...Object.assign({}, ...inner.map(([name, shape]) => wordsIn(fieldsIn(shape), `${name}.`))),
    },
  }
}

function fieldsIn(expected: Expected): Record<string, Expected> {
  if (typeof expected === 'string') return {}
  if ('orNull' in expected) return fieldsIn(expected.orNull)
  if (!('fields' in expected)) return {}
  return Object.fromEntries(Object.entries(expected.fields).map(([name, shape]) => [name.replace('?', ''), shape]))
}

function wordsIn(fields: Record<string, Expected>, prefix: string): Record<string, readonly string[]> {
  const lists = Object.entries(fields).flatMap(([name, shape]) =>
    typeof shape !== 'string' && 'words' in shape ? [[`${prefix}${name}`, shape.words] as const] : [],
  )
  return Object.fromEntries(lists)
}

export const reviewShape = namesIn(expectedReview)
export const questionShape = namesIn(expectedQuestion)
export const eventShape = namesIn(expectedEvent)
