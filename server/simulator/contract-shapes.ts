/**
 * A little language for the contract's shapes, so that tests can hold every kind of answer against our own words.
 * A shape names each field it allows; a field ending in `?` may be absent; nothing else may be there.
 */
export type Shape =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'instant'
  | 'localTime'
  | 'null'
  | { words: readonly string[] }
  | { either: Shape[] }
  | { each: Shape }
  | { fields: Record<string, Shape> }

export const orNull = (shape: Shape): Shape => ({ either: [shape, 'null'] })
export const listOf = (shape: Shape): Shape => ({ each: shape })
export const object = (fields: Record<string, Shape>): Shape => ({ fields })
/** One of these words; WB may add others one day, this simulator may not without saying so here. */
export const oneOf = (...words: string[]): Shape => ({ words })

/** Everything about a value that is not as its shape says; an empty list is a match. */
export function misfits(value: unknown, shape: Shape, path = '$'): string[] {
  if (typeof shape === 'string') return plain[shape](value) ? [] : [`${path} is no ${shape}: ${JSON.stringify(value)}`]
  if ('words' in shape) {
    return shape.words.some((word) => word === value)
      ? []
      : [`${path} is none of ${shape.words.join(', ')}: ${JSON.stringify(value)}`]
  }
  if ('either' in shape) return eitherMisfits(value, shape.either, path)
  if ('each' in shape) return eachMisfits(value, shape.each, path)
  return fieldMisfits(value, shape.fields, path)
}

const plain: Record<Extract<Shape, string>, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  instant: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)),
  localTime: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?$/.test(value),
  null: (value) => value === null,
}

function eitherMisfits(value: unknown, shapes: Shape[], path: string): string[] {
  const tries = shapes.map((shape) => misfits(value, shape, path))
  return tries.find((complaints) => complaints.length === 0) ?? tries[0] ?? []
}

function eachMisfits(value: unknown, shape: Shape, path: string): string[] {
  if (!Array.isArray(value)) return [`${path} is no list`]
  return value.flatMap((item, place) => misfits(item, shape, `${path}[${place}]`))
}

function fieldMisfits(value: unknown, fields: Record<string, Shape>, path: string): string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [`${path} is no object`]

  const given: Record<string, unknown> = { ...value }
  const allowed = new Map(Object.entries(fields).map(([name, shape]) => [name.replace('?', ''), shape]))
  const strange = Object.keys(given).filter((name) => !allowed.has(name))
  const missing = Object.keys(fields).filter((name) => !name.endsWith('?') && !(name in given))
  return [
    ...strange.map((name) => `${path}.${name} is not in the contract`),
    ...missing.map((name) => `${path}.${name} is missing`),
    ...Object.entries(given).flatMap(([name, field]) => {
      const shape = allowed.get(name)
      return shape ? misfits(field, shape, `${path}.${name}`) : []
    }),
  ]
}
