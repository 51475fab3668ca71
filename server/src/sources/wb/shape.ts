import { fieldsOf } from './payload.ts'

/** A little language for what we expect of the marketplace's answers. A field that ends in `?` may be absent or null. */
export type Expected =
  | 'text'
  | 'integer'
  | 'number'
  | 'flag'
  | 'instant'
  | 'anything'
  | { words: readonly string[] }
  | { orNull: Expected }
  | { each: Expected }
  | { fields: Record<string, Expected> }

export const orNull = (shape: Expected): Expected => ({ orNull: shape })
export const listOf = (shape: Expected): Expected => ({ each: shape })
export const object = (fields: Record<string, Expected>): Expected => ({ fields })
/** A text that is one of these words today; another one is new, not broken. */
export const oneOf = (...words: string[]): Expected => ({ words })

/** Something that is not as expected, and where; of an unknown word also the word. */
export type Misfit = { severity: 'breaking' | 'new'; path: string; what: string; word?: string; count: number }

/** Everything that is not as expected, each once, with how often. Of the values nothing is told but unknown words of lists. */
export function misfitsOf(value: unknown, shape: Expected): Misfit[] {
  const met = new Map<string, Misfit>()
  for (const misfit of misfitsIn(value, shape)) {
    const key = `${misfit.severity} ${misfit.path} ${misfit.what}`
    met.set(key, { ...misfit, count: (met.get(key)?.count ?? 0) + 1 })
  }
  return [...met.values()]
}

type Single = Omit<Misfit, 'count'>

/** The same, one by one as they are met. */
export function misfitsIn(value: unknown, shape: Expected): Generator<Single> {
  return walk(value, shape, '')
}

function* walk(value: unknown, shape: Expected, path: string): Generator<Single> {
  if (typeof shape === 'string') yield* plainMisfit(value, shape, path)
  else if ('orNull' in shape) {
    if (value !== null) yield* walk(value, shape.orNull, path)
  } else if ('words' in shape) yield* wordMisfit(value, shape.words, path)
  else if ('each' in shape) yield* listMisfits(value, shape.each, path)
  else yield* fieldMisfits(value, shape.fields, path)
}

const plain: Record<Extract<Expected, string>, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  flag: (value) => typeof value === 'boolean',
  instant: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  anything: () => true,
}

function* plainMisfit(value: unknown, shape: keyof typeof plain, path: string): Generator<Single> {
  if (!plain[shape](value)) yield breaking(path, `is ${kindOf(value)}, not ${named[shape]}`)
}

const named: Record<keyof typeof plain, string> = {
  text: 'a text',
  integer: 'a whole number',
  number: 'a number',
  flag: 'true or false',
  instant: 'an instant',
  anything: 'anything',
}

const longestWord = 80

function* wordMisfit(value: unknown, words: readonly string[], path: string): Generator<Single> {
  if (typeof value !== 'string') yield breaking(path, `is ${kindOf(value)}, not a text`)
  else if (!words.includes(value)) {
    const word = shortened(value)
    yield { severity: 'new', path, what: `has the unknown word "${word}"`, word }
  }
}

function* listMisfits(value: unknown, each: Expected, path: string): Generator<Single> {
  if (!Array.isArray(value)) yield breaking(path, `is ${kindOf(value)}, not a list`)
  else for (const item of value) yield* walk(item, each, `${path}[]`)
}

function* fieldMisfits(value: unknown, expected: Record<string, Expected>, path: string): Generator<Single> {
  const fields = fieldsOf(value)
  if (!fields) return yield breaking(path, `is ${kindOf(value)}, not an object`)

  const within = (name: string) => (path ? `${path}.${name}` : name)
  const known = knownIn(expected)
  for (const name of Object.keys(fields)) {
    if (!known.has(name)) yield { severity: 'new', path: within(shortened(name)), what: 'is an unknown field' }
  }
  for (const [name, { shape, isOptional }] of known) {
    const field = fields[name]
    const isAbsent = field === undefined || (isOptional && field === null)
    if (!isAbsent) {
      // Most fields are plain and right, and a record is looked at with every page that it is on.
      if (typeof shape !== 'string' || !plain[shape](field)) yield* walk(field, shape, within(name))
    } else if (!isOptional) yield breaking(within(name), 'is missing')
  }
}

type Known = Map<string, { shape: Expected; isOptional: boolean }>

/** The fields that are expected, worked out once for each description. */
function knownIn(expected: Record<string, Expected>): Known {
  const before = knownFields.get(expected)
  if (before) return before
  const known: Known = new Map(
    Object.entries(expected).map(([name, shape]) => [name.replace('?', ''), { shape, isOptional: name.endsWith('?') }]),
  )
  knownFields.set(expected, known)
  return known
}

const knownFields = new WeakMap<Record<string, Expected>, Known>()

function breaking(path: string, what: string): Single {
  return { severity: 'breaking', path, what }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'boolean') return 'true or false'
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number'
  return 'a text'
}

function shortened(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed().slice(0, longestWord)
}
